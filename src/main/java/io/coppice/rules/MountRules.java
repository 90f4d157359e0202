package io.coppice.rules;

import io.coppice.model.EntityId;
import io.coppice.model.EntityId.DatastoreId;
import io.coppice.model.Problem;
import io.coppice.model.Severity;
import io.coppice.model.inventory.Folder;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Machine;
import io.coppice.rules.index.SiteIndex;
import java.util.ArrayList;
import java.util.List;

/**
 * Rules of mounting datastores on hosts and unmounting them (vSphere Storage, "Unmount Datastores":
 * no machine of the host may reside on it).
 */
final class MountRules {
  private MountRules() {}

  static void mount(Host host, DatastoreId id, SiteIndex index, VerdictCollector verdicts) {
    if (!HostRules.connected(host, verdicts) || !verdicts.exists(index, id)) {
      return;
    }
    verdicts.need(
        "not-mounted",
        !mounts(host, id),
        () -> problem("host.already-mounts", host, id, host.name(), index.name(id)));
    Folder folder =
        index.inventory().folders().get(index.inventory().datastore(id).folder().value());
    verdicts.need(
        "same-datacentre",
        folder.datacentre().equals(MigrationRules.datacentre(host, index)),
        () -> problem("host.datastore-elsewhere", host, id, host.name(), index.name(id)));
  }

  static void unmount(Host host, DatastoreId id, SiteIndex index, VerdictCollector verdicts) {
    if (!HostRules.connected(host, verdicts) || !verdicts.exists(index, id)) {
      return;
    }
    if (verdicts.need(
        "mounted",
        mounts(host, id),
        () -> problem("host.not-mounted", host, id, host.name(), index.name(id)))) {
      List<Machine> on =
          index.machines(host.id()).stream()
              .filter(machine -> index.datastores(machine).contains(id))
              .toList();
      verdicts.need(
          "datastore-unused",
          on.isEmpty(),
          () ->
              problem(
                  "host.datastore-in-use",
                  host,
                  id,
                  host.name(),
                  index.name(id),
                  String.valueOf(on.size()),
                  MachineRules.names(on)));
    }
  }

  private static boolean mounts(Host host, DatastoreId id) {
    return host.datastores().stream().anyMatch(mount -> mount.datastore().equals(id));
  }

  private static Problem problem(String code, Host host, DatastoreId id, Object... args) {
    List<EntityId> both = new ArrayList<>(List.of(host.id(), id));
    return Problem.of(Severity.ERROR, code, both, args);
  }
}
