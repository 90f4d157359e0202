package io.coppice.rules.placement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.backend.ForkOperation;
import io.coppice.backend.MachineOperation;
import io.coppice.backend.Preflight.Verdict;
import io.coppice.model.EntityId.HostId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.Problem;
import io.coppice.model.fork.ForkMember;
import io.coppice.model.fork.ForkPlacement;
import io.coppice.model.fork.ForkSpec;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Machine;
import io.coppice.rules.index.SiteIndex;
import io.coppice.testkit.SmallSite;
import io.coppice.testkit.Worlds;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Filters and weighers that are given decide where a machine starts. Machine 0 is off. */
class PlacementTest {
  private static final MachineId OFF = new MachineId(0);
  private static final PlacementPolicy STANDARD = PlacementPolicy.standard();

  private static PlacementPolicy running(Placement<Machine> running) {
    return new PlacementPolicy(
        running, STANDARD.registering(), STANDARD.forking(), STANDARD.admission());
  }

  private static HostFilter<Machine> not(int... rows) {
    return HostFilter.of(
        "host-usable",
        (_, host, _) ->
            List.of(rows).stream()
                    .flatMapToInt(java.util.Arrays::stream)
                    .anyMatch(row -> row == host.id().value())
                ? Optional.of(Problem.error("host.in-maintenance", host.id(), host.name()))
                : Optional.empty());
  }

  private static HostId startedOn(PlacementPolicy policy) {
    Worlds worlds = Worlds.of(SmallSite.of(3, 9), policy);
    worlds.run(new MachineOperation.PowerOn(OFF));
    return worlds.machine(0).host();
  }

  @Test
  void aFilterThatIsGivenKeepsMachinesOffAHost() {
    HostId first = startedOn(STANDARD);
    HostId second = startedOn(running(STANDARD.running().and(not(first.value()))));
    assertTrue(!second.equals(first));
    HostId third = startedOn(running(STANDARD.running().and(not(first.value(), second.value()))));
    assertTrue(!third.equals(first) && !third.equals(second));
  }

  @Test
  void whereNoHostIsLeftTheFilterSaysWhy() {
    Worlds worlds = Worlds.of(SmallSite.of(3, 9), running(STANDARD.running().and(not(0, 1, 2))));
    assertEquals(
        List.of(
            "cluster.no-host", "host.in-maintenance", "host.in-maintenance", "host.in-maintenance"),
        worlds.obstacles(new MachineOperation.PowerOn(OFF)));
  }

  @Test
  void aWeigherThatIsGivenDecidesBeforeTheOthers() {
    for (int wanted = 0; wanted < 3; wanted++) {
      int row = wanted;
      HostWeigher<Machine> likes = (_, host, _) -> host.id().value() == row ? 0 : 1;
      assertEquals(new HostId(row), startedOn(running(STANDARD.running().firstBy(likes))));
    }
  }

  @Test
  void amongEqualsTheNextWeigherDecidesAndInTheEndTheId() {
    Worlds worlds = Worlds.of(SmallSite.of(3, 9));
    SiteIndex site =
        new io.coppice.rules.index.IndexCache()
            .of(io.coppice.rules.index.SiteState.of(worlds.snapshot()));
    List<Host> hosts = new ArrayList<>(site.hosts(SmallSite.CLUSTER)).reversed();
    HostWeigher<Machine> equal = (_, _, _) -> 7;
    HostWeigher<Machine> second = (_, host, _) -> host.id().value() == 1 ? 0 : 1;
    Machine machine = worlds.machine(0);
    assertEquals(
        Optional.of(new HostId(0)),
        new Placement<>(List.of(), List.of(equal)).best(machine, hosts, site).map(Host::id));
    assertEquals(
        Optional.of(new HostId(1)),
        new Placement<>(List.of(), List.of(equal, second))
            .best(machine, hosts, site)
            .map(Host::id));
  }

  @Test
  void somethingFitsWhereverItHasABestHost() {
    Worlds worlds = Worlds.of(SmallSite.of(3, 9));
    SiteIndex site =
        new io.coppice.rules.index.IndexCache()
            .of(io.coppice.rules.index.SiteState.of(worlds.snapshot()));
    List<Host> hosts = site.hosts(SmallSite.CLUSTER);
    Machine machine = worlds.machine(0);
    for (int[] barred : new int[][] {{}, {0}, {0, 1}, {0, 1, 2}, {1, 2}}) {
      Placement<Machine> placement = STANDARD.running().and(not(barred));
      assertEquals(
          placement.best(machine, hosts, site).isPresent(),
          placement.fitsAny(machine, hosts, site));
      assertEquals(barred.length < 3, placement.fitsAny(machine, hosts, site));
    }
    assertTrue(!STANDARD.running().fitsAny(machine, List.of(), site));
  }

  @Test
  void anAdmissionRuleThatIsGivenStopsAStart() {
    AdmissionRule full =
        (machine, host, _) ->
            Optional.of(
                new Verdict(
                    "rule.failover-capacity",
                    Optional.of(Problem.error("host.in-maintenance", host.id(), machine.name()))));
    Worlds worlds =
        Worlds.of(
            SmallSite.of(3, 9),
            new PlacementPolicy(
                STANDARD.running(), STANDARD.registering(), STANDARD.forking(), List.of(full)));
    assertEquals(
        List.of("host.in-maintenance"), worlds.obstacles(new MachineOperation.PowerOn(OFF)));
  }

  private static PlacementPolicy forking(Placement<ForkChild> forking) {
    return new PlacementPolicy(
        STANDARD.running(), STANDARD.registering(), forking, STANDARD.admission());
  }

  /**
   * Where children of machine 1 run that are made on demand, of which the base's host takes none.
   */
  private static Set<HostId> forkedOn(PlacementPolicy policy) {
    Worlds worlds = Worlds.of(SmallSite.of(3, 9), policy);
    ForkSpec spec = ForkSpec.of(3, "child-#");
    worlds.run(
        new ForkOperation.Fork(
            new MachineId(1),
            new ForkSpec(
                spec.count(),
                spec.names(),
                spec.identity(),
                spec.network(),
                ForkPlacement.ON_DEMAND,
                spec.lifetime(),
                spec.fewer(),
                spec.warmProcesses())));
    Set<HostId> hosts = new TreeSet<>(Comparator.comparingInt(HostId::value));
    worlds
        .world()
        .forks()
        .members()
        .forEach(
            member -> {
              if (member.origin() == ForkMember.Origin.CHILD) {
                hosts.add(member.host());
              }
            });
    return hosts;
  }

  @Test
  void childrenGoWhereGivenFiltersAndWeighersSendThem() {
    HostId home = Worlds.of(SmallSite.of(3, 9)).machine(1).host();
    assertEquals(Set.of(home), forkedOn(STANDARD));
    for (int row = 0; row < 3; row++) {
      int wanted = row;
      HostWeigher<ForkChild> likes = (_, host, _) -> host.id().value() == wanted ? 0 : 1;
      assertEquals(Set.of(new HostId(row)), forkedOn(forking(STANDARD.forking().firstBy(likes))));
    }
    HostFilter<ForkChild> notAtHome =
        HostFilter.of(
            "host-usable",
            (child, host, _) ->
                host.id().equals(child.home())
                    ? Optional.of(Problem.error("host.in-maintenance", host.id(), host.name()))
                    : Optional.empty());
    assertTrue(!forkedOn(forking(STANDARD.forking().and(notAtHome))).contains(home));
  }
}
