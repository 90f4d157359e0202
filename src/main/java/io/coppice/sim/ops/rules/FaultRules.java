package io.coppice.sim.ops.rules;

import io.coppice.backend.FaultOperation;
import io.coppice.model.Bytes;
import io.coppice.model.EntityId.DatastoreId;
import io.coppice.model.Problem;
import io.coppice.model.inventory.Datastore;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Host.Mount;
import io.coppice.model.inventory.Host.PhysicalNic;
import io.coppice.sim.ops.facts.Facts;
import java.util.Optional;

/** Rules of faults and their mending. */
final class FaultRules {
  private FaultRules() {}

  static void check(FaultOperation operation, Facts facts, Verdicts verdicts) {
    if (!verdicts.exists(facts, operation.target())) {
      return;
    }
    switch (operation) {
      case FaultOperation.CrashHost crash -> {
        Host host = facts.inventory().host(crash.target());
        verdicts.need(
            "host-runs",
            host.state() == Host.State.CONNECTED || host.state() == Host.State.DISCONNECTED,
            () -> Problem.error("host.does-not-run", host.id(), host.name()));
      }
      case FaultOperation.RepairHost repair -> {
        Host host = facts.inventory().host(repair.target());
        verdicts.free(facts, host.id());
        verdicts.need(
            "host-crashed",
            host.state() == Host.State.NOT_RESPONDING,
            () -> Problem.error("host.not-crashed", host.id(), host.name()));
        verdicts.need(
            "host-linked",
            host.hardware().nics().isEmpty()
                || host.hardware().nics().stream().anyMatch(PhysicalNic::linkUp),
            () -> Problem.error("host.all-nics-down", host.id(), host.name()));
      }
      case FaultOperation.CutNic cut ->
          nic(facts.inventory().host(cut.target()), cut.nic(), true, verdicts);
      case FaultOperation.RestoreNic restore ->
          nic(facts.inventory().host(restore.target()), restore.nic(), false, verdicts);
      case FaultOperation.CutPath cut ->
          path(facts.inventory().host(cut.target()), cut.datastore(), true, facts, verdicts);
      case FaultOperation.RestorePath restore ->
          path(
              facts.inventory().host(restore.target()),
              restore.datastore(),
              false,
              facts,
              verdicts);
      case FaultOperation.FillDatastore fill -> {
        long free = facts.freeSpace(fill.target());
        verdicts.need(
            "leaves-less-than-free",
            fill.leaveMiB() >= 0 && fill.leaveMiB() * Bytes.MIB < free,
            () ->
                Problem.error(
                    "datastore.already-fuller",
                    fill.target(),
                    facts.name(fill.target()),
                    new Bytes(free).toString()));
      }
      case FaultOperation.DrainDatastore drain -> {
        Datastore datastore = facts.inventory().datastore(drain.target());
        verdicts.need(
            "has-filler",
            datastore.filler().value() > 0,
            () -> Problem.error("datastore.not-filled", datastore.id(), datastore.name()));
      }
    }
  }

  private static void nic(Host host, String name, boolean up, Verdicts verdicts) {
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

  private static void path(Host host, DatastoreId id, boolean up, Facts facts, Verdicts verdicts) {
    Optional<Mount> mount =
        host.datastores().stream().filter(its -> its.datastore().equals(id)).findFirst();
    if (verdicts.need(
        "mounted",
        mount.isPresent(),
        () -> Problem.error("host.not-mounted", host.id(), host.name(), facts.name(id)))) {
      verdicts.need(
          up ? "path-up" : "path-down",
          mount.orElseThrow().pathUp() == up,
          () ->
              Problem.error(
                  up ? "host.path-already-down" : "host.path-already-up",
                  host.id(),
                  host.name(),
                  facts.name(id)));
    }
  }
}
