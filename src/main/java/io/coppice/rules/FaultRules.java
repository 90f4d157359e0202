package io.coppice.rules;

import io.coppice.backend.FaultOperation;
import io.coppice.model.Bytes;
import io.coppice.model.EntityId.DatastoreId;
import io.coppice.model.Problem;
import io.coppice.model.inventory.Datastore;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Host.Mount;
import io.coppice.model.inventory.Host.PhysicalNic;
import io.coppice.model.inventory.HostLinks;
import io.coppice.rules.index.SiteIndex;
import java.util.Optional;

/** Rules of faults and their mending. */
final class FaultRules {
  private FaultRules() {}

  static void check(FaultOperation operation, SiteIndex index, VerdictCollector verdicts) {
    if (!verdicts.exists(index, operation.target())) {
      return;
    }
    switch (operation) {
      case FaultOperation.CrashHost crash -> {
        Host host = index.inventory().host(crash.target());
        verdicts.need(
            "host-runs",
            host.state() == Host.State.CONNECTED || host.state() == Host.State.DISCONNECTED,
            () -> Problem.error("host.does-not-run", host.id(), host.name()));
      }
      case FaultOperation.RepairHost repair -> {
        Host host = index.inventory().host(repair.target());
        verdicts.free(index, host.id());
        verdicts.need(
            "host-crashed",
            host.state() == Host.State.NOT_RESPONDING,
            () -> Problem.error("host.not-crashed", host.id(), host.name()));
        verdicts.need(
            "host-linked",
            HostLinks.isManaged(host),
            () -> Problem.error("host.all-nics-down", host.id(), host.name()));
      }
      case FaultOperation.CutNic cut ->
          nic(index.inventory().host(cut.target()), cut.nic(), true, verdicts);
      case FaultOperation.RestoreNic restore ->
          nic(index.inventory().host(restore.target()), restore.nic(), false, verdicts);
      case FaultOperation.CutPath cut ->
          path(index.inventory().host(cut.target()), cut.datastore(), true, index, verdicts);
      case FaultOperation.RestorePath restore ->
          path(
              index.inventory().host(restore.target()),
              restore.datastore(),
              false,
              index,
              verdicts);
      case FaultOperation.FillDatastore fill -> {
        long free = index.freeSpace(fill.target());
        verdicts.need(
            "leaves-less-than-free",
            fill.leaveMiB() >= 0 && fill.leaveMiB() * Bytes.MIB < free,
            () ->
                Problem.error(
                    "datastore.already-fuller",
                    fill.target(),
                    index.name(fill.target()),
                    new Bytes(free).toString()));
      }
      case FaultOperation.DrainDatastore drain -> {
        Datastore datastore = index.inventory().datastore(drain.target());
        verdicts.need(
            "has-filler",
            datastore.filler().value() > 0,
            () -> Problem.error("datastore.not-filled", datastore.id(), datastore.name()));
      }
    }
  }

  private static void nic(Host host, String name, boolean up, VerdictCollector verdicts) {
    Optional<PhysicalNic> nic =
        host.hardware().nics().stream().filter(its -> its.name().equals(name)).findFirst();
    if (verdicts.need(
        "nic-exists",
        nic.isPresent(),
        () -> Problem.error("host.no-nic", host.id(), host.name(), name))) {
      verdicts.need(
          up ? "link-up" : "link-down",
          nic.orElseThrow().linkUp() == up,
          () ->
              Problem.error(
                  up ? "host.nic-already-down" : "host.nic-already-up",
                  host.id(),
                  host.name(),
                  name));
    }
  }

  private static void path(
      Host host, DatastoreId id, boolean up, SiteIndex index, VerdictCollector verdicts) {
    Optional<Mount> mount =
        host.datastores().stream().filter(its -> its.datastore().equals(id)).findFirst();
    if (verdicts.need(
        "mounted",
        mount.isPresent(),
        () -> Problem.error("host.not-mounted", host.id(), host.name(), index.name(id)))) {
      verdicts.need(
          up ? "path-up" : "path-down",
          mount.orElseThrow().pathUp() == up,
          () ->
              Problem.error(
                  up ? "host.path-already-down" : "host.path-already-up",
                  host.id(),
                  host.name(),
                  index.name(id)));
    }
  }
}
