package io.coppice.rules.index;

import io.coppice.backend.ForkNumbers;
import io.coppice.backend.Job;
import io.coppice.backend.JobId;
import io.coppice.model.EntityId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.ObjectNaming;
import io.coppice.model.fork.ForkSpec;
import io.coppice.model.fork.NamePattern;
import io.coppice.model.inventory.Machine;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Names that forks will give which have not made their children yet: from when they are asked for
 * until the children are there and have their names themselves. What a fork claims follows from the
 * state alone, so that a site that is opened again claims the same.
 */
final class ForkClaims {
  private final TreeSet<Integer> jobs = new TreeSet<>();
  private final Map<Integer, Names> known = new HashMap<>();

  /** The names of one fork, folded, while its children have numbers from the first on. */
  private record Names(EntityId folder, int first, Set<String> keys) {}

  /** Whether no fork waits to make its children. */
  boolean isEmpty() {
    return jobs.isEmpty();
  }

  void follow(Job was, Job is) {
    if (was != null && ForkNumbers.isToMakeChildren(was)) {
      jobs.remove(was.id().value());
    }
    if (is != null && ForkNumbers.isToMakeChildren(is)) {
      jobs.add(is.id().value());
    }
    if (was != null && !jobs.contains(was.id().value())) {
      known.remove(was.id().value());
    }
  }

  /** The first fork that will give that name to a child in the folder. */
  Optional<JobId> claimant(EntityId folder, String key, SiteState at) {
    ForkNumbers numbers = new ForkNumbers(at.forks());
    for (int row : jobs) {
      Job job = at.jobs().get(row);
      int first = numbers.take(job.operation());
      if (names(job, first, at)
          .filter(it -> it.folder().equals(folder) && it.keys().contains(key))
          .isPresent()) {
        return Optional.of(job.id());
      }
    }
    return Optional.empty();
  }

  private Optional<Names> names(Job job, int first, SiteState at) {
    Machine source = at.inventory().machine((MachineId) job.operation().target());
    Optional<ForkSpec> asked = ForkNumbers.spec(job.operation());
    if (source == null || asked.isEmpty()) {
      return Optional.empty();
    }
    Names before = known.get(job.id().value());
    if (before != null && before.first() == first && before.folder().equals(source.folder())) {
      return Optional.of(before);
    }
    ForkSpec spec = asked.get();
    NamePattern pattern = new NamePattern(spec.names());
    Set<String> keys = HashSet.newHashSet(spec.count());
    for (int i = 0; i < spec.count(); i++) {
      keys.add(ObjectNaming.key(pattern.name(first + i)));
    }
    Names now = new Names(source.folder(), first, keys);
    known.put(job.id().value(), now);
    return Optional.of(now);
  }

  /** The number of the machine's next child, after those of the forks asked for before a job. */
  int firstNumber(MachineId source, Optional<JobId> asking, SiteState at) {
    ForkNumbers numbers = new ForkNumbers(at.forks());
    for (int row : asking.isEmpty() ? jobs : jobs.headSet(asking.get().value())) {
      numbers.take(at.jobs().get(row).operation());
    }
    return numbers.first(source);
  }
}
