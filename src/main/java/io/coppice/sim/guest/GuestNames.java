package io.coppice.sim.guest;

import io.coppice.model.IpAddress;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.VirtualNic;
import java.util.Optional;

/** What names mean in a guest. */
public final class GuestNames {
  private GuestNames() {}

  /** The address of a machine by the name its guest has, or of one that is written out. */
  public static Optional<IpAddress> resolve(GuestFacts facts, String name) {
    if (name.equals("localhost")) {
      return IpAddress.parse("127.0.0.1");
    }
    Optional<IpAddress> literal = IpAddress.parse(name);
    if (literal.isPresent()) {
      return literal;
    }
    for (int row = 0; row < facts.inventory().machines().size(); row++) {
      Machine machine = facts.inventory().machines().get(row);
      if (machine != null
          && (machine.guest().hostName().equalsIgnoreCase(name)
              || machine.name().equalsIgnoreCase(name))) {
        return machine.hardware().nics().stream()
            .map(VirtualNic::ip)
            .filter(ip -> !ip.isNone())
            .findFirst();
      }
    }
    return Optional.empty();
  }

  /** Whether an address is the guest's own, or one that it answers for. */
  public static boolean isOwn(GuestFacts facts, IpAddress to) {
    return to.toString().startsWith("127.")
        || to.toString().equals("::1")
        || facts.nics().stream().anyMatch(nic -> nic.ip().equals(to))
        || to.version() == 4
            && facts
                .network()
                .isOwn(facts.machine().id(), io.coppice.model.overlay.IpAddress.v4((int) to.low()));
  }
}
