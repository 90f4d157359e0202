package io.coppice.sim.network;

import static io.coppice.sim.network.NetworkLab.A;
import static io.coppice.sim.network.NetworkLab.FIVE;
import static io.coppice.sim.network.NetworkLab.FOUR;
import static io.coppice.sim.network.NetworkLab.ONE;
import static io.coppice.sim.network.NetworkLab.TWO;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.model.EntityId.MachineId;
import io.coppice.model.EntityId.PortGroupId;
import io.coppice.model.inventory.AccessRule;
import io.coppice.model.inventory.AccessRule.Protocol;
import io.coppice.model.inventory.Ipv4Prefix;
import io.coppice.model.inventory.PortDirection;
import io.coppice.model.inventory.PortPolicy;
import io.coppice.model.inventory.PortRange;
import io.coppice.model.inventory.PrivateVlan;
import io.coppice.model.inventory.PrivateVlan.Role;
import io.coppice.model.overlay.Encapsulation;
import io.coppice.model.overlay.Middlebox;
import io.coppice.model.overlay.NetworkState;
import io.coppice.model.overlay.fabric.FabricNode;
import io.coppice.model.overlay.predict.Predictor;
import io.coppice.model.overlay.trace.Question;
import io.coppice.model.overlay.trace.Verdict;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What is predicted at ports is what becomes of frames, in networks made at random. */
class PortPredictionTest {
  private static final int NETWORKS = Integer.getInteger("coppice.networks", 60);

  /**
   * A copy that was flooded to others is dropped by a middlebox, besides; the fifth way is the
   * first that passes; one port group of a private VLAN suppresses questions, another does not.
   */
  private static final long[] HARD = {105, 109, 1556};

  private static final List<MachineId> MACHINES = List.of(ONE, TWO, FOUR, FIVE);

  /** Makes the same network for the same seed. */
  private static NetworkLab lab(long seed) {
    Random random = new Random(seed);
    random.nextInt(); // the first number is much the same for all small seeds
    List<Encapsulation> all = Encapsulation.OVERLAYS;
    NetworkLab lab =
        new NetworkLab(
            LongStream.of(HARD).anyMatch(it -> it == seed)
                ? Encapsulation.NVGRE
                : all.get((int) (seed % all.size())));
    boolean isPrivate = random.nextInt(3) > 0;
    List<PortGroupId> groups = new ArrayList<>(List.of(A));
    lab.policy(A, policy(random, lab, isPrivate));
    for (int i = 0; i < random.nextInt(4); i++) {
      PortPolicy policy = policy(random, lab, isPrivate);
      groups.add(lab.group(5003 + i, policy));
    }
    MACHINES.forEach(it -> lab.plug(it, groups.get(random.nextInt(groups.size()))));
    MACHINES.forEach(it -> lab.move(it, random.nextInt(4)));
    if (random.nextBoolean()) {
      lab.segment(A, NetworkLab::suppressing);
    }
    if (random.nextInt(6) == 0) {
      lab.change(it -> it.withSegments(List.of()));
    }
    if (random.nextInt(3) == 0) {
      List<FabricNode> nodes = lab.fabric().nodes();
      Middlebox.Protocol protocol =
          Middlebox.Protocol.values()[random.nextInt(Middlebox.Protocol.values().length)];
      lab.box(
          nodes.get(random.nextInt(nodes.size())).name(),
          Middlebox.PLAIN.withRules(
              List.of(new Middlebox.Rule(random.nextBoolean(), protocol, 0))));
    }
    return lab;
  }

  private static PortPolicy policy(Random random, NetworkLab lab, boolean isPrivate) {
    PortPolicy policy = PortPolicy.NONE;
    if (isPrivate) {
      Role role = Role.values()[random.nextInt(3)];
      int secondary =
          switch (role) {
            case PROMISCUOUS -> 100;
            case ISOLATED -> 101;
            case COMMUNITY -> 102 + random.nextInt(2);
          };
      policy = policy.withPrivateVlan(Optional.of(new PrivateVlan(role, 100, secondary)));
    }
    List<AccessRule> rules = new ArrayList<>();
    for (int i = 0; i < random.nextInt(4); i++) {
      rules.add(rule(random, lab, "rule " + i));
    }
    return policy.withRules(rules);
  }

  private static AccessRule rule(Random random, NetworkLab lab, String name) {
    Protocol[] protocols = {Protocol.ANY, Protocol.ICMP, Protocol.TCP, Protocol.UDP};
    return new AccessRule(
        name,
        PortDirection.values()[random.nextInt(3)],
        random.nextInt(3) > 0,
        protocols[random.nextInt(4)],
        prefix(random, lab),
        PortRange.ANY,
        prefix(random, lab),
        PortRange.ANY);
  }

  private static Ipv4Prefix prefix(Random random, NetworkLab lab) {
    MachineId of = MACHINES.get(random.nextInt(MACHINES.size()));
    return random.nextBoolean()
        ? Ipv4Prefix.ANY
        : Ipv4Prefix.parse(lab.address(of) + "/32").orElseThrow();
  }

  @Test
  void whatIsPredictedIsWhatFramesDid() {
    Map<NetworkDrop.Cause, Integer> causes = new EnumMap<>(NetworkDrop.Cause.class);
    int passed = 0;
    for (long seed :
        LongStream.concat(LongStream.range(0, NETWORKS), LongStream.of(HARD)).toArray()) {
      for (MachineId from : MACHINES) {
        for (MachineId to : MACHINES) {
          if (from.equals(to)) {
            continue;
          }
          NetworkLab lab = lab(seed);
          String about = "seed " + seed + ", " + from + " to " + to;
          NetworkState state = new SimNetwork("lab").at(lab.snapshot());
          String name = lab.snapshot().inventory().machine(from).name();
          Predictor.Answer answer = Predictor.answer(state, Question.small(name, lab.address(to)));
          Verdict predicted = answer.trace().verdict();
          GuestNetwork.Echo echo = lab.ping(from, to);
          boolean arrived = echo.reply().isPresent();
          if (predicted instanceof Verdict.Unknown) {
            boolean some = answer.ways().stream().anyMatch(it -> it.verdict().isPassed());
            assertTrue(some, about + ": equal-cost ways differ, or nothing is unknown");
            continue;
          }
          assertEquals(arrived, predicted.isPassed(), about + ": " + predicted);
          Optional<NetworkDrop.Cause> cause = NetworkLab.cause(echo.delivery());
          if (!arrived && cause.isPresent()) {
            causes.merge(cause.get(), 1, Integer::sum);
          }
          if (!arrived && cause.filter(PortPredictionTest::isOfPort).isPresent()) {
            // by equal-cost ways that end at different obstacles, one of them is what frames met
            List<String> rules =
                answer.ways().stream().map(it -> ((Verdict.Dropped) it.verdict()).rule()).toList();
            assertTrue(
                rules.contains(cause.get().code()),
                about + ": " + cause + ", predicted " + predicted);
          }
          passed += arrived ? 1 : 0;
        }
      }
    }
    assertTrue(passed > 100, "passed: " + passed);
    assertTrue(causes.getOrDefault(NetworkDrop.Cause.PRIVATE_VLAN, 0) > 50, causes.toString());
    assertTrue(causes.getOrDefault(NetworkDrop.Cause.ACCESS_RULE, 0) > 50, causes.toString());
  }

  private static boolean isOfPort(NetworkDrop.Cause cause) {
    return cause == NetworkDrop.Cause.PRIVATE_VLAN || cause == NetworkDrop.Cause.ACCESS_RULE;
  }
}
