package io.coppice.sim.fork;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.backend.FaultOperation.CrashHost;
import io.coppice.backend.ForkOperation.Fork;
import io.coppice.backend.ForkOperation.Freeze;
import io.coppice.backend.Job;
import io.coppice.backend.JobId;
import io.coppice.model.Bytes;
import io.coppice.model.EntityId;
import io.coppice.model.EntityId.ForkGroupId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.fork.ForkBase;
import io.coppice.model.fork.ForkGroup;
import io.coppice.model.fork.ForkMember;
import io.coppice.model.fork.ForkMember.State;
import io.coppice.model.fork.ForkNetwork;
import io.coppice.model.fork.ForkPhase;
import io.coppice.model.fork.ForkSpec;
import io.coppice.model.fork.Forks;
import io.coppice.model.fork.IdentityCheck;
import io.coppice.model.fork.IdentityGate.Verdict;
import io.coppice.model.fork.IdentityPlan;
import io.coppice.model.fork.PageSet;
import io.coppice.model.fork.SharingSums;
import io.coppice.model.fork.TrustDomain;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.Metric;
import io.coppice.model.inventory.PowerState;
import io.coppice.sim.image.WorldCodec;
import io.coppice.testkit.SmallSite;
import io.coppice.testkit.Worlds;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ForkingTest {
  /** Machine 1 runs on host 1 and is a web server. */
  private static final MachineId SOURCE = new MachineId(1);

  private static final ForkGroupId GROUP = new ForkGroupId(0);

  private static Worlds site() {
    Worlds worlds = Worlds.of(SmallSite.of(4, 12));
    worlds.pass(Duration.ofMinutes(1));
    return worlds;
  }

  private static Worlds frozen() {
    Worlds worlds = site();
    Job job = worlds.run(new Freeze(SOURCE, "web", TrustDomain.DEFAULT));
    assertEquals(Job.State.SUCCEEDED, job.state(), job.problems().toString());
    return worlds;
  }

  /** As large as a machine may be has more pages than an int counts. */
  @Test
  void aMachineOfTwelveTebibytesIsForkedWithAsManyPagesAsAreCounted() {
    Worlds worlds = Worlds.of(SmallSite.of(4, 12));
    Machine machine = worlds.machine(1);
    worlds
        .world()
        .set(machine.withHardware(machine.hardware().withMemory(new Bytes(12 * Bytes.TIB))));
    worlds
        .world()
        .figures()
        .writable(EntityId.Kind.MACHINE, Metric.MEMORY_GRANTED)
        .set(machine.id().value(), (int) (12 * Bytes.TIB / Bytes.MIB));
    ForkGroup group = BaseFreezer.split(worlds.world(), worlds.machine(1));
    assertEquals(PageSet.MOST, group.base(0).orElseThrow().resident());
  }

  private static Job fork(Worlds worlds, ForkSpec spec) {
    return worlds.run(new Fork(SOURCE, spec));
  }

  /** Leaves the source's host with that many GiB. */
  private static void shrinkHost(Worlds worlds, int gib) {
    Host host = worlds.host(1);
    Host.HostHardware was = host.hardware();
    worlds
        .world()
        .inventory()
        .hosts()
        .set(
            1,
            host.withHardware(
                new Host.HostHardware(
                    was.model(),
                    was.sockets(),
                    was.coresPerSocket(),
                    was.coreSpeed(),
                    Bytes.ofGiB(gib),
                    was.nics(),
                    was.hbas(),
                    was.idlePower(),
                    was.maxPower())));
  }

  private static List<ForkMember> children(Worlds worlds) {
    return worlds.world().forks().membersOf(GROUP).stream()
        .filter(member -> member.origin() == ForkMember.Origin.CHILD)
        .toList();
  }

  @Test
  void freezingMakesAParentThatNeverRunsAgain() {
    Worlds worlds = frozen();
    Machine parent = worlds.machine(1);
    assertEquals(PowerState.SUSPENDED, parent.power());
    assertEquals(Optional.of(GROUP), parent.fork());
    assertEquals(
        List.of("fork.base-frozen"),
        worlds.obstacles(new io.coppice.backend.MachineOperation.Resume(SOURCE)));
    ForkGroup group = worlds.world().forks().group(GROUP).orElseThrow();
    assertEquals(ForkBase.State.RESIDENT, group.bases().getFirst().state());
    assertTrue(group.bases().getFirst().residentBytes() > 0);
  }

  @Test
  void childrenAreReadyInAboutHalfASecondAndShareTheirParentsMemory() {
    Worlds worlds = frozen();
    Job job = fork(worlds, ForkSpec.of(10, "web-##"));
    assertEquals(Job.State.SUCCEEDED, job.state(), job.problems().toString());
    List<ForkMember> children = children(worlds);
    assertEquals(10, children.size());
    for (ForkMember child : children) {
      assertEquals(State.RUNNING, child.state());
      Duration ready = child.phases().until(ForkPhase.READY, worlds.world().now()).orElseThrow();
      assertTrue(ready.toMillis() < 500, ready.toString());
      assertTrue(worlds.machine(child.machine().value()).isOn());
    }
    assertEquals("web-01", worlds.machine(children.getFirst().machine().value()).name());
    SharingSums sums = worlds.world().forks().sums(GROUP);
    assertEquals(10, sums.members());
    assertEquals(10 * 26_000_000L, sums.overhead());
    assertTrue(sums.ratio() > 5, sums.toString());
  }

  @Test
  void everyChildHasAnIdentityOfItsOwnBeforeItsLinkComesUp() {
    Worlds worlds = frozen();
    JobId job = worlds.start(new Fork(SOURCE, ForkSpec.of(20, "web-##")));
    while (!worlds.world().job(job).state().isEnded()) {
      assertTrue(worlds.engine().step(worlds.world()));
      for (ForkMember child : children(worlds)) {
        Machine machine = worlds.machine(child.machine().value());
        boolean linked = machine.hardware().nics().stream().anyMatch(nic -> nic.connected());
        assertTrue(!linked || child.gate().isOpen(), child + " has a link too early");
      }
    }
    Set<String> seen = new HashSet<>();
    worlds
        .world()
        .inventory()
        .machines()
        .forEach(
            machine -> {
              if (machine.isOn()) {
                machine
                    .hardware()
                    .nics()
                    .forEach(
                        nic -> {
                          assertTrue(seen.add(nic.mac().toString()), nic.toString());
                          assertTrue(seen.add(nic.ip().toString()), nic.toString());
                        });
                assertTrue(seen.add(machine.guest().hostName()));
              }
            });
    assertFalse(worlds.alarms().stream().anyMatch(code -> code.startsWith("alarm.duplicate")));
  }

  @Test
  void whatIsNotMadeAnewKeepsTheLinkDown() {
    Worlds worlds = frozen();
    IdentityPlan keepsKeys =
        new IdentityPlan(EnumSet.complementOf(EnumSet.of(IdentityCheck.SSH_HOST_KEYS)));
    ForkSpec all = ForkSpec.of(2, "web-##");
    ForkSpec spec =
        new ForkSpec(
            2,
            all.names(),
            keepsKeys,
            all.network(),
            all.placement(),
            Optional.empty(),
            true,
            false);
    fork(worlds, spec);
    for (ForkMember child : children(worlds)) {
      assertEquals(State.RUNNING, child.state());
      assertEquals(Verdict.RED, child.gate().of(IdentityCheck.SSH_HOST_KEYS));
      assertEquals(Verdict.GREEN, child.gate().of(IdentityCheck.MAC));
      Machine machine = worlds.machine(child.machine().value());
      assertTrue(machine.hardware().nics().stream().noneMatch(nic -> nic.connected()));
      assertEquals(
          List.of("fork.gate-not-open"),
          worlds.obstacles(
              new io.coppice.backend.MachineOperation.EditHardware(
                  machine.id(),
                  Optional.empty(),
                  Optional.empty(),
                  List.of(),
                  List.of(new io.coppice.backend.MachineOperation.NicChange.Connect(0, true)),
                  Optional.empty(),
                  Optional.empty())));
      assertTrue(
          worlds
              .obstacles(
                  new io.coppice.backend.NetworkOperation.Attach(
                      machine.id(), 0, machine.hardware().nics().getFirst().portGroup()))
              .contains("fork.gate-not-open"),
          "joining a segment connects it too");
    }
  }

  @Test
  void isolatedChildrenRunWithoutALink() {
    Worlds worlds = frozen();
    ForkSpec all = ForkSpec.of(2, "web-##");
    fork(
        worlds,
        new ForkSpec(
            2,
            all.names(),
            IdentityPlan.ALL,
            ForkNetwork.ISOLATED,
            all.placement(),
            Optional.empty(),
            true,
            false));
    for (ForkMember child : children(worlds)) {
      assertTrue(child.gate().isOpen());
      assertTrue(
          worlds.machine(child.machine().value()).hardware().nics().stream()
              .noneMatch(nic -> nic.connected()));
    }
  }

  @Test
  void aMachineThatRunsIsForkedAndGoesOn() {
    Worlds worlds = site();
    Job job = fork(worlds, ForkSpec.of(3, "web-##"));
    assertEquals(Job.State.SUCCEEDED, job.state(), job.problems().toString());
    assertTrue(worlds.machine(1).isOn());
    Forks forks = worlds.world().forks();
    ForkMember source = forks.member(SOURCE).orElseThrow();
    assertEquals(ForkMember.Origin.PARENT, source.origin());
    assertEquals(State.RUNNING, source.state());
    assertEquals(4, forks.sums(GROUP).members());
    List<Forks.Branch> lineage = forks.lineage(GROUP);
    assertEquals(SOURCE, lineage.getFirst().member().machine());
    assertTrue(
        lineage.stream().skip(1).allMatch(branch -> branch.parent().equals(Optional.of(SOURCE))));
  }

  @Test
  void askForManyGetWhatFits() {
    Worlds worlds = frozen();
    shrinkHost(worlds, 12);
    ForkSpec spec = ForkSpec.of(400, "web-###");
    Job job = fork(worlds, spec);
    assertEquals(Job.State.SUCCEEDED, job.state(), job.problems().toString());
    ForkGroup group = worlds.world().forks().group(GROUP).orElseThrow();
    assertEquals(400, group.counts().asked());
    assertTrue(group.counts().failed() > 0);
    assertEquals(400, group.counts().cameUp() + group.counts().failed());
    List<ForkMember> failed =
        children(worlds).stream().filter(child -> child.state() == State.FAILED).toList();
    assertEquals(group.counts().failed(), failed.size());
    assertEquals("fork.no-room-for-child", failed.getFirst().problem().orElseThrow().code());
    assertEquals(
        List.of("fork.no-room"),
        worlds.obstacles(
            new Fork(
                SOURCE,
                new ForkSpec(
                    400,
                    "other-###",
                    spec.identity(),
                    spec.network(),
                    spec.placement(),
                    Optional.empty(),
                    false,
                    false))));
  }

  @Test
  void aCrashInMidForkLeavesAGroupThatIsWhole() throws IOException {
    Worlds worlds = frozen();
    JobId job = worlds.start(new Fork(SOURCE, ForkSpec.of(200, "web-###")));
    worlds.pass(Duration.ofMillis(400));
    List<ForkMember> before = children(worlds);
    assertTrue(before.stream().anyMatch(child -> child.state() == State.RUNNING));
    assertTrue(before.stream().anyMatch(child -> child.state() == State.STARTING));
    worlds.run(new CrashHost(worlds.machine(1).host()));
    assertEquals(Job.State.FAILED, worlds.world().job(job).state());
    for (ForkMember child : children(worlds)) {
      assertTrue(child.state() == State.FAILED || child.state() == State.STOPPED, child.toString());
      assertTrue(worlds.world().forks().pages(child.machine()).isEmpty());
      Machine machine = worlds.machine(child.machine().value());
      assertEquals(child.state() == State.FAILED, machine == null);
    }
    SharingSums sums = worlds.world().forks().sums(GROUP);
    assertEquals(0, sums.cost(), sums.toString());
    ForkGroup group = worlds.world().forks().group(GROUP).orElseThrow();
    assertEquals(ForkBase.State.STORED, group.bases().getFirst().state());
    worlds.pass(Duration.ofMinutes(2));
    Worlds again = worlds.throughAnImage();
    again.pass(Duration.ofMinutes(1));
    worlds.pass(Duration.ofMinutes(1));
    assertEquals(WorldCodec.digest(worlds.world()), WorldCodec.digest(again.world()));
  }

  @Test
  void theSameAskedOfTheSameWorldGivesTheSameDigest() throws IOException {
    Worlds one = frozen();
    fork(one, ForkSpec.of(30, "web-##"));
    one.pass(Duration.ofMinutes(3));
    Worlds two = frozen().throughAnImage();
    fork(two, ForkSpec.of(30, "web-##"));
    two.pass(Duration.ofMinutes(1));
    Worlds three = two.throughAnImage();
    three.pass(Duration.ofMinutes(2));
    assertEquals(one.world().now(), three.world().now());
    assertEquals(WorldCodec.digest(one.world()), WorldCodec.digest(three.world()));
  }
}
