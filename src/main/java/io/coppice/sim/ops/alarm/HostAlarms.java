package io.coppice.sim.ops.alarm;

import io.coppice.model.EntityId.SwitchId;
import io.coppice.model.Problem;
import io.coppice.model.Severity;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Host.Mount;
import io.coppice.model.inventory.Host.PhysicalNic;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.VirtualNic;
import io.coppice.rules.index.SiteIndex;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Hosts that have lost what they are connected to. */
final class HostAlarms {
  private static final int MOST_NAMES = 10;

  private HostAlarms() {}

  static void of(SiteIndex index, List<Problem> alarms) {
    index.impaired().forEach(row -> host(index.inventory().hosts().get(row), index, alarms));
  }

  private static void host(Host host, SiteIndex index, List<Problem> alarms) {
    if (host.state() == Host.State.NOT_RESPONDING) {
      alarms.add(Problem.error("alarm.host-not-responding", host.id(), host.name()));
    }
    if (host.state() == Host.State.POWERED_OFF) {
      return;
    }
    Map<Integer, int[]> uplinks = new TreeMap<>();
    for (PhysicalNic nic : host.hardware().nics()) {
      nic.uplinkOf()
          .map(SwitchId::value)
          .ifPresent(
              id -> {
                int[] count = uplinks.computeIfAbsent(id, i -> new int[2]);
                count[0]++;
                count[1] += nic.linkUp() ? 1 : 0;
              });
    }
    uplinks.forEach((id, count) -> uplink(host, new SwitchId(id), count, index, alarms));
    for (Mount mount : host.datastores()) {
      if (!mount.pathUp()) {
        alarms.add(
            Problem.of(
                Severity.ERROR,
                mount.gone() ? "alarm.device-lost" : "alarm.path-down",
                List.of(host.id(), mount.datastore()),
                host.name(),
                index.name(mount.datastore())));
      }
    }
  }

  private static void uplink(
      Host host, SwitchId id, int[] count, SiteIndex index, List<Problem> alarms) {
    if (count[1] == count[0] || (count[1] == 1 && count[0] == 1)) {
      return;
    }
    if (count[1] == 0) {
      alarms.add(
          Problem.of(
              Severity.ERROR,
              "alarm.uplinks-down",
              List.of(host.id(), id),
              host.name(),
              index.name(id),
              cutOff(host, id, index)));
    } else if (count[1] == 1) {
      alarms.add(
          Problem.of(
              Severity.WARNING,
              "alarm.uplink-not-redundant",
              List.of(host.id(), id),
              host.name(),
              index.name(id)));
    }
  }

  /** The running machines of a host whose traffic takes a switch, the first of them by name. */
  private static String cutOff(Host host, SwitchId id, SiteIndex index) {
    List<String> names =
        index.machines(host.id()).stream()
            .filter(Machine::isOn)
            .filter(machine -> isWired(machine, id, index))
            .map(Machine::name)
            .toList();
    if (names.isEmpty()) {
      return "-";
    }
    int more = names.size() - MOST_NAMES;
    return String.join(", ", names.subList(0, Math.min(MOST_NAMES, names.size())))
        + (more > 0 ? " (+" + more + ")" : "");
  }

  private static boolean isWired(Machine machine, SwitchId id, SiteIndex index) {
    return machine.hardware().nics().stream()
        .filter(VirtualNic::connected)
        .map(nic -> index.inventory().portGroups().get(nic.portGroup().value()))
        .anyMatch(group -> group != null && group.onSwitch().equals(id));
  }
}
