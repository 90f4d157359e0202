package io.coppice.testkit;

import io.coppice.model.EntityId;
import io.coppice.model.inventory.Cluster;
import io.coppice.model.inventory.Entity;
import io.coppice.model.inventory.Folder;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Inventory;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.NetworkSwitch;
import io.coppice.model.inventory.PortGroup;
import io.coppice.model.inventory.ResourcePool;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * An inventory in words, object by object, in which places stand for ids: equal words mean equal
 * inventories whose rows may be in another order.
 */
public final class InventoryDescription {
  private final Inventory inventory;

  private InventoryDescription(Inventory inventory) {
    this.inventory = inventory;
  }

  /** Every object with all that is known of it. */
  public static Set<String> of(Inventory inventory) {
    InventoryDescription described = new InventoryDescription(inventory);
    Set<String> all = new TreeSet<>();
    for (EntityId.Kind kind : EntityId.Kind.values()) {
      if (inventory.table(kind) != null) {
        inventory.table(kind).forEach(entity -> all.add(described.entity(entity)));
      }
    }
    return all;
  }

  private String entity(Entity entity) {
    return entity.id().kind() + " " + value(entity);
  }

  private String value(Object value) {
    return switch (value) {
      case EntityId id -> '<' + place(id) + '>';
      case Optional<?> optional -> optional.map(this::value).orElse("none");
      case Set<?> set ->
          set.stream().map(this::value).sorted().collect(Collectors.joining(", ", "{", "}"));
      case Collection<?> list ->
          list.stream().map(this::value).collect(Collectors.joining(", ", "[", "]"));
      case Record record -> record(record);
      default -> String.valueOf(value);
    };
  }

  private String record(Record record) {
    StringBuilder text = new StringBuilder(record.getClass().getSimpleName()).append('(');
    if (record instanceof Machine machine) {
      text.append("variation=").append(machine.variation()).append("; ");
    }
    for (RecordComponent component : record.getClass().getRecordComponents()) {
      // It hangs on the id where it is not said.
      if (record instanceof Machine.Guest && component.getName().equals("variation")) {
        continue;
      }
      boolean hidden = record instanceof Entity entity && isHidden(entity);
      if (!hidden || !component.getName().equals("name")) {
        text.append(component.getName()).append('=').append(value(get(component, record)));
        text.append("; ");
      }
    }
    return text.append(')').toString();
  }

  private static Object get(RecordComponent component, Record record) {
    try {
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }

  /** Names from the top down; they are unique among what lies side by side. */
  private String place(EntityId id) {
    Entity entity = inventory.find(id).orElseThrow(() -> new AssertionError(id + " is gone"));
    String above =
        switch (entity) {
          case Folder folder ->
              folder.parent().map(this::place).orElse(folder.contents().toString());
          case Cluster cluster -> place(cluster.folder());
          case ResourcePool pool -> pool.parent().map(this::place).orElse(place(pool.owner()));
          case Host host -> host.cluster().map(this::place).orElseGet(() -> place(host.folder()));
          case Machine machine -> place(machine.folder());
          case PortGroup group -> place(group.onSwitch());
          case NetworkSwitch network ->
              network.host().map(this::place).orElseGet(() -> place(network.folder()));
          case io.coppice.model.inventory.Datastore store -> place(store.folder());
          case io.coppice.model.inventory.Datacentre _ -> "";
        };
    return above + " > " + entity.id().kind() + (isHidden(entity) ? "" : " " + entity.name());
  }

  /** What is at the top and never shown has a name that means nothing. */
  private static boolean isHidden(Entity entity) {
    return entity instanceof ResourcePool pool && pool.isRoot()
        || entity instanceof Folder folder && folder.parent().isEmpty();
  }
}
