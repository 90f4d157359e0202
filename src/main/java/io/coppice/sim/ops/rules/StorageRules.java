package io.coppice.sim.ops.rules;

import io.coppice.model.Bytes;
import io.coppice.model.EntityId.DatastoreId;
import io.coppice.model.Problem;
import io.coppice.model.Severity;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.Space;
import io.coppice.sim.ops.facts.Facts;
import java.util.List;
import java.util.Optional;

/** Rules of space and of paths. */
final class StorageRules {
  private StorageRules() {}

  /** Whether the machine's own host reaches all it lies on. */
  static boolean reachableHere(Machine machine, Facts facts, Verdicts verdicts) {
    return verdicts.note(
        "storage-reachable", unreachable(machine, facts.inventory().host(machine.host()), facts));
  }

  static Optional<Problem> unreachable(Machine machine, Host host, Facts facts) {
    return facts.datastores(machine).stream()
        .filter(datastore -> !host.reaches(datastore))
        .findFirst()
        .map(datastore -> unreachable(datastore, host, facts));
  }

  static Problem unreachable(DatastoreId datastore, Host host, Facts facts) {
    return Problem.of(
        Severity.ERROR,
        "storage.unreachable",
        List.of(host.id(), datastore),
        host.name(),
        facts.name(datastore));
  }

  /** Whether the datastore has that many bytes free. */
  static boolean room(DatastoreId datastore, long bytes, Facts facts, Verdicts verdicts) {
    if (!verdicts.exists(facts, datastore)) {
      return false;
    }
    long free = facts.freeSpace(datastore);
    return verdicts.need(
        "datastore-room",
        bytes <= free,
        () ->
            Problem.error(
                "datastore.no-room",
                datastore,
                facts.name(datastore),
                new Bytes(bytes).toString(),
                new Bytes(free).toString()));
  }

  /** Whether the machine's home can hold an image of its memory. */
  static void roomForMemory(Machine machine, Facts facts, Verdicts verdicts) {
    Space.home(machine)
        .ifPresent(home -> room(home, machine.hardware().memory().value(), facts, verdicts));
  }
}
