package io.coppice.testkit;

import io.coppice.model.inventory.AccessRule;
import io.coppice.model.inventory.AccessRule.Protocol;
import io.coppice.model.inventory.Ipv4Prefix;
import io.coppice.model.inventory.MirrorSession;
import io.coppice.model.inventory.PortDirection;
import io.coppice.model.inventory.PortPolicy;
import io.coppice.model.inventory.PortRange;
import io.coppice.model.inventory.PrivateVlan;
import io.coppice.model.inventory.PrivateVlan.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Any policy of ports, by chance from a seed. */
final class RandomPolicy {
  private RandomPolicy() {}

  /** Of no two rows do the private VLANs contradict each other, nor VLANs below 1000. */
  static PortPolicy of(int seed) {
    Random random = new Random(seed * 7919L + 11);
    return PortPolicy.NONE
        .withPrivateVlan(privateVlan(random, seed))
        .withRules(rules(random))
        .withMirror(mirror(random))
        .withPinning(
            random.nextBoolean()
                ? Optional.empty()
                : Optional.of(random.nextInt(PortPolicy.MOST_PINNING + 1)));
  }

  private static <E> E any(E[] values, Random random) {
    return values[random.nextInt(values.length)];
  }

  private static List<AccessRule> rules(Random random) {
    List<AccessRule> rules = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      Protocol protocol = any(Protocol.values(), random);
      boolean ports = protocol == Protocol.TCP || protocol == Protocol.UDP;
      rules.add(
          new AccessRule(
              "rule " + i,
              any(PortDirection.values(), random),
              random.nextBoolean(),
              protocol,
              prefix(random),
              ports ? range(random) : PortRange.ANY,
              prefix(random),
              ports ? range(random) : PortRange.ANY));
    }
    return rules;
  }

  private static Optional<MirrorSession> mirror(Random random) {
    MirrorSession session =
        new MirrorSession(
            any(PortDirection.values(), random),
            any(MirrorSession.Type.values(), random),
            random.nextInt(MirrorSession.MOST_ID + 1),
            random.nextInt());
    return random.nextBoolean() ? Optional.empty() : Optional.of(session);
  }

  private static Ipv4Prefix prefix(Random random) {
    return new Ipv4Prefix(random.nextInt(), random.nextInt(33));
  }

  private static PortRange range(Random random) {
    int first = random.nextInt(65_536);
    return new PortRange(first, first + random.nextInt(65_536 - first));
  }

  private static Optional<PrivateVlan> privateVlan(Random random, int row) {
    Role role = Role.values()[random.nextInt(Role.values().length)];
    int primary = 1001 + 2 * (row % 1500);
    int secondary = role == Role.PROMISCUOUS ? primary : primary + 1;
    return random.nextInt(3) == 0
        ? Optional.empty()
        : Optional.of(new PrivateVlan(role, primary, secondary));
  }
}
