package io.coppice.sim.ops.alarm;

import io.coppice.model.Bytes;
import io.coppice.model.EntityId;
import io.coppice.model.EntityId.DatastoreId;
import io.coppice.model.Problem;
import io.coppice.model.Severity;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.MachineStorage;
import io.coppice.rules.StorageRules;
import io.coppice.rules.index.SiteIndex;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Machines that stand still on a full datastore, and who could make room there. */
final class SpaceAlarms {
  private static final int NAMES = 5;
  private static final int OWNERS = 3;

  private SpaceAlarms() {}

  /** One for each datastore on which any does, by rising id. */
  static List<Problem> stalled(SiteIndex index) {
    Map<Integer, List<Machine>> waiting = new TreeMap<>();
    index
        .stalled()
        .forEach(
            row -> {
              Machine machine = index.inventory().machines().get(row);
              StorageRules.fullest(machine, index)
                  .ifPresent(
                      full ->
                          waiting
                              .computeIfAbsent(full.value(), _ -> new ArrayList<>())
                              .add(machine));
            });
    List<Problem> alarms = new ArrayList<>();
    waiting.forEach(
        (row, machines) -> {
          DatastoreId id = new DatastoreId(row);
          List<EntityId> about = new ArrayList<>(List.of(id));
          machines.forEach(machine -> about.add(machine.id()));
          String names =
              machines.stream().limit(NAMES).map(Machine::name).collect(Collectors.joining(", "));
          alarms.add(
              Problem.of(
                  Severity.ERROR,
                  "alarm.machines-stalled",
                  about,
                  index.name(id),
                  String.valueOf(machines.size()),
                  machines.size() > NAMES ? names + ", …" : names,
                  owners(id, index)));
        });
    return alarms;
  }

  /** What could go: the most that snapshots and suspended states take there, by machine. */
  private static String owners(DatastoreId id, SiteIndex index) {
    record Owner(String name, long bytes) {}

    List<Owner> owners = new ArrayList<>();
    index
        .inventory()
        .machines()
        .forEach(
            machine -> {
              long bytes = MachineStorage.expendable(machine, id);
              if (bytes > 0) {
                owners.add(new Owner(machine.name(), bytes));
              }
            });
    owners.sort(Comparator.comparingLong(Owner::bytes).reversed().thenComparing(Owner::name));
    String most =
        owners.stream()
            .limit(OWNERS)
            .map(owner -> owner.name() + " " + new Bytes(owner.bytes()))
            .collect(Collectors.joining(", "));
    return most.isEmpty() ? "–" : most;
  }
}
