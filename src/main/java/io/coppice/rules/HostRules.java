package io.coppice.rules;

import io.coppice.backend.HostOperation;
import io.coppice.model.Problem;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Machine;
import io.coppice.rules.index.SiteIndex;
import io.coppice.rules.placement.HostConditions;
import io.coppice.rules.placement.Placement;
import java.util.List;
import java.util.Optional;

/** Rules of hosts. */
final class HostRules {
  private HostRules() {}

  static void check(HostOperation operation, SiteIndex index, VerdictCollector verdicts) {
    if (!verdicts.exists(index, operation.target())) {
      return;
    }
    Host host = index.inventory().host(operation.target());
    verdicts.free(index, host.id());
    switch (operation) {
      case HostOperation.EnterMaintenance _ -> {
        if (connected(host, verdicts)) {
          verdicts.need(
              "not-in-maintenance",
              !host.maintenance(),
              () -> Problem.error("host.in-maintenance", host.id(), host.name()));
          evacuable(host, index, verdicts);
        }
      }
      case HostOperation.ExitMaintenance _ -> {
        connected(host, verdicts);
        verdicts.need(
            "in-maintenance",
            host.maintenance(),
            () -> Problem.error("host.not-in-maintenance", host.id(), host.name()));
      }
      case HostOperation.Disconnect _ -> connected(host, verdicts);
      case HostOperation.Reconnect _ ->
          verdicts.need(
              "disconnected",
              host.state() == Host.State.DISCONNECTED,
              () -> Problem.error("host.not-disconnected", host.id(), host.name()));
      case HostOperation.ShutDown down -> {
        if (connected(host, verdicts)) {
          List<Machine> running = running(host, index);
          verdicts.need(
              "nothing-runs",
              running.isEmpty() || down.force(),
              () -> named("host.has-running", host, running));
        }
      }
      case HostOperation.MountDatastore mount ->
          MountRules.mount(host, mount.datastore(), index, verdicts);
      case HostOperation.UnmountDatastore unmount ->
          MountRules.unmount(host, unmount.datastore(), index, verdicts);
      case HostOperation.PowerOn _ ->
          verdicts.need(
              "host-off",
              host.state() == Host.State.POWERED_OFF,
              () -> Problem.error("host.not-off", host.id(), host.name()));
    }
  }

  /** Whether what runs on the host can leave it; a machine that fits nowhere now is a warning. */
  private static void evacuable(Host host, SiteIndex index, VerdictCollector verdicts) {
    List<Machine> running = running(host, index);
    boolean drs = HostAdmission.drsCluster(host, index).isPresent();
    if (!verdicts.need(
        "evacuable",
        drs || running.isEmpty(),
        () -> named("host.no-drs-to-evacuate", host, running))) {
      return;
    }
    List<Host> others =
        host.cluster().map(index::hosts).orElse(List.of()).stream()
            .filter(other -> !other.id().equals(host.id()))
            .toList();
    Placement<Machine> placement = verdicts.policy().running();
    List<Machine> stuck =
        running.stream()
            .filter(
                machine ->
                    machine.hardware().passthrough() || !placement.fitsAny(machine, others, index))
            .toList();
    verdicts.note(
        "evacuation-has-room",
        stuck.isEmpty()
            ? Optional.empty()
            : Optional.of(
                Problem.warning(
                    "host.machines-stay",
                    host.id(),
                    host.name(),
                    String.valueOf(stuck.size()),
                    MachineRules.names(stuck))));
  }

  private static Problem named(String code, Host host, List<Machine> machines) {
    return Problem.error(
        code,
        host.id(),
        host.name(),
        String.valueOf(machines.size()),
        MachineRules.names(machines));
  }

  static List<Machine> running(Host host, SiteIndex index) {
    return index.machines(host.id()).stream().filter(Machine::isOn).toList();
  }

  static boolean connected(Host host, VerdictCollector verdicts) {
    return verdicts.need(
        "host-connected",
        host.state() == Host.State.CONNECTED,
        () -> Problem.error(HostConditions.unavailable(host.state()), host.id(), host.name()));
  }
}
