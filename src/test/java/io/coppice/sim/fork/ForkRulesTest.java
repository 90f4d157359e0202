package io.coppice.sim.fork;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.backend.FaultOperation.CutPath;
import io.coppice.backend.FaultOperation.FillDatastore;
import io.coppice.backend.ForkOperation.Fork;
import io.coppice.backend.ForkOperation.Freeze;
import io.coppice.backend.Job;
import io.coppice.backend.MachineOperation.EditHardware;
import io.coppice.backend.MachineOperation.Migrate;
import io.coppice.backend.MachineOperation.PowerOff;
import io.coppice.backend.Operation;
import io.coppice.backend.SnapshotOperation.Take;
import io.coppice.model.Bytes;
import io.coppice.model.EntityId.DatastoreId;
import io.coppice.model.EntityId.ForkGroupId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.EntityId.PortGroupId;
import io.coppice.model.Messages;
import io.coppice.model.Problem;
import io.coppice.model.fork.ForkMember;
import io.coppice.model.fork.ForkMember.Origin;
import io.coppice.model.fork.ForkNetwork;
import io.coppice.model.fork.ForkPlacement;
import io.coppice.model.fork.ForkSpec;
import io.coppice.model.fork.TrustDomain;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.MachineHardware;
import io.coppice.model.inventory.VirtualNic;
import io.coppice.rules.index.Commitments;
import io.coppice.rules.placement.HostConditions;
import io.coppice.testkit.SmallSite;
import io.coppice.testkit.Worlds;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForkRulesTest {
  private static final MachineId SOURCE = new MachineId(1);
  private static final ForkGroupId GROUP = new ForkGroupId(0);

  /** A disk that hangs on a frozen one. */
  private static final int NO_SNAPSHOT = -1;

  private static Worlds site() {
    Worlds worlds = Worlds.of(SmallSite.of(4, 12));
    worlds.pass(Duration.ofMinutes(1));
    return worlds;
  }

  private static Worlds frozen() {
    Worlds worlds = site();
    worlds.run(new Freeze(SOURCE, "web", TrustDomain.DEFAULT));
    return worlds;
  }

  private static void refused(Worlds worlds, Operation operation, String code) {
    List<String> obstacles = worlds.obstacles(operation);
    assertTrue(obstacles.contains(code), operation + " is stopped by " + obstacles);
    Messages words = new Messages(Locale.ENGLISH);
    for (Problem problem : worlds.check(operation).problems()) {
      assertTrue(words.has(problem.code()), problem.code());
      assertTrue(!words.cure(problem).isEmpty(), "no cure for " + problem.code());
      assertTrue(!words.what(problem).contains("{"), words.what(problem));
    }
    worlds
        .check(operation)
        .verdicts()
        .forEach(verdict -> assertTrue(words.has(verdict.rule()), verdict.rule()));
  }

  private static ForkSpec with(ForkSpec spec, ForkNetwork network, ForkPlacement placement) {
    return new ForkSpec(
        spec.count(),
        spec.names(),
        spec.identity(),
        network,
        placement,
        spec.lifetime(),
        spec.fewer(),
        spec.warmProcesses());
  }

  @Test
  void whatHasNoMemoryOrCannotShareItIsNoSource() {
    Worlds worlds = site();
    Fork fork = new Fork(SOURCE, ForkSpec.of(2, "web-##"));
    refused(worlds, new Fork(new MachineId(0), ForkSpec.of(2, "off-##")), "fork.machine-off");
    worlds.run(new Take(SOURCE, "before", "", false, false));
    refused(worlds, fork, "fork.has-snapshots");
    refused(worlds, new Freeze(SOURCE, "web", TrustDomain.DEFAULT), "fork.has-snapshots");
    Machine other = worlds.machine(2);
    MachineHardware has = other.hardware();
    worlds
        .world()
        .set(
            other.withHardware(
                new MachineHardware(
                    has.vcpus(), has.memory(), has.disks(), has.nics(), true, true, true)));
    refused(worlds, new Fork(other.id(), ForkSpec.of(2, "web-##")), "machine.has-passthrough");
  }

  @Test
  void namesThatCollideOrAreNoneAreRefused() {
    Worlds worlds = frozen();
    refused(worlds, new Fork(SOURCE, ForkSpec.of(2, "web")), "fork.bad-pattern");
    refused(worlds, new Fork(SOURCE, ForkSpec.of(2, " web-#")), "fork.bad-pattern");
    refused(worlds, new Fork(SOURCE, ForkSpec.of(2, "")), "fork.bad-pattern");
    refused(worlds, new Fork(SOURCE, ForkSpec.of(20, "vm-###")), "fork.names-taken");
    refused(worlds, new Fork(SOURCE, ForkSpec.of(0, "web-#")), "fork.count");
    refused(worlds, new Fork(SOURCE, ForkSpec.of(10_001, "web-#")), "fork.count");
    worlds.run(new Fork(SOURCE, ForkSpec.of(2, "web-##")));
    worlds.run(new Fork(SOURCE, ForkSpec.of(2, "web-##")));
    assertEquals(
        List.of("web-01", "web-02", "web-03", "web-04"),
        worlds.world().forks().membersOf(GROUP).stream()
            .filter(member -> member.origin() == Origin.CHILD)
            .map(ForkMember::name)
            .toList());
  }

  @Test
  void aFailingDatastoreStopsAFork() {
    Worlds worlds = frozen();
    Fork fork = new Fork(SOURCE, ForkSpec.of(200, "web-###"));
    assertEquals(List.of(), worlds.obstacles(fork));
    worlds.run(new FillDatastore(new DatastoreId(1), 10));
    refused(worlds, fork, "datastore.no-room");
    worlds.run(new CutPath(worlds.machine(1).host(), new DatastoreId(1)));
    refused(worlds, fork, "storage.unreachable");
  }

  @Test
  void aNetworkThatIsNotThereStopsAFork() {
    Worlds worlds = frozen();
    ForkSpec spec = ForkSpec.of(2, "web-##");
    refused(
        worlds,
        new Fork(SOURCE, with(spec, ForkNetwork.to(new PortGroupId(7)), ForkPlacement.SAME_HOST)),
        "object.gone");
    refused(
        worlds,
        new Fork(
            SOURCE,
            with(
                spec,
                new ForkNetwork(ForkNetwork.Mode.PORT_GROUP, Optional.empty()),
                ForkPlacement.SAME_HOST)),
        "fork.no-port-group");
  }

  private static EditHardware resize(MachineId id, Bytes memory) {
    return new EditHardware(
        id,
        Optional.empty(),
        Optional.of(memory),
        List.of(),
        List.of(),
        Optional.empty(),
        Optional.empty());
  }

  @Test
  void membersStayOnTheirHostAndBasesAsTheyAre() {
    Worlds worlds = frozen();
    worlds.run(new Fork(SOURCE, ForkSpec.of(1, "web-#")));
    MachineId child = worlds.world().forks().membersOf(GROUP).getLast().machine();
    refused(worlds, new Migrate(child, Optional.empty(), Optional.empty()), "fork.bound-to-host");
    refused(worlds, new Take(child, "now", "", true, false), "fork.bound-to-host");
    refused(worlds, new PowerOff(SOURCE), "fork.base-frozen");
    assertEquals(List.of(), worlds.obstacles(new PowerOff(child)));
    worlds.run(new PowerOff(child));
    assertEquals(
        ForkMember.State.STOPPED, worlds.world().forks().member(child).orElseThrow().state());
    assertEquals(0, worlds.world().forks().sums(GROUP).members());
    refused(worlds, resize(child, Bytes.ofGiB(8)), "fork.size-kept");
    worlds.run(new io.coppice.backend.MachineOperation.PowerOn(child));
    ForkMember again = worlds.world().forks().member(child).orElseThrow();
    assertEquals(ForkMember.State.RUNNING, again.state());
    worlds.pass(Duration.ofMinutes(1));
    assertEquals(
        0, worlds.world().forks().pages(child).orElseThrow().shared(), "it booted by itself");
  }

  @Test
  void whereTheHostIsFullOthersFetchPagesOnDemand() {
    Worlds worlds = frozen();
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
                    Bytes.ofGiB(12),
                    was.nics(),
                    was.hbas(),
                    was.idlePower(),
                    was.maxPower())));
    ForkSpec spec = ForkSpec.of(400, "web-###");
    Job job = worlds.run(new Fork(SOURCE, with(spec, spec.network(), ForkPlacement.ON_DEMAND)));
    assertEquals(Job.State.SUCCEEDED, job.state(), job.problems().toString());
    List<ForkMember> members =
        worlds.world().forks().membersOf(GROUP).stream()
            .filter(member -> member.origin() == Origin.CHILD)
            .toList();
    List<ForkMember> remote = members.stream().filter(ForkMember::remote).toList();
    assertTrue(!remote.isEmpty() && remote.size() < 400, remote.size() + " are remote");
    assertTrue(members.stream().allMatch(one -> one.state() == ForkMember.State.RUNNING));
    ForkMember near = members.getFirst();
    ForkMember far = remote.getFirst();
    assertTrue(near.phases().began(io.coppice.model.fork.ForkPhase.WARM).isPresent());
    worlds.pass(Duration.ofMinutes(1));
    var nearPages = worlds.world().forks().pages(near.machine()).orElseThrow();
    var farPages = worlds.world().forks().pages(far.machine()).orElseThrow();
    assertTrue(nearPages.shared() > 0);
    assertEquals(0, farPages.shared(), "away from its base nothing is shared");
    assertTrue(farPages.diverged().count() > nearPages.diverged().count());
  }

  @Test
  void twoMachinesWithOneAddressAreBothNamed() {
    Worlds worlds = site();
    Machine one = worlds.machine(1);
    Machine two = worlds.machine(2);
    VirtualNic nic = one.hardware().nics().getFirst();
    worlds.world().set(two.withHardware(two.hardware().withNics(List.of(nic))));
    worlds.pass(Duration.ofMinutes(1));
    for (String code : List.of("alarm.duplicate-mac", "alarm.duplicate-ip")) {
      Problem alarm =
          worlds.world().alarms().stream()
              .filter(problem -> problem.code().equals(code))
              .findFirst()
              .orElseThrow();
      assertEquals(List.of(one.id(), two.id()), alarm.about());
      assertTrue(alarm.args().containsAll(List.of(one.name(), two.name())));
    }
    worlds.world().set(two);
    worlds.pass(Duration.ofMinutes(1));
    assertTrue(worlds.alarms().stream().noneMatch(code -> code.startsWith("alarm.dup")));
  }

  /** The machine as if its disks hung on that many others. */
  private static Worlds linked(int depth) {
    Worlds worlds = site();
    Machine source = worlds.machine(1);
    worlds
        .world()
        .set(
            source.withLinked(
                Optional.of(new Machine.LinkedTo(new MachineId(2), NO_SNAPSHOT, depth))));
    return worlds;
  }

  private static List<String> said(Worlds worlds, Operation operation) {
    return worlds.check(operation).problems().stream()
        .map(Problem::code)
        .filter(code -> code.startsWith("fork.chain"))
        .toList();
  }

  /** A frozen source: its own disk is a level, and the children's are another. */
  @ParameterizedTest
  @CsvSource({"16,", "17,", "18,fork.chain-deep", "28,fork.chain-deep", "29,fork.chain-too-deep"})
  void aFrozenSourceWarnsAtTwentyLevelsAndEndsAtThirty(int above, String code) {
    Worlds worlds = linked(above);
    worlds.run(new Freeze(SOURCE, "web", TrustDomain.DEFAULT));
    Fork fork = new Fork(SOURCE, ForkSpec.of(2, "web-##"));
    assertEquals(code == null ? List.of() : List.of(code), said(worlds, fork));
    if ("fork.chain-too-deep".equals(code)) {
      refused(worlds, fork, code);
    } else {
      worlds.run(fork);
      assertEquals(
          above + 2, worlds.world().forks().membersOf(GROUP).getLast().diskDepth(), "levels");
    }
  }

  @ParameterizedTest
  @CsvSource({"17,", "18,fork.chain-deep", "253,fork.chain-deep", "254,fork.chain-too-deep"})
  void aSourceThatRunsOnWarnsAtTwentyLevelsAndEndsAt255(int above, String code) {
    Worlds worlds = linked(above);
    Fork fork = new Fork(SOURCE, ForkSpec.of(2, "web-##"));
    assertEquals(code == null ? List.of() : List.of(code), said(worlds, fork));
    if ("fork.chain-too-deep".equals(code)) {
      refused(worlds, fork, code);
    }
  }

  @Test
  void aFrozenBaseIsNotFreeForOthers() {
    Worlds worlds = site();
    Host host = worlds.host(1);
    long before = HostConditions.freeMemory(host, worlds.index());
    worlds.run(new Freeze(SOURCE, "web", TrustDomain.DEFAULT));
    long base =
        worlds.world().forks().group(GROUP).orElseThrow().bases().getFirst().residentBytes();
    long overhead = Commitments.overhead(worlds.machine(SOURCE.value()).hardware());
    assertTrue(base > Bytes.ofMiB(100).value(), base + " bytes");
    assertEquals(
        before - Math.ceilDiv(base, Bytes.MIB) + overhead,
        HostConditions.freeMemory(host, worlds.index()));
  }
}
