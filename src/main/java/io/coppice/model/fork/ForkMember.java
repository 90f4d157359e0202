package io.coppice.model.fork;

import io.coppice.model.EntityId.ForkGroupId;
import io.coppice.model.EntityId.HostId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.Problem;
import io.coppice.model.SimTime;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * A machine's place in a group: the frozen parent, a machine that was forked from and goes on, or a
 * child. A child that never came up stays here as failed, though its machine is gone.
 *
 * @param name as asked for; the machine's own may have changed since
 * @param base key of the base it reads; {@link ForkBase#NO_PARENT} for a frozen parent
 * @param generation forks between the group's first parent and this; 0 for that one
 * @param diskDepth levels of its disk's chain
 * @param remote whether it runs away from its base and fetches pages when it first reads them
 * @param overhead bytes of its hypervisor process beside guest memory
 * @param expires when it ends by itself
 * @param problem why it failed or stopped
 */
public record ForkMember(
    MachineId machine,
    String name,
    ForkGroupId group,
    int base,
    Origin origin,
    State state,
    int generation,
    int diskDepth,
    HostId host,
    boolean remote,
    PhaseTimes phases,
    IdentityGate gate,
    long overhead,
    Optional<SimTime> expires,
    Optional<Problem> problem) {

  /** How it came into the group. */
  public enum Origin {
    /** The group was made of it. */
    PARENT,
    /** Made by a fork. */
    CHILD,
    /** Took up the frozen parent's life with the parent's own identity. */
    CONTINUATION,
    /** Made by the group's elastic policy. */
    ELASTIC
  }

  /** Where it stands; legal moves are in {@link #next()}. A member that ended is no member. */
  public enum State {
    STARTING,
    RUNNING,
    PAUSED,
    /** It is a base and never runs again. */
    FROZEN,
    /** Its memory is gone; its disk still hangs on the base. */
    STOPPED,
    /** It never came up. */
    FAILED;

    public Set<State> next() {
      return switch (this) {
        case STARTING -> EnumSet.of(RUNNING, FAILED);
        case RUNNING -> EnumSet.of(PAUSED, FROZEN, STOPPED);
        case PAUSED -> EnumSet.of(RUNNING, FROZEN, STOPPED);
        case STOPPED -> EnumSet.of(RUNNING);
        case FROZEN, FAILED -> EnumSet.noneOf(State.class);
      };
    }

    /** Whether it takes memory of its own. */
    public boolean holdsMemory() {
      return this == STARTING || this == RUNNING || this == PAUSED;
    }
  }

  /** The member after a legal move. */
  public ForkMember become(State to) {
    if (to != state && !state.next().contains(to)) {
      throw new IllegalStateException(machine + " cannot go from " + state + " to " + to);
    }
    return with(base, to, generation, diskDepth, phases, gate, expires, problem);
  }

  public ForkMember withPhases(PhaseTimes x) {
    return with(base, state, generation, diskDepth, x, gate, expires, problem);
  }

  public ForkMember withGate(IdentityGate x) {
    return with(base, state, generation, diskDepth, phases, x, expires, problem);
  }

  public ForkMember withExpires(Optional<SimTime> x) {
    return with(base, state, generation, diskDepth, phases, gate, x, problem);
  }

  public ForkMember withProblem(Optional<Problem> x) {
    return with(base, state, generation, diskDepth, phases, gate, expires, x);
  }

  /** The member on another host, where it has no base. */
  public ForkMember on(HostId changed) {
    return new ForkMember(
        machine,
        name,
        group,
        base,
        origin,
        state,
        generation,
        diskDepth,
        changed,
        true,
        phases,
        gate,
        overhead,
        expires,
        problem);
  }

  /** The member reading another base. */
  public ForkMember over(int changedBase, int changedGeneration, int changedDepth) {
    return with(
        changedBase, state, changedGeneration, changedDepth, phases, gate, expires, problem);
  }

  private ForkMember with(
      int newBase,
      State newState,
      int newGeneration,
      int newDepth,
      PhaseTimes newPhases,
      IdentityGate newGate,
      Optional<SimTime> newExpires,
      Optional<Problem> newProblem) {
    return new ForkMember(
        machine,
        name,
        group,
        newBase,
        origin,
        newState,
        newGeneration,
        newDepth,
        host,
        remote,
        newPhases,
        newGate,
        overhead,
        newExpires,
        newProblem);
  }
}
