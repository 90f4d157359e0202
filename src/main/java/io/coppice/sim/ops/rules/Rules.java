package io.coppice.sim.ops.rules;

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
import io.coppice.sim.ops.facts.Facts;
import java.util.Optional;

/** The door to all rules. */
public final class Rules {
  /** The rule of HA admission control, which HA itself is not bound by. */
  public static final String FAILOVER = "rule.failover-capacity";

  private Rules() {}

  /** Every rule's verdict on the operation as things stand. */
  public static Preflight check(Operation operation, Facts facts) {
    Verdicts verdicts = new Verdicts();
    MemberRules.check(operation, facts, verdicts);
    switch (operation) {
      case MachineOperation.Create create -> NewMachineRules.create(create, facts, verdicts);
      case MachineOperation.Clone clone -> NewMachineRules.clone(clone, facts, verdicts);
      case MachineOperation.EditHardware edit -> HardwareRules.edit(edit, facts, verdicts);
      case MachineOperation.Migrate migrate -> MigrationRules.migrate(migrate, facts, verdicts);
      case MachineOperation.MigrateStorage move -> MigrationRules.storage(move, facts, verdicts);
      case MachineOperation machine -> MachineRules.check(machine, facts, verdicts);
      case SnapshotOperation snapshot -> SnapshotRules.check(snapshot, facts, verdicts);
      case InventoryOperation inventory -> InventoryRules.check(inventory, facts, verdicts);
      case HostOperation host -> HostRules.check(host, facts, verdicts);
      case FaultOperation fault -> FaultRules.check(fault, facts, verdicts);
      case ForkOperation fork -> ForkRules.check(fork, facts, verdicts);
      case CancelJob cancel -> cancel(cancel, facts, verdicts);
    }
    return verdicts.done();
  }

  private static void cancel(CancelJob cancel, Facts facts, Verdicts verdicts) {
    Optional<Job> job = facts.job(cancel.job()).filter(found -> !found.state().isEnded());
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
