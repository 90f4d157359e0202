package io.coppice.backend;

import io.coppice.model.EntityId;
import io.coppice.model.EntityId.ForkGroupId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.fork.ForkSpec;
import io.coppice.model.fork.PageSharing;
import io.coppice.model.fork.TrustDomain;
import io.coppice.model.fork.elastic.Arrivals;
import io.coppice.model.fork.elastic.ElasticPolicy;
import java.time.Duration;
import java.util.Optional;

/** Operations on fork groups and their members. */
public sealed interface ForkOperation extends Operation {
  /** Quiesces a running or suspended machine and makes it the frozen parent of a new group. */
  @OperationTraits(
      name = "Fork.Freeze",
      icon = "FREEZE",
      lock = TargetLock.EXCLUSIVE,
      needs = Capability.FORKS)
  record Freeze(MachineId target, String group, TrustDomain trust) implements ForkOperation {}

  /**
   * Forks children: of a frozen parent or member; or of a machine that runs or is suspended, which
   * pauses for an instant and goes on as a member of the group, made if need be.
   */
  @OperationTraits(
      name = "Fork.Fork",
      icon = "FORK",
      lock = TargetLock.COPIES,
      needs = Capability.FORKS)
  record Fork(MachineId target, ForkSpec spec) implements ForkOperation {}

  /** Lets a frozen parent go on as a child with the parent's own identity. */
  @OperationTraits(
      name = "Fork.ResumeParent",
      icon = "RESUME_PARENT",
      lock = TargetLock.EXCLUSIVE,
      needs = Capability.FORKS)
  record ResumeParent(MachineId target) implements ForkOperation {}

  /** Makes a running member a base of its own over its present one, then forks children of it. */
  @OperationTraits(
      name = "Fork.Refork",
      icon = "REFORK",
      lock = TargetLock.EXCLUSIVE,
      needs = Capability.FORKS)
  record Refork(MachineId target, ForkSpec spec) implements ForkOperation {}

  /** Writes a member's whole memory as a new base that stands for itself, and freezes it. */
  @OperationTraits(
      name = "Fork.Promote",
      icon = "PROMOTE",
      lock = TargetLock.EXCLUSIVE,
      needs = Capability.FORKS)
  record Promote(MachineId target) implements ForkOperation {}

  /** Lets a member read another base of its group; pages equal to that are shared again. */
  @OperationTraits(
      name = "Fork.Rebase",
      icon = "REBASE",
      lock = TargetLock.EXCLUSIVE,
      needs = Capability.FORKS)
  record Rebase(MachineId target, int base) implements ForkOperation {}

  /** Ends every other member of the group. */
  @OperationTraits(
      name = "Fork.KeepWinner",
      icon = "KEEP_WINNER",
      lock = TargetLock.EXCLUSIVE,
      needs = Capability.FORKS)
  record KeepWinner(MachineId target) implements ForkOperation {}

  /** Ends a member and everything forked from it; of the first parent, the whole group. */
  @OperationTraits(
      name = "Fork.EndSubtree",
      icon = "END_FORKS",
      lock = TargetLock.EXCLUSIVE,
      needs = Capability.FORKS)
  record EndSubtree(MachineId target) implements ForkOperation {}

  /** A machine or a whole group ends after that time from now; empty for never. */
  @OperationTraits(
      name = "Fork.SetLease",
      icon = "LEASE",
      lock = TargetLock.NONE,
      needs = Capability.FORKS)
  record SetLease(EntityId target, Optional<Duration> lease) implements ForkOperation {}

  /** Allows or ends the merging of siblings' equal pages. */
  @OperationTraits(
      name = "Fork.SetPageSharing",
      icon = "PAGE_SHARING",
      lock = TargetLock.NONE,
      needs = Capability.FORKS)
  record SetPageSharing(ForkGroupId target, PageSharing sharing) implements ForkOperation {}

  /** Lets the group grow and shrink with a load. */
  @OperationTraits(
      name = "Fork.StartElastic",
      icon = "ELASTIC",
      lock = TargetLock.NONE,
      needs = Capability.FORKS)
  record StartElastic(ForkGroupId target, ElasticPolicy policy, Arrivals arrivals, ForkSpec spec)
      implements ForkOperation {}

  /** Ends the policy; members that serve end when they are idle. */
  @OperationTraits(
      name = "Fork.StopElastic",
      icon = "STOP_ELASTIC",
      lock = TargetLock.NONE,
      needs = Capability.FORKS)
  record StopElastic(ForkGroupId target) implements ForkOperation {}
}
