package io.coppice.sim.ops.alarm;

import io.coppice.model.EntityId;
import io.coppice.model.EntityId.DatastoreId;
import io.coppice.model.Problem;
import io.coppice.model.Severity;
import io.coppice.model.inventory.Datastore;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Inventory;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.MachineStorage;
import io.coppice.model.inventory.VirtualDisk;
import io.coppice.rules.index.Commitments;
import io.coppice.rules.placement.HostConditions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Machines that their host can never run, whatever else runs there: a file may say so, and hosts
 * change. One alarm for each host and reason, so that a wrong host is one line and not a thousand.
 */
final class ImpossibleAlarms {
  private static final int NAMES = 5;

  /** Why a host cannot run a machine. */
  private enum Reason {
    PROCESSORS("alarm.host-too-few-processors"),
    MEMORY("alarm.host-too-little-memory"),
    RESERVATION("alarm.machine-reserves-too-much"),
    MOUNT("alarm.host-does-not-mount"),
    DISKS("alarm.disks-beyond-datastore");

    private final String code;

    Reason(String code) {
      this.code = code;
    }
  }

  private static final Set<String> CODES =
      Set.of(
          Reason.PROCESSORS.code,
          Reason.MEMORY.code,
          Reason.RESERVATION.code,
          Reason.MOUNT.code,
          Reason.DISKS.code);

  private final Inventory inventory;
  private final Map<Long, List<Machine>> found = new TreeMap<>();

  /** Then every machine is looked at. */
  ImpossibleAlarms(Inventory inventory) {
    this.inventory = inventory;
  }

  List<Problem> problems() {
    List<Problem> problems = new ArrayList<>();
    found.forEach((key, machines) -> problems.add(problem(key, machines)));
    return problems;
  }

  /** Those of the last look about objects that are still there; the same list if all of it is. */
  static List<Problem> still(List<Problem> last, Inventory inventory) {
    for (Problem alarm : last) {
      if (!isStill(alarm, inventory)) {
        return last.stream().filter(each -> isStill(each, inventory)).toList();
      }
    }
    return last;
  }

  private static boolean isStill(Problem alarm, Inventory inventory) {
    if (!CODES.contains(alarm.code())) {
      return false;
    }
    for (EntityId about : alarm.about()) {
      if (inventory.find(about).isEmpty()) {
        return false;
      }
    }
    return true;
  }

  void look(Machine machine) {
    Host host = inventory.host(machine.host());
    if (machine.template() || host == null) {
      return;
    }
    if (HostConditions.processors(machine, host).isPresent()) {
      note(Reason.PROCESSORS, host.id(), machine);
    }
    // A forked child holds what it does not share, which is counted with its group.
    if (machine.fork().isEmpty()
        && machine.hardware().memory().mib() + Commitments.overhead(machine.hardware())
            > Commitments.memoryForMachines(host)) {
      note(Reason.MEMORY, host.id(), machine);
    }
    if (reservesTooMuch(machine, host)) {
      note(Reason.RESERVATION, host.id(), machine);
    }
    storage(machine, host);
  }

  /** More memory than it has, or more than its processors or the host can do. */
  private static boolean reservesTooMuch(Machine machine, Host host) {
    long cpu = machine.placement().cpu().reservation();
    long speed = host.hardware().coreSpeed().value() * machine.hardware().vcpus();
    return machine.placement().memory().reservation() > machine.hardware().memory().mib()
        || cpu > Math.min(speed, Commitments.cpuForMachines(host));
  }

  private void storage(Machine machine, Host host) {
    boolean mounted = true;
    for (DatastoreId place : MachineStorage.places(machine)) {
      mounted &= isMounted(place, host);
      Datastore datastore = inventory.datastore(place);
      if (datastore != null && thick(machine, place) > datastore.capacity().value()) {
        note(Reason.DISKS, place, machine);
      }
    }
    if (!mounted) {
      note(Reason.MOUNT, host.id(), machine);
    }
  }

  private static boolean isMounted(DatastoreId place, Host host) {
    for (Host.Mount mount : host.datastores()) {
      if (mount.datastore().value() == place.value()) {
        return true;
      }
    }
    return false;
  }

  /** Bytes of thick disks there, together. */
  private static long thick(Machine machine, DatastoreId place) {
    long sum = 0;
    for (VirtualDisk disk : machine.hardware().disks()) {
      boolean thick = disk.provisioning() == VirtualDisk.Provisioning.THICK;
      sum += thick && disk.datastore().equals(place) ? disk.capacity().value() : 0;
    }
    return sum;
  }

  private void note(Reason reason, EntityId about, Machine machine) {
    long key = (long) reason.ordinal() << 32 | about.value();
    found.computeIfAbsent(key, _ -> new ArrayList<>()).add(machine);
  }

  private Problem problem(long key, List<Machine> machines) {
    Reason reason = Reason.values()[(int) (key >> 32)];
    EntityId on =
        reason == Reason.DISKS ? new DatastoreId((int) key) : new EntityId.HostId((int) key);
    List<EntityId> about = new ArrayList<>(List.of(on));
    machines.stream().limit(NAMES).forEach(machine -> about.add(machine.id()));
    String names =
        machines.stream().limit(NAMES).map(Machine::name).collect(Collectors.joining(", "));
    return Problem.of(
        machines.stream().anyMatch(Machine::isOn) ? Severity.ERROR : Severity.WARNING,
        reason.code,
        about,
        inventory.find(on).map(it -> it.name()).orElse(on.token()),
        String.valueOf(machines.size()),
        machines.size() > NAMES ? names + ", …" : names,
        has(reason, on));
  }

  /** What there is of what is asked for. */
  private String has(Reason reason, EntityId on) {
    if (reason == Reason.DISKS) {
      return inventory.datastore((DatastoreId) on).capacity().toString();
    }
    Host host = inventory.host((EntityId.HostId) on);
    return switch (reason) {
      case PROCESSORS -> String.valueOf(2 * host.hardware().cores());
      case MEMORY -> Commitments.memoryForMachines(host) + " MiB";
      case RESERVATION, MOUNT, DISKS -> "";
    };
  }
}
