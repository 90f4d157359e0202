package io.coppice.ui.inventory.actions;

import io.coppice.backend.InventoryOperation;
import io.coppice.backend.Operation;
import io.coppice.model.inventory.Entity;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Inventory;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.Tag;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Changes to the tags of several objects at once: each tag is set, taken away, or left alone. */
record TagEdits(Set<Tag> set, Set<Tag> taken) {
  TagEdits {
    set = Set.copyOf(set);
    taken = Set.copyOf(taken);
  }

  static Set<Tag> tags(Entity entity) {
    return switch (entity) {
      case Machine machine -> machine.about().tags();
      case Host host -> host.tags();
      default -> Set.of();
    };
  }

  /** Every tag of the site; off the FX thread. */
  static List<Tag> all(Inventory in) {
    Set<Tag> found = new TreeSet<>();
    in.machines().forEach(machine -> found.addAll(machine.about().tags()));
    in.hosts().forEach(host -> found.addAll(host.tags()));
    return List.copyOf(found);
  }

  /** How many of the objects have each of the tags. */
  static Map<Tag, Integer> counts(List<Entity> objects, List<Tag> known) {
    Map<Tag, Integer> counts = new TreeMap<>();
    known.forEach(tag -> counts.put(tag, 0));
    objects.forEach(object -> tags(object).forEach(tag -> counts.merge(tag, 1, Integer::sum)));
    return counts;
  }

  /** Asks only for what changes. */
  List<Operation> operations(List<Entity> objects) {
    List<Operation> operations = new ArrayList<>();
    for (Entity object : objects) {
      Set<Tag> changed = new TreeSet<>(tags(object));
      changed.addAll(set);
      changed.removeAll(taken);
      if (!changed.equals(tags(object))) {
        operations.add(new InventoryOperation.SetTags(object.id(), changed));
      }
    }
    return operations;
  }
}
