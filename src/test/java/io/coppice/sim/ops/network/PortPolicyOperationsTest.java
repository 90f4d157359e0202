package io.coppice.sim.ops.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.backend.Job;
import io.coppice.backend.NetworkOperation.Attach;
import io.coppice.backend.NetworkOperation.SetPortPolicy;
import io.coppice.backend.Operation;
import io.coppice.backend.ProvisioningOperation.CreatePortGroup;
import io.coppice.backend.ProvisioningOperation.EditPortGroup;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.EntityId.PortGroupId;
import io.coppice.model.EntityId.SwitchId;
import io.coppice.model.Problem;
import io.coppice.model.inventory.AccessRule;
import io.coppice.model.inventory.Ipv4Prefix;
import io.coppice.model.inventory.MirrorSession;
import io.coppice.model.inventory.PortDirection;
import io.coppice.model.inventory.PortPolicy;
import io.coppice.model.inventory.PortRange;
import io.coppice.model.inventory.PrivateVlan;
import io.coppice.model.inventory.PrivateVlan.Role;
import io.coppice.testkit.SmallSite;
import io.coppice.testkit.Worlds;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PortPolicyOperationsTest {
  private static final PortGroupId FIRST = SmallSite.PORT_GROUP;
  private static final PortGroupId SECOND = new PortGroupId(1);

  private final Worlds worlds = Worlds.of(SmallSite.of(2, 4));

  private static PortPolicy in(Role role, int primary, int secondary) {
    return PortPolicy.NONE.withPrivateVlan(Optional.of(new PrivateVlan(role, primary, secondary)));
  }

  private void run(Operation operation) {
    Job job = worlds.run(operation);
    assertEquals(Job.State.SUCCEEDED, job.state(), job.toString());
  }

  private PortPolicy policy(PortGroupId of) {
    return worlds.world().inventory().portGroups().get(of.value()).policy();
  }

  private void second(PortPolicy policy) {
    run(new CreatePortGroup(new SwitchId(0), "Second", 0, Optional.of(policy)));
  }

  @Test
  void aPolicyIsSetAndAPortGroupIsMadeWithOne() {
    second(in(Role.PROMISCUOUS, 100, 100));
    run(new SetPortPolicy(FIRST, in(Role.ISOLATED, 100, 101)));
    assertEquals(in(Role.ISOLATED, 100, 101), policy(FIRST));
    assertEquals(in(Role.PROMISCUOUS, 100, 100), policy(SECOND));
    run(new SetPortPolicy(FIRST, PortPolicy.NONE));
    assertEquals(PortPolicy.NONE, policy(FIRST));
  }

  @Test
  void aGroupOfAPrivateVlanIsNotMadeATrunkAndNoPlainOneTakesItsVlan() {
    second(in(Role.ISOLATED, 100, 101));
    assertEquals(List.of("policy.trunk"), worlds.obstacles(new EditPortGroup(SECOND, 4095)));
    assertEquals(List.of(), worlds.obstacles(new EditPortGroup(SECOND, 7)));
    List<String> taken = List.of("policy.vlan-otherwise");
    assertEquals(taken, worlds.obstacles(new EditPortGroup(FIRST, 101)));
    assertEquals(List.of(), worlds.obstacles(new EditPortGroup(FIRST, 100)));
    assertEquals(taken, worlds.obstacles(new CreatePortGroup(new SwitchId(0), "Third", 101)));
  }

  @Test
  void aPrimaryHasOneIsolatedVlanAndAVlanHasOneUse() {
    second(in(Role.ISOLATED, 100, 101));
    assertEquals(
        List.of("policy.second-isolated"),
        worlds.obstacles(new SetPortPolicy(FIRST, in(Role.ISOLATED, 100, 102))));
    for (PortPolicy other :
        List.of(
            in(Role.COMMUNITY, 100, 101),
            in(Role.COMMUNITY, 200, 101),
            in(Role.PROMISCUOUS, 101, 101),
            in(Role.COMMUNITY, 200, 100))) {
      assertEquals(
          List.of("policy.vlan-otherwise"), worlds.obstacles(new SetPortPolicy(FIRST, other)));
    }
    assertEquals(
        List.of(), worlds.obstacles(new SetPortPolicy(FIRST, in(Role.ISOLATED, 100, 101))));
  }

  @Test
  void rulesOfAListHaveNamesOfTheirOwn() {
    AccessRule rule =
        new AccessRule(
            "one",
            PortDirection.BOTH,
            false,
            AccessRule.Protocol.TCP,
            Ipv4Prefix.ANY,
            PortRange.ANY,
            Ipv4Prefix.ANY,
            new PortRange(22, 22));
    PortPolicy twice = PortPolicy.NONE.withRules(List.of(rule, rule));
    assertEquals(List.of("policy.rule-name"), worlds.obstacles(new SetPortPolicy(FIRST, twice)));
    run(new SetPortPolicy(FIRST, PortPolicy.NONE.withRules(List.of(rule))));
    assertEquals(List.of(rule), policy(FIRST).rules());
  }

  @Test
  void aMirrorGoesToOneHostAndSaysWhatIsInItsWay() {
    MirrorSession group =
        new MirrorSession(PortDirection.BOTH, MirrorSession.Type.II, 1, 239 << 24 | 1);
    assertEquals(
        List.of("policy.bad-collector"),
        worlds.obstacles(new SetPortPolicy(FIRST, PortPolicy.NONE.withMirror(Optional.of(group)))));
    MirrorSession nobody =
        new MirrorSession(PortDirection.BOTH, MirrorSession.Type.III, 1, 10 << 24 | 1);
    SetPortPolicy set = new SetPortPolicy(FIRST, PortPolicy.NONE.withMirror(Optional.of(nobody)));
    List<String> told =
        worlds.check(set).verdicts().stream()
            .flatMap(it -> it.problem().stream())
            .map(Problem::code)
            .toList();
    assertEquals(List.of("policy.no-collector", "policy.mirror-too-large"), told);
    run(set);
    assertEquals(Optional.of(nobody), policy(FIRST).mirror());
  }

  @Test
  void aTrunkIsInNoPrivateVlan() {
    run(new EditPortGroup(FIRST, 4095));
    assertEquals(
        List.of("policy.trunk"),
        worlds.obstacles(new SetPortPolicy(FIRST, in(Role.COMMUNITY, 100, 101))));
  }

  @Test
  void addressesOfAPrivateVlanAreOfOneSubnet() {
    second(in(Role.PROMISCUOUS, 77, 77));
    run(new SetPortPolicy(FIRST, in(Role.ISOLATED, 77, 78)));
    MachineId runs = new MachineId(1);
    assertTrue(worlds.machine(1).isOn());
    run(new Attach(runs, 0, SECOND));
    assertEquals(network(2), network(1), "of whom it hears, though in another port group");
  }

  /** The first two bytes of a machine's address. */
  private long network(int machine) {
    return worlds.machine(machine).hardware().nics().getFirst().ip().low() >> 16;
  }
}
