package io.coppice.rules.placement;

import io.coppice.backend.Preflight.Verdict;
import io.coppice.model.Problem;
import io.coppice.model.inventory.Host;
import io.coppice.rules.index.SiteIndex;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Chooses hosts as schedulers of clouds do (OpenStack Nova, "Filter Scheduler"): filters leave the
 * hosts that can take something, weighers order those that are left. A host that weighs less for
 * the first weigher is better; the second decides among equals, and so on; in the end the host with
 * the lower id. Which filters and weighers there are is given: a balancer brings weighers of its
 * own, an admission control filters.
 *
 * @param filters in the order in which they are asked; of several obstacles the first is told
 * @param <P> what is to be placed
 */
public record Placement<P>(List<HostFilter<P>> filters, List<HostWeigher<P>> weighers) {
  public Placement {
    filters = List.copyOf(filters);
    weighers = List.copyOf(weighers);
  }

  /** This with one more filter, asked last. */
  public Placement<P> and(HostFilter<P> filter) {
    List<HostFilter<P>> more = new ArrayList<>(filters);
    more.add(filter);
    return new Placement<>(more, weighers);
  }

  /** This with a weigher that decides before the others. */
  public Placement<P> firstBy(HostWeigher<P> weigher) {
    List<HostWeigher<P>> more = new ArrayList<>(weighers);
    more.addFirst(weigher);
    return new Placement<>(filters, more);
  }

  /** What keeps something from that host; empty when nothing does. */
  public Optional<Problem> obstacle(P placed, Host host, SiteIndex index) {
    for (HostFilter<P> filter : filters) {
      Optional<Problem> obstacle = filter.obstacle(placed, host, index);
      if (obstacle.isPresent() && obstacle.get().isError()) {
        return obstacle;
      }
    }
    return Optional.empty();
  }

  /** The verdict of every filter on that host, and what is advised about those that are met. */
  public List<Verdict> verdicts(P placed, Host host, SiteIndex index) {
    List<Verdict> verdicts = new ArrayList<>();
    for (HostFilter<P> filter : filters) {
      Verdict verdict = verdict(filter, placed, host, index);
      verdicts.add(verdict);
      boolean met = verdict.problem().filter(Problem::isError).isEmpty();
      if (!met && filter.isDecisive()) {
        return verdicts;
      }
      if (met) {
        filter.advice().ifPresent(advice -> verdicts.add(verdict(advice, placed, host, index)));
      }
    }
    return verdicts;
  }

  /** What is advised about a host that meets every condition. */
  public List<Verdict> advice(P placed, Host host, SiteIndex index) {
    return filters.stream()
        .flatMap(filter -> filter.advice().stream())
        .map(advice -> verdict(advice, placed, host, index))
        .toList();
  }

  private static <P> Verdict verdict(HostFilter<P> filter, P placed, Host host, SiteIndex index) {
    return new Verdict("rule." + filter.rule(), filter.obstacle(placed, host, index));
  }

  /** Whether one of the hosts can take it; the first that can answers. */
  public boolean fitsAny(P placed, Collection<Host> among, SiteIndex index) {
    return among.stream().anyMatch(host -> obstacle(placed, host, index).isEmpty());
  }

  /** The best of the hosts that can take it. */
  public Optional<Host> best(P placed, Collection<Host> among, SiteIndex index) {
    return weighed(placed, among, index).stream().min(Weighed.LIGHTEST_FIRST).map(Weighed::host);
  }

  /** All hosts that can take it, the best first. */
  public List<Host> ranked(P placed, Collection<Host> among, SiteIndex index) {
    List<Weighed> fit = weighed(placed, among, index);
    fit.sort(Weighed.LIGHTEST_FIRST);
    List<Host> hosts = new ArrayList<>(fit.size());
    fit.forEach(weighed -> hosts.add(weighed.host()));
    return hosts;
  }

  private List<Weighed> weighed(P placed, Collection<Host> among, SiteIndex index) {
    List<Weighed> fit = new ArrayList<>(among.size());
    for (Host host : among) {
      if (obstacle(placed, host, index).isEmpty()) {
        fit.add(weighed(placed, host, index));
      }
    }
    return fit;
  }

  /** What a host that can take it weighs. */
  public Weighed weighed(P placed, Host host, SiteIndex index) {
    return new Weighed(host, weights(placed, host, index));
  }

  /** A host and what it weighs for each weigher. */
  public record Weighed(Host host, long[] weights) {
    public static final Comparator<Weighed> LIGHTEST_FIRST =
        Comparator.comparing(Weighed::weights, Arrays::compare)
            .thenComparingInt(weighed -> weighed.host().id().value());
  }

  private long[] weights(P placed, Host host, SiteIndex index) {
    long[] weights = new long[weighers.size()];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = weighers.get(i).weight(placed, host, index);
    }
    return weights;
  }
}
