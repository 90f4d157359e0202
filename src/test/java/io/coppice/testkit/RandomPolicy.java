package io.coppice.testkit;

import io.coppice.model.inventory.PortPolicy;
import io.coppice.model.inventory.PrivateVlan;
import io.coppice.model.inventory.PrivateVlan.Role;
import java.util.Optional;
import java.util.Random;

/** Any policy of ports, by chance from a seed. */
final class RandomPolicy {
  private RandomPolicy() {}

  static PortPolicy of(long seed) {
    Random random = new Random(seed * 7919 + 11);
    return PortPolicy.NONE.withPrivateVlan(privateVlan(random));
  }

  private static Optional<PrivateVlan> privateVlan(Random random) {
    Role role = Role.values()[random.nextInt(Role.values().length)];
    int primary = 1 + random.nextInt(4093);
    int secondary = role == Role.PROMISCUOUS ? primary : primary + 1;
    return random.nextInt(3) == 0
        ? Optional.empty()
        : Optional.of(new PrivateVlan(role, primary, secondary));
  }
}
