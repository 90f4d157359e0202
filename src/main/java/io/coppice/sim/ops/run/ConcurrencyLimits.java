package io.coppice.sim.ops.run;

import io.coppice.model.EntityId;
import io.coppice.model.EntityId.DatastoreId;
import io.coppice.model.EntityId.HostId;
import io.coppice.model.Problem;
import io.coppice.model.inventory.Entity;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Inventory;
import io.coppice.rules.index.Reservations;
import io.coppice.rules.index.Reservations.Claim;
import io.coppice.rules.index.Reservations.Sort;
import java.util.List;
import java.util.Optional;

/**
 * How much runs at once (vCenter Server and Host Management, "Limits on simultaneous migrations"):
 * every operation costs units of its hosts and datastores, and what would exceed their most waits.
 * Derived limits are as documented: 8 vMotions, 2 storage migrations or 8 provisioning operations a
 * host; a datastore takes 128 units, 1 for a vMotion and 16 for a storage migration; a host's
 * network takes 8 vMotions on 10 Gbit/s and 4 below. A host's 16 units with 8 for a storage
 * migration are the documented 8 and 4 counted in halves. vCenter runs 640 operations in all.
 */
public final class ConcurrencyLimits {
  public static final int IN_ALL = 640;
  public static final int HOST = 16;
  public static final int DATASTORE = 128;
  public static final int VMOTION_ON_HOST = 2;
  public static final int VMOTION_ON_DATASTORE = 1;
  public static final int STORAGE_ON_HOST = 8;
  public static final int STORAGE_ON_DATASTORE = 16;
  public static final int PROVISIONING_ON_HOST = 2;

  private ConcurrencyLimits() {}

  /** What keeps the claims from being granted now, by a limit that time will lift. */
  static Optional<Problem> obstacle(List<Claim> wanted, Reservations held, Inventory inventory) {
    for (Claim claim : wanted) {
      long most = most(claim, inventory);
      if (held.of(claim.on(), claim.sort()) + claim.amount() > most) {
        String code = claim.sort() == Sort.NETWORK ? "queue.network" : code(claim.on());
        return Optional.of(
            Problem.warning(code, claim.on(), name(claim.on(), inventory), String.valueOf(most)));
      }
    }
    return Optional.empty();
  }

  private static String name(EntityId id, Inventory inventory) {
    return inventory.find(id).map(Entity::name).orElse(id.token());
  }

  private static String code(EntityId on) {
    return on instanceof DatastoreId ? "queue.datastore" : "queue.host";
  }

  /** Memory, processors and space are given or refused by rules, and nobody queues for them. */
  private static long most(Claim claim, Inventory inventory) {
    return switch (claim.sort()) {
      case COST -> claim.on() instanceof HostId ? HOST : DATASTORE;
      case NETWORK -> network((HostId) claim.on(), inventory);
      case MEMORY, CPU, SPACE, PLACED, MACHINES -> Long.MAX_VALUE;
    };
  }

  private static long network(HostId id, Inventory inventory) {
    Host host = inventory.host(id);
    boolean fast =
        host != null
            && host.hardware().nics().stream()
                .anyMatch(nic -> nic.linkUp() && nic.megabits() >= 10_000);
    return fast ? 8 : 4;
  }
}
