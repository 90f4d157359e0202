package io.coppice.ui.shell;

import io.coppice.backend.ForkOperation;
import io.coppice.backend.Operation;
import io.coppice.model.EntityId.HostId;
import io.coppice.model.fork.ForkGroup;
import io.coppice.model.fork.ForkMember;
import io.coppice.model.fork.ForkSpec;
import io.coppice.model.inventory.Inventory;
import io.coppice.model.inventory.Machine;
import io.coppice.session.Session;
import io.coppice.ui.kit.Place;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Forks machines for a walk, a few, some and many, and knows where to look at them. */
final class TourForks {
  /** Children of the groups that are made. */
  private static final List<Integer> SIZES = List.of(3, 50, 1_000);

  /** The stops of the walk. */
  static final List<Stop> STOPS = stops();

  private final Session session;

  /**
   * A page to see.
   *
   * @param children how many were asked for in the group
   * @param tab of the group's page; {@code fork} for that of one of its machines
   */
  record Stop(int children, String tab) {
    String name() {
      return "forks-" + children + "-" + tab;
    }
  }

  TourForks(Session session) {
    this.session = session;
  }

  private static List<Stop> stops() {
    List<Stop> stops = new ArrayList<>();
    for (int size : SIZES) {
      for (String tab : List.of("overview", "lineage", "members", "pages", "phases")) {
        stops.add(new Stop(size, tab));
      }
    }
    for (String tab : List.of("sharing", "divergence", "identity", "elastic", "wall", "fork")) {
      stops.add(new Stop(50, tab));
    }
    return stops;
  }

  /** Forks machines on hosts of their own. */
  void begin() {
    Inventory inventory = session.snapshot().inventory();
    Set<HostId> used = new HashSet<>();
    List<Operation> forks = new ArrayList<>();
    for (int row = 0; row < inventory.machines().size() && forks.size() < SIZES.size(); row++) {
      Machine machine = inventory.machines().get(row);
      if (machine == null || !machine.isOn() || used.contains(machine.host())) {
        continue;
      }
      Operation fork =
          new ForkOperation.Fork(
              machine.id(), ForkSpec.of(SIZES.get(forks.size()), machine.name() + "-f####"));
      if (session.preflight(fork).passes()) {
        used.add(machine.host());
        forks.add(fork);
      }
    }
    session.submit("fork", forks);
  }

  /** The page, once its group is there. */
  Optional<Place> place(Stop stop) {
    for (int row = 0; row < session.snapshot().forks().groups().size(); row++) {
      ForkGroup group = session.snapshot().forks().groups().get(row);
      if (group != null && group.counts().asked() == stop.children()) {
        return stop.tab().equals("fork")
            ? session.snapshot().forks().membersOf(group.id()).stream()
                .filter(member -> member.origin() == ForkMember.Origin.CHILD)
                .findFirst()
                .map(member -> new Place.Page(member.machine(), "fork"))
            : Optional.of(new Place.Page(group.id(), stop.tab()));
      }
    }
    return Optional.empty();
  }
}
