package io.coppice.model.fork;

import io.coppice.model.SimTime;
import io.coppice.model.fork.elastic.Arrivals;
import io.coppice.model.fork.elastic.ElasticPolicy;
import io.coppice.model.fork.elastic.ElasticSample;
import java.util.List;

/**
 * A group's elastic policy under way.
 *
 * @param spec how its members are made; its count is not used
 * @param requests that came so far
 * @param served of them, served to the end
 * @param refused of them, turned away
 * @param forkWait microseconds from asking for a member until it was ready, median so far
 * @param containerWait microseconds until its container ran too, median so far
 * @param samples the newest intervals, oldest first, at most {@link #KEPT}
 */
public record ElasticStatus(
    ElasticPolicy policy,
    Arrivals arrivals,
    ForkSpec spec,
    SimTime since,
    long requests,
    long served,
    long refused,
    int forkWait,
    int containerWait,
    List<ElasticSample> samples) {
  public static final int KEPT = 720;

  public ElasticStatus {
    samples = List.copyOf(samples);
  }

  /** A policy of which nothing is known yet. */
  public static ElasticStatus begin(
      ElasticPolicy policy, Arrivals arrivals, ForkSpec spec, SimTime since) {
    return new ElasticStatus(policy, arrivals, spec, since, 0, 0, 0, 0, 0, List.of());
  }
}
