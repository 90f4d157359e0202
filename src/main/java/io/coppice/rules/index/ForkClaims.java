package io.coppice.rules.index;

import io.coppice.backend.ForkOperation;
import io.coppice.backend.Job;
import io.coppice.backend.JobId;
import io.coppice.backend.Operation;
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
  /** The phase in which a fork makes its children. */
  private static final int MAKES_CHILDREN = 1;

  private final TreeSet<Integer> jobs = new TreeSet<>();
  private final Map<Integer, Names> known = new HashMap<>();

  /** The names of one fork, folded, while its group has asked for so many children. */
  private record Names(EntityId folder, int first, Set<String> keys) {}

  void follow(Job was, Job is) {
    if (was != null && claims(was)) {
      jobs.remove(was.id().value());
    }
    if (is != null && claims(is)) {
      jobs.add(is.id().value());
    }
    if (was != null && !jobs.contains(was.id().value())) {
      known.remove(was.id().value());
    }
  }

  private static boolean claims(Job job) {
    return !job.state().isEnded()
        && job.phase() < MAKES_CHILDREN
        && spec(job.operation()).isPresent();
  }

  private static Optional<ForkSpec> spec(Operation operation) {
    return switch (operation) {
      case ForkOperation.Fork fork -> Optional.of(fork.spec());
      case ForkOperation.Refork fork -> Optional.of(fork.spec());
      default -> Optional.empty();
    };
  }

  /** The first fork that will give that name to a child in the folder. */
  Optional<JobId> claimant(EntityId folder, String key, SiteState at) {
    for (int row : jobs) {
      Optional<Names> names = names(at.jobs().get(row), at);
      if (names.filter(it -> it.folder().equals(folder) && it.keys().contains(key)).isPresent()) {
        return Optional.of(new JobId(row));
      }
    }
    return Optional.empty();
  }

  private Optional<Names> names(Job job, SiteState at) {
    MachineId id = (MachineId) job.operation().target();
    Machine source = at.inventory().machine(id);
    if (source == null) {
      return Optional.empty();
    }
    int first = firstNumber(id, at);
    Names before = known.get(job.id().value());
    if (before != null && before.first() == first && before.folder().equals(source.folder())) {
      return Optional.of(before);
    }
    ForkSpec spec = spec(job.operation()).orElseThrow();
    NamePattern pattern = new NamePattern(spec.names());
    Set<String> keys = HashSet.newHashSet(spec.count());
    for (int i = 0; i < spec.count(); i++) {
      keys.add(ObjectNaming.key(pattern.name(first + i)));
    }
    Names now = new Names(source.folder(), first, keys);
    known.put(job.id().value(), now);
    return Optional.of(now);
  }

  /** Children are numbered on through the life of their group. */
  static int firstNumber(MachineId source, SiteState at) {
    return at.forks()
        .member(source)
        .flatMap(member -> at.forks().group(member.group()))
        .map(group -> group.counts().asked() + 1)
        .orElse(1);
  }
}
