package io.coppice.ui.console;

import io.coppice.model.EntityId;
import io.coppice.model.EntityId.ForkGroupId;
import io.coppice.model.EntityId.MachineId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Whose screens hang on a wall: all of a fork group, also those to come, or some machines. */
sealed interface WallTarget {
  /** A fork group: the parent and its children. */
  record Group(ForkGroupId id) implements WallTarget {}

  /** Machines; none when nobody said which. */
  record Machines(List<MachineId> ids) implements WallTarget {
    public Machines {
      ids = List.copyOf(ids);
    }
  }

  /** How it stands in a place: tokens with commas between them. */
  default String print() {
    return switch (this) {
      case Group group -> group.id().token();
      case Machines machines ->
          machines.ids().stream().map(EntityId::token).collect(Collectors.joining(","));
    };
  }

  /** What {@link #print} gave; what is no token is left out. */
  static WallTarget parse(String text) {
    List<EntityId> ids =
        Arrays.stream(text.split(",")).map(EntityId::parse).flatMap(Optional::stream).toList();
    return of(ids);
  }

  /** The wall of what is selected: the first group, or the machines. */
  static WallTarget of(List<EntityId> ids) {
    for (EntityId id : ids) {
      if (id instanceof ForkGroupId group) {
        return new Group(group);
      }
    }
    return new Machines(
        ids.stream()
            .filter(MachineId.class::isInstance)
            .map(MachineId.class::cast)
            .distinct()
            .toList());
  }
}
