package io.coppice.backend;

import io.coppice.model.EntityId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.fork.ForkMember;
import io.coppice.model.fork.ForkSpec;
import io.coppice.model.fork.Forks;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which numbers children will have that were asked for and are not made yet. Children are numbered
 * on through the life of their group, in the order in which they are made; until then those asked
 * for earlier count first. So several forks of one group that wait have numbers of their own, and
 * whichever makes its children first leaves no gap. Follows from the state alone.
 */
public final class ForkNumbers {
  /** The phase in which a fork makes its children. */
  private static final int MAKES_CHILDREN = 1;

  private final Forks forks;
  private final Map<EntityId, Integer> next = new HashMap<>();

  /** The numbers as they are while no fork waits; then each that does must {@link #take}. */
  public ForkNumbers(Forks forks) {
    this.forks = forks;
  }

  /** The numbers after all that waits. */
  public static ForkNumbers of(Snapshot snapshot) {
    ForkNumbers numbers = new ForkNumbers(snapshot.forks());
    snapshot
        .jobs()
        .forEach(
            job -> {
              if (isToMakeChildren(job)) {
                numbers.take(job.operation());
              }
            });
    return numbers;
  }

  /** Whether a job is under way that will make children and has not yet. */
  public static boolean isToMakeChildren(Job job) {
    return !job.state().isEnded()
        && job.phase() < MAKES_CHILDREN
        && (job.operation() instanceof ForkOperation.ResumeParent
            || spec(job.operation()).isPresent());
  }

  /** What a fork asks for. */
  public static Optional<ForkSpec> spec(Operation operation) {
    return switch (operation) {
      case ForkOperation.Fork fork -> Optional.of(fork.spec());
      case ForkOperation.Refork fork -> Optional.of(fork.spec());
      default -> Optional.empty();
    };
  }

  /** Takes the numbers of a fork that waits, and says the first of them; the oldest fork first. */
  public int take(Operation fork) {
    MachineId source = (MachineId) fork.target();
    int first = first(source);
    next.put(counter(source), first + spec(fork).map(ForkSpec::count).orElse(1));
    return first;
  }

  /** The number of the next child of a machine, whose group may be yet to be made. */
  public int first(MachineId source) {
    EntityId counter = counter(source);
    Integer counted = next.get(counter);
    return counted != null
        ? counted
        : forks
            .member(source)
            .flatMap(member -> forks.group(member.group()))
            .map(group -> group.counts().nextNumber())
            .orElse(1);
  }

  /** The group in which its children are counted, else itself. */
  private EntityId counter(MachineId source) {
    return forks.member(source).<EntityId>map(ForkMember::group).orElse(source);
  }
}
