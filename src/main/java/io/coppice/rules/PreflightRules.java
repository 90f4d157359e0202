package io.coppice.rules;

import io.coppice.backend.CancelJob;
import io.coppice.backend.FaultOperation;
import io.coppice.backend.ForkOperation;
import io.coppice.backend.HostOperation;
import io.coppice.backend.InventoryOperation;
import io.coppice.backend.Job;
import io.coppice.backend.MachineOperation;
import io.coppice.backend.Operation;
import io.coppice.backend.Preflight;
import io.coppice.backend.SnapshotOperation;
import io.coppice.model.Problem;
import io.coppice.rules.index.SiteIndex;
import java.util.Optional;

/** The door to all rules. */
public final class PreflightRules {
  /** The rule of HA admission control, which HA itself is not bound by. */
  public static final String FAILOVER = "rule.failover-capacity";

  private PreflightRules() {}

  /** Every rule's verdict on the operation as things stand. */
  public static Preflight check(Operation operation, SiteIndex index) {
    VerdictCollector verdicts = new VerdictCollector();
    MemberRules.check(operation, index, verdicts);
    switch (operation) {
      case MachineOperation.Create create -> NewMachineRules.create(create, index, verdicts);
      case MachineOperation.Clone clone -> NewMachineRules.clone(clone, index, verdicts);
      case MachineOperation.EditHardware edit -> HardwareRules.edit(edit, index, verdicts);
      case MachineOperation.Migrate migrate -> MigrationRules.migrate(migrate, index, verdicts);
      case MachineOperation.MigrateStorage move -> MigrationRules.storage(move, index, verdicts);
      case MachineOperation machine -> MachineRules.check(machine, index, verdicts);
      case SnapshotOperation snapshot -> SnapshotRules.check(snapshot, index, verdicts);
      case InventoryOperation inventory -> InventoryRules.check(inventory, index, verdicts);
      case HostOperation host -> HostRules.check(host, index, verdicts);
      case FaultOperation fault -> FaultRules.check(fault, index, verdicts);
      case ForkOperation fork -> ForkRules.check(fork, index, verdicts);
      case CancelJob cancel -> cancel(cancel, index, verdicts);
    }
    return verdicts.done();
  }

  private static void cancel(CancelJob cancel, SiteIndex index, VerdictCollector verdicts) {
    Optional<Job> job = index.job(cancel.job()).filter(found -> !found.state().isEnded());
    if (verdicts.need(
        "job-under-way",
        job.isPresent(),
        () -> Problem.error("job.gone", cancel.target(), cancel.job().toString()))) {
      verdicts.need(
          "job-cancellable",
          job.orElseThrow().cancellable(),
          () -> Problem.error("job.not-cancellable", cancel.target(), cancel.job().toString()));
    }
  }
}
