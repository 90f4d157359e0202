package io.coppice.sim.fork;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.backend.ForkOperation.Fork;
import io.coppice.backend.ForkOperation.Freeze;
import io.coppice.backend.ForkOperation.StartElastic;
import io.coppice.backend.ForkOperation.StopElastic;
import io.coppice.backend.InventoryOperation.Rename;
import io.coppice.backend.Job;
import io.coppice.backend.JobId;
import io.coppice.model.Bytes;
import io.coppice.model.EntityId.ForkGroupId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.fork.ForkMember;
import io.coppice.model.fork.ForkMember.Origin;
import io.coppice.model.fork.ForkSpec;
import io.coppice.model.fork.TrustDomain;
import io.coppice.model.fork.elastic.Arrivals;
import io.coppice.model.fork.elastic.ElasticPolicy;
import io.coppice.testkit.ExportedWorld;
import io.coppice.testkit.SmallSite;
import io.coppice.testkit.Worlds;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Forks of one group that are asked for before others have made their children. */
class ForkNumbersTest {
  private static final MachineId SOURCE = new MachineId(1);
  private static final ForkGroupId GROUP = new ForkGroupId(0);
  private static final ForkSpec TWO = ForkSpec.of(2, "web-##");

  private static final ElasticPolicy ALWAYS_THREE =
      new ElasticPolicy(
          ElasticPolicy.Mode.AT_LOAD,
          4,
          3,
          Duration.ofSeconds(30),
          ElasticPolicy.Victim.OLDEST,
          3,
          Bytes.ofGiB(100),
          Duration.ofSeconds(3),
          Duration.ofMillis(200));

  private static final Arrivals ONE_A_SECOND = new Arrivals.Constant(1);

  /** As many forks of one host as run at once; the next one waits. */
  private static final int AT_ONCE = 8;

  private static Worlds frozen() {
    Worlds worlds = Worlds.of(SmallSite.of(4, 12));
    worlds.pass(Duration.ofMinutes(1));
    worlds.run(new Freeze(SOURCE, "web", TrustDomain.DEFAULT));
    return worlds;
  }

  private static List<String> children(Worlds worlds) {
    return worlds.world().forks().membersOf(GROUP).stream()
        .filter(member -> member.origin() != Origin.PARENT)
        .map(ForkMember::name)
        .toList();
  }

  private static List<String> numbered(int from, int to) {
    return IntStream.rangeClosed(from, to).mapToObj("web-%02d"::formatted).toList();
  }

  private static JobId fillTheHost(Worlds worlds) {
    for (int i = 1; i < AT_ONCE; i++) {
      worlds.start(new Fork(SOURCE, TWO));
    }
    return worlds.start(new Fork(SOURCE, TWO));
  }

  private static boolean waits(Worlds worlds, JobId job) {
    return worlds.world().job(job).state() == Job.State.QUEUED;
  }

  @Test
  void forksThatWaitNumberTheirChildrenOn() {
    Worlds worlds = frozen();
    fillTheHost(worlds);
    List<JobId> later = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      later.add(worlds.start(new Fork(SOURCE, TWO)));
    }
    assertTrue(later.stream().allMatch(job -> waits(worlds, job)));
    assertEquals(List.of("name.claimed"), worlds.obstacles(new Rename(new MachineId(2), "web-22")));
    assertEquals(List.of(), worlds.obstacles(new Rename(new MachineId(2), "web-23")));
    later.forEach(worlds::until);
    assertEquals(numbered(1, 22), children(worlds));
  }

  /** A policy makes its children without being asked, and leaves out names that others have. */
  @Test
  void theGroupCountsOnBehindANumberThatAStrangerHas() throws IOException {
    Worlds worlds = frozen();
    worlds.run(new Rename(new MachineId(2), "web-02"));
    worlds.run(new StartElastic(GROUP, ALWAYS_THREE, ONE_A_SECOND, ForkSpec.of(1, "web-##")));
    assertEquals(List.of("web-01", "web-03", "web-04"), children(worlds));
    worlds.run(new StopElastic(GROUP));
    assertEquals(List.of(), worlds.obstacles(new Fork(SOURCE, TWO)));
    Worlds reopened = worlds.throughAnImage();
    reopened.run(new Fork(SOURCE, TWO));
    assertTrue(children(reopened).containsAll(List.of("web-05", "web-06")));
    Worlds exported = Worlds.of(ExportedWorld.again(ExportedWorld.of(worlds.world())));
    assertEquals(List.of(), exported.obstacles(new Fork(SOURCE, TWO)));
  }

  @Test
  void aNameOfItsOwnIsGivenOnce() {
    Worlds worlds = frozen();
    fillTheHost(worlds);
    Fork one = new Fork(SOURCE, ForkSpec.of(1, "web"));
    worlds.start(one);
    assertEquals(List.of("fork.names-taken"), worlds.obstacles(one));
  }

  @Test
  void whoMakesChildrenBeforeOneThatWaitsTakesTheNextNumbersAndLeavesNoGap() {
    Worlds worlds = frozen();
    fillTheHost(worlds);
    JobId waiting = worlds.start(new Fork(SOURCE, TWO));
    worlds.run(new StartElastic(GROUP, ALWAYS_THREE, ONE_A_SECOND, ForkSpec.of(1, "web-##")));
    assertTrue(waits(worlds, waiting));
    assertEquals(numbered(1, 2 * AT_ONCE + 3), children(worlds));
    worlds.until(waiting);
    assertEquals(numbered(1, 2 * AT_ONCE + 5), children(worlds));
  }
}
