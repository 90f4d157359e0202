package io.coppice.sim.ops.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.backend.Job;
import io.coppice.backend.NetworkOperation.SetPortPolicy;
import io.coppice.backend.NetworkOperation.SetUplinkPolicy;
import io.coppice.backend.Operation;
import io.coppice.backend.Preflight;
import io.coppice.backend.ProvisioningOperation.CreateSwitch;
import io.coppice.model.EntityId.HostId;
import io.coppice.model.EntityId.SwitchId;
import io.coppice.model.inventory.PortPolicy;
import io.coppice.model.inventory.UplinkPolicy;
import io.coppice.testkit.SmallSite;
import io.coppice.testkit.Worlds;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How a distributed switch shares uplinks, as operations. */
class UplinkPolicyOperationsTest {
  private static final SwitchId SHARED = new SwitchId(0);

  private final Worlds worlds = Worlds.of(SmallSite.of(2, 4));

  private void run(Operation operation) {
    Job job = worlds.run(operation);
    assertEquals(Job.State.SUCCEEDED, job.state(), job.toString());
  }

  private UplinkPolicy policy(SwitchId of) {
    return worlds.world().inventory().switches().get(of.value()).uplinks();
  }

  private List<String> notes(Operation operation) {
    Preflight preflight = worlds.check(operation);
    return preflight.problems().stream().map(it -> it.code()).toList();
  }

  @Test
  void aPolicyIsSetOnADistributedSwitchAndOnNoOther() {
    run(new SetUplinkPolicy(SHARED, UplinkPolicy.SUB_GROUPS));
    assertEquals(UplinkPolicy.SUB_GROUPS, policy(SHARED));
    run(new SetUplinkPolicy(SHARED, UplinkPolicy.FLOW_HASH));
    assertEquals(UplinkPolicy.FLOW_HASH, policy(SHARED));
    run(new CreateSwitch(SmallSite.NETWORKS, "own", Optional.of(new HostId(0)), 1_500, List.of()));
    SwitchId own = new SwitchId(worlds.world().inventory().switches().size() - 1);
    assertEquals(
        List.of("uplinks.switch-of-host"),
        worlds.obstacles(new SetUplinkPolicy(own, UplinkPolicy.MAC_PINNING)));
    assertEquals(List.of(), worlds.obstacles(new SetUplinkPolicy(own, UplinkPolicy.FLOW_HASH)));
  }

  @Test
  void aSwitchIsMadeInHostMode() {
    Optional<UplinkPolicy> policy = Optional.of(UplinkPolicy.MAC_PINNING);
    run(
        new CreateSwitch(
            SmallSite.NETWORKS, "pinned", Optional.empty(), 1_500, List.of(), 0, policy));
    assertEquals(
        UplinkPolicy.MAC_PINNING,
        policy(new SwitchId(worlds.world().inventory().switches().size() - 1)));
    assertEquals(
        List.of("uplinks.switch-of-host"),
        worlds.obstacles(
            new CreateSwitch(
                SmallSite.NETWORKS,
                "own",
                Optional.of(new HostId(0)),
                1_500,
                List.of(),
                0,
                policy)));
  }

  @Test
  void whereAHostHasOneSubGroupOnlyThatIsSaid() {
    SetUplinkPolicy set = new SetUplinkPolicy(SHARED, UplinkPolicy.SUB_GROUPS);
    assertEquals(List.of(), notes(set));
    var host = worlds.host(0);
    worlds.world().inventory().hosts().set(0, host.withUplink("vmnic1", Optional.empty()));
    assertEquals(List.of("uplinks.one-sub-group"), notes(set));
    assertEquals(List.of(), worlds.obstacles(set));
  }

  @Test
  void aPortGroupIsPinnedToASubGroupThatCanBe() {
    PortPolicy third = PortPolicy.NONE.withPinning(Optional.of(3));
    SetPortPolicy set = new SetPortPolicy(SmallSite.PORT_GROUP, third);
    assertEquals(List.of("policy.pinning-unused"), notes(set));
    run(new SetUplinkPolicy(SHARED, UplinkPolicy.SUB_GROUPS));
    assertEquals(List.of(), notes(set));
    run(set);
    assertTrue(
        worlds.world().inventory().portGroups().get(0).policy().equals(third), "kept as said");
    for (int id : new int[] {-1, 32}) {
      assertEquals(
          List.of("policy.pinning-range"),
          worlds.obstacles(
              new SetPortPolicy(
                  SmallSite.PORT_GROUP, PortPolicy.NONE.withPinning(Optional.of(id)))));
    }
  }
}
