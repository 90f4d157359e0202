package io.coppice.ui.console;

import io.coppice.backend.Snapshot;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.fork.ForkBase;
import io.coppice.model.fork.ForkMember;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.PowerState;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The tiles of a wall, in their order: of a group the parent first, then its children as made. */
record WallState(List<Tile> tiles) {
  /**
   * One machine.
   *
   * @param parent whose picture its own is compared with; empty for one that was not forked
   */
  record Tile(MachineId machine, String name, PowerState power, Optional<MachineId> parent) {
    boolean isOn() {
      return power == PowerState.POWERED_ON;
    }
  }

  WallState {
    tiles = List.copyOf(tiles);
  }

  /** What hangs on a wall at an instant; machines that are gone do not. */
  static WallState of(Snapshot snapshot, WallTarget target) {
    Map<MachineId, MachineId> parents = new HashMap<>();
    Stream<MachineId> ids =
        switch (target) {
          case WallTarget.Machines machines -> {
            for (MachineId id : machines.ids()) {
              snapshot
                  .forks()
                  .member(id)
                  .flatMap(member -> parent(snapshot, member))
                  .ifPresent(parent -> parents.put(id, parent));
            }
            yield machines.ids().stream();
          }
          case WallTarget.Group group -> {
            List<ForkMember> members =
                snapshot.forks().membersOf(group.id()).stream()
                    .sorted(
                        Comparator.comparingInt(ForkMember::generation)
                            .thenComparingInt(member -> member.machine().value()))
                    .toList();
            members.forEach(
                member ->
                    parent(snapshot, member)
                        .ifPresent(parent -> parents.put(member.machine(), parent)));
            yield members.stream().map(ForkMember::machine);
          }
        };
    return new WallState(
        ids.map(id -> snapshot.inventory().machine(id))
            .filter(machine -> machine != null && !machine.template())
            .map(machine -> tile(machine, Optional.ofNullable(parents.get(machine.id()))))
            .toList());
  }

  private static Tile tile(Machine machine, Optional<MachineId> parent) {
    return new Tile(machine.id(), machine.name(), machine.power(), parent);
  }

  /** The machine that a member's base was frozen of. */
  private static Optional<MachineId> parent(Snapshot snapshot, ForkMember member) {
    if (member.base() == ForkBase.NO_PARENT) {
      return Optional.empty();
    }
    return snapshot
        .forks()
        .group(member.group())
        .flatMap(group -> group.base(member.base()))
        .map(ForkBase::source)
        .filter(parent -> !parent.equals(member.machine()));
  }
}
