package io.coppice.ui.inventory.table;

import io.coppice.model.EntityId;
import io.coppice.model.inventory.Entity;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Inventory;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.VirtualDisk;
import io.coppice.model.table.CowTable;
import io.coppice.ui.kit.NaturalOrder;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * What a table needs of an inventory beyond a look at each row: names in lower case, the rank of
 * each name, how many machines stand on what. Made anew only when the inventory changed, taking
 * over what did not. Any thread.
 */
final class TableIndex {
  private final TableKind kind;
  private final Inventory inventory;
  private final Entity[] entities;
  private final String[] lowerNames;
  private final int[] ranks;
  private final int[] byRank;
  private final int[] machines;
  private final int[] running;
  private final int[] hosts;
  private final Map<String, int[]> ordinals = new ConcurrentHashMap<>();
  private final Map<String, List<String>> fewWords = new ConcurrentHashMap<>();

  private TableIndex(TableKind kind, Inventory inventory, TableIndex before) {
    this.kind = kind;
    this.inventory = inventory;
    CowTable<? extends Entity> table = inventory.table(kind.kind());
    entities = new Entity[table.size()];
    lowerNames = new String[entities.length];
    boolean sameNames = before != null && before.entities.length == entities.length;
    for (int row = 0; row < entities.length; row++) {
      Entity entity = table.get(row);
      entities[row] = entity;
      if (before != null
          && row < before.entities.length
          && sameName(before.entities[row], entity)) {
        lowerNames[row] = before.lowerNames[row];
      } else {
        sameNames = false;
        lowerNames[row] = entity == null ? null : entity.name().toLowerCase(java.util.Locale.ROOT);
      }
    }
    if (sameNames) {
      ranks = before.ranks;
      byRank = before.byRank;
    } else {
      ranks = new int[entities.length];
      byRank = rank(entities, ranks);
    }
    int counted = kind == TableKind.MACHINES ? 0 : entities.length;
    machines = new int[counted];
    running = new int[counted];
    hosts = new int[counted];
    count();
  }

  /** The index of an inventory; {@code before} may be null. */
  static TableIndex of(TableKind kind, Inventory inventory, TableIndex before) {
    return new TableIndex(kind, inventory, before);
  }

  /** Whether nothing this index was made of changed. */
  boolean stillHolds(Inventory now) {
    return now.sharesAllWith(inventory);
  }

  private static boolean sameName(Entity before, Entity now) {
    return before == now || before != null && now != null && before.name().equals(now.name());
  }

  /** Fills the rank of each row by name, and returns the rows by rank. Deleted rows come last. */
  private static int[] rank(Entity[] entities, int[] ranks) {
    String[] keys = new String[entities.length];
    for (int row = 0; row < keys.length; row++) {
      keys[row] = entities[row] == null ? "\uffff" : NaturalOrder.key(entities[row].name());
    }
    record Named(String key, int row) {}
    Named[] order = new Named[keys.length];
    Arrays.setAll(order, row -> new Named(keys[row], row));
    Arrays.sort(order, Comparator.comparing(Named::key));
    int[] byRank = new int[keys.length];
    for (int rank = 0; rank < order.length; rank++) {
      byRank[rank] = order[rank].row();
      ranks[order[rank].row()] = rank;
    }
    return byRank;
  }

  private void count() {
    switch (kind) {
      case MACHINES -> {}
      case HOSTS -> inventory.machines().forEach(m -> count(m, m.host().value()));
      case CLUSTERS -> {
        inventory.machines().forEach(this::countInCluster);
        inventory
            .hosts()
            .forEach(host -> host.cluster().ifPresent(cluster -> hosts[cluster.value()]++));
      }
      case DATASTORES -> {
        inventory.machines().forEach(this::countOnDatastores);
        inventory
            .hosts()
            .forEach(
                host -> host.datastores().forEach(mount -> hosts[mount.datastore().value()]++));
      }
      case PORT_GROUPS ->
          inventory
              .machines()
              .forEach(m -> m.hardware().nics().forEach(nic -> count(m, nic.portGroup().value())));
    }
  }

  private void count(Machine machine, int row) {
    machines[row]++;
    running[row] += machine.isOn() ? 1 : 0;
  }

  private void countInCluster(Machine machine) {
    Host host = inventory.host(machine.host());
    if (host != null && host.cluster().isPresent()) {
      count(machine, host.cluster().get().value());
    }
  }

  private void countOnDatastores(Machine machine) {
    machine.hardware().disks().stream()
        .map(VirtualDisk::datastore)
        .distinct()
        .forEach(datastore -> count(machine, datastore.value()));
  }

  TableKind kind() {
    return kind;
  }

  int size() {
    return entities.length;
  }

  /** The object in a row of its table, or null if it was deleted. */
  Entity entity(int row) {
    return entities[row];
  }

  /** Rows of those that belong to something, in the order of the table. */
  int[] rows(Predicate<? super Entity> scope) {
    return IntStream.range(0, entities.length)
        .filter(row -> entities[row] != null && scope.test(entities[row]))
        .toArray();
  }

  String lowerName(int row) {
    return lowerNames[row];
  }

  /** The place of the row's name among all names. */
  int rank(int row) {
    return ranks[row];
  }

  int byRank(int rank) {
    return byRank[rank];
  }

  /** Machines on a host, cluster or datastore; adapters on a port group. */
  int machines(EntityId id) {
    return machines[id.value()];
  }

  int running(EntityId id) {
    return running[id.value()];
  }

  /** Hosts of a cluster, or that mount a datastore. */
  int hosts(EntityId id) {
    return hosts[id.value()];
  }

  /** The place of each row's words among all words of a column, by natural order; kept. */
  int[] ordinals(Column column, Column.Words words, ColumnSource source) {
    return ordinals.computeIfAbsent(column.id(), _ -> order(words, source));
  }

  private int[] order(Column.Words words, ColumnSource source) {
    String[] texts = new String[entities.length];
    Map<String, Integer> places = new HashMap<>();
    for (int row = 0; row < entities.length; row++) {
      texts[row] = entities[row] == null ? "" : words.text(source, entities[row]);
      places.put(texts[row], 0);
    }
    List<String> distinct = inOrder(places.keySet());
    for (int place = 0; place < distinct.size(); place++) {
      places.put(distinct.get(place), place);
    }
    int[] order = new int[entities.length];
    for (int row = 0; row < order.length; row++) {
      order[row] = places.get(texts[row]);
    }
    return order;
  }

  /** The words of a column that has few, of the whole site, by natural order; kept. */
  List<String> words(Column column, Column.Words words, ColumnSource source) {
    return fewWords.computeIfAbsent(
        column.id(),
        _ -> {
          Set<String> all = new HashSet<>();
          for (Entity entity : entities) {
            if (entity != null) {
              words.few().ifPresent(few -> all.addAll(few.apply(source, entity)));
            }
          }
          return inOrder(all);
        });
  }

  private static List<String> inOrder(Set<String> words) {
    record Word(String text, String key) {}
    return words.stream()
        .map(text -> new Word(text, NaturalOrder.key(text)))
        .sorted(Comparator.comparing(Word::key))
        .map(Word::text)
        .toList();
  }
}
