package io.coppice.rules;

import io.coppice.backend.MachineOperation;
import io.coppice.backend.MachineOperation.NicChange;
import io.coppice.backend.NetworkOperation;
import io.coppice.backend.Operation;
import io.coppice.backend.SnapshotOperation;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.Problem;
import io.coppice.model.fork.ForkMember;
import io.coppice.model.fork.ForkMember.State;
import io.coppice.rules.index.SiteIndex;
import java.util.Optional;

/**
 * What other operations may not do to members of fork groups: a base is never written, memory is
 * shared on one host only, and no link comes up before the identity gate is open.
 */
final class MemberRules {
  private MemberRules() {}

  static void check(Operation operation, SiteIndex index, VerdictCollector verdicts) {
    boolean concerned =
        operation instanceof MachineOperation
            || operation instanceof SnapshotOperation
            || operation instanceof NetworkOperation;
    if (!concerned || !(operation.target() instanceof MachineId id)) {
      return;
    }
    Optional<ForkMember> found = index.forks().member(id);
    if (found.isEmpty()) {
      return;
    }
    ForkMember member = found.get();
    verdicts.need(
        "fork-base-safe",
        member.state() != State.FROZEN || isHarmless(operation),
        () -> Problem.error("fork.base-frozen", id, index.name(id)));
    verdicts.need(
        "fork-settled",
        member.state() != State.STARTING || isHarmless(operation),
        () -> Problem.error("fork.still-starting", id, index.name(id)));
    verdicts.need(
        "fork-on-host",
        !member.state().holdsMemory() || !leaves(operation),
        () -> Problem.error("fork.bound-to-host", id, index.name(id)));
    verdicts.need(
        "fork-same-size",
        !resizes(operation),
        () -> Problem.error("fork.size-kept", id, index.name(id)));
    verdicts.need(
        "fork-gate-open",
        member.gate().isOpen() || !links(operation),
        () -> Problem.error("fork.gate-not-open", id, index.name(id)));
  }

  /** What changes neither memory nor disk. */
  private static boolean isHarmless(Operation operation) {
    return operation instanceof MachineOperation.EditPlacement
        || operation instanceof SnapshotOperation.Describe;
  }

  /** Pages of a group are compared one by one, also with those of a member that boots anew. */
  private static boolean resizes(Operation operation) {
    return operation instanceof MachineOperation.EditHardware edit && edit.memory().isPresent();
  }

  /** What moves or saves memory that is partly the base's. */
  private static boolean leaves(Operation operation) {
    return switch (operation) {
      case MachineOperation.Migrate _,
          MachineOperation.MigrateStorage _,
          MachineOperation.Relocate _,
          MachineOperation.Suspend _,
          SnapshotOperation _ ->
          true;
      default -> false;
    };
  }

  private static boolean links(Operation operation) {
    // Joining a segment connects the adapter.
    if (operation instanceof NetworkOperation.Attach) {
      return true;
    }
    return operation instanceof MachineOperation.EditHardware edit
        && edit.nics().stream()
            .anyMatch(
                change ->
                    change instanceof NicChange.Add
                        || (change instanceof NicChange.Connect connect && connect.connected()));
  }
}
