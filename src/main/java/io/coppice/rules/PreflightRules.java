package io.coppice.rules;

import io.coppice.backend.CancelJob;
import io.coppice.backend.Capability;
import io.coppice.backend.ConsoleOperation;
import io.coppice.backend.FaultOperation;
import io.coppice.backend.ForkOperation;
import io.coppice.backend.HostOperation;
import io.coppice.backend.InventoryOperation;
import io.coppice.backend.Job;
import io.coppice.backend.MachineOperation;
import io.coppice.backend.NetworkOperation;
import io.coppice.backend.Operation;
import io.coppice.backend.OperationKind;
import io.coppice.backend.Preflight;
import io.coppice.backend.ProvisioningOperation;
import io.coppice.backend.SnapshotOperation;
import io.coppice.model.Problem;
import io.coppice.rules.index.SiteIndex;
import io.coppice.rules.placement.PlacementPolicy;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The door to all rules that are true of any site. A backend makes one of what it can do and how it
 * chooses hosts; stateless, any thread.
 */
public final class PreflightRules {
  private final Set<Capability> capabilities;
  private final PlacementPolicy policy;

  public PreflightRules(Set<Capability> capabilities, PlacementPolicy policy) {
    this.capabilities = Set.copyOf(capabilities);
    this.policy = policy;
  }

  /** How the site chooses hosts. */
  public PlacementPolicy policy() {
    return policy;
  }

  /**
   * Why a site that can do no more than that refuses the operation, whatever it is about; empty if
   * it takes such operations. A site that is only read refuses every one.
   */
  public static Optional<Problem> incapable(Operation operation, Set<Capability> capabilities) {
    Capability needed =
        capabilities.contains(Capability.OPERATIONS)
            ? OperationKind.of(operation).needs()
            : Capability.OPERATIONS;
    return capabilities.contains(needed)
        ? Optional.empty()
        : Optional.of(
            Problem.error("site.no-" + needed.name().toLowerCase(Locale.ROOT), operation.target()));
  }

  /** Every rule's verdict on the operation as things stand. */
  public Preflight check(Operation operation, SiteIndex index) {
    VerdictCollector verdicts = new VerdictCollector(policy);
    Optional<Problem> incapable = incapable(operation, capabilities);
    if (incapable.isPresent()) {
      verdicts.note("site-can", incapable);
      return verdicts.done();
    }
    MemberRules.check(operation, index, verdicts);
    switch (operation) {
      case MachineOperation.Create create -> NewMachineRules.create(create, index, verdicts);
      case MachineOperation.Clone clone -> NewMachineRules.clone(clone, index, verdicts);
      case MachineOperation.EditHardware edit -> HardwareRules.edit(edit, index, verdicts);
      case MachineOperation.Migrate migrate -> MigrationRules.migrate(migrate, index, verdicts);
      case MachineOperation.MigrateStorage move -> MigrationRules.storage(move, index, verdicts);
      case MachineOperation.Relocate move -> MigrationRules.relocate(move, index, verdicts);
      case MachineOperation machine -> MachineRules.check(machine, index, verdicts);
      case SnapshotOperation snapshot -> SnapshotRules.check(snapshot, index, verdicts);
      case InventoryOperation inventory -> InventoryRules.check(inventory, index, verdicts);
      case ProvisioningOperation more -> ProvisioningRules.check(more, index, verdicts);
      case HostOperation host -> HostRules.check(host, index, verdicts);
      case FaultOperation fault -> FaultRules.check(fault, index, verdicts);
      case ForkOperation fork -> ForkRules.check(fork, index, verdicts);
      case ConsoleOperation console -> ConsoleRules.check(console, index, verdicts);
      case NetworkOperation network -> NetworkRules.check(network, index, verdicts);
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
