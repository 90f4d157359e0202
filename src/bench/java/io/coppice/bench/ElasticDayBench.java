package io.coppice.bench;

import io.coppice.model.Bytes;
import io.coppice.model.SimTime;
import io.coppice.model.fork.elastic.Arrivals;
import io.coppice.model.fork.elastic.ElasticPolicy;
import io.coppice.model.fork.elastic.ElasticPolicy.Mode;
import io.coppice.model.fork.elastic.ElasticPolicy.Victim;
import io.coppice.model.fork.elastic.ElasticRun;
import io.coppice.model.fork.elastic.MemberCost;
import java.time.Duration;
import java.time.Instant;

/**
 * A day of 1,000,000 requests against both policies, once with forked members and once with members
 * that are cloned and booted. Only the load and the policy are simulated, not the members' pages.
 */
public final class ElasticDayBench implements Bench {
  private static final int REQUESTS = 1_000_000;

  @Override
  public String name() {
    return "elastic-day";
  }

  @Override
  public void run(Out out) {
    Bytes base = Bytes.ofGiB(2);
    MemberCost fork = MemberCost.fork(32, Bytes.ofMiB(120), base);
    MemberCost clone = MemberCost.cloneAndBoot(Bytes.ofGiB(8), base, false);
    run(out, "request-fork", policy(Mode.PER_REQUEST, 1), fork);
    run(out, "request-clone", policy(Mode.PER_REQUEST, 1), clone);
    run(out, "load-fork", policy(Mode.AT_LOAD, 8), fork);
    run(out, "load-clone", policy(Mode.AT_LOAD, 8), clone);
  }

  private static ElasticPolicy policy(Mode mode, int each) {
    return new ElasticPolicy(
        mode,
        each,
        4,
        Duration.ofMinutes(2),
        Victim.OLDEST,
        2_000,
        Bytes.ofGiB(4_000),
        Duration.ofSeconds(2),
        Duration.ofMillis(400));
  }

  private static void run(Out out, String what, ElasticPolicy policy, MemberCost cost) {
    SimTime from = SimTime.of(Instant.parse("2026-03-02T00:00:00Z"));
    long before = System.nanoTime();
    ElasticRun run =
        ElasticRun.of(policy, new Arrivals.Daily(REQUESTS, 14), cost, from, Duration.ofDays(1), 7);
    out.figure(what, WorldBench.millis(before), "ms");
    out.figure(what + "-requests", (double) run.requests(), "requests");
    out.figure(what + "-served", (double) run.served(), "requests");
    out.figure(what + "-p50", run.p50() / 1e3, "ms");
    out.figure(what + "-p95", run.p95() / 1e3, "ms");
    out.figure(what + "-most", run.most(), "members");
    if (Math.abs(run.requests() - REQUESTS) > REQUESTS / 100) {
      throw new IllegalStateException("Another load: " + run.requests());
    }
  }
}
