package io.coppice.ui.fork.phases;

import io.coppice.backend.Snapshot;
import io.coppice.model.EntityId.ForkGroupId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.SimTime;
import io.coppice.model.fork.ForkMember;
import io.coppice.model.fork.ForkPhase;
import io.coppice.ui.fork.shared.marks.MemberSearch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The phases of a group's children. Pure.
 *
 * @param rows children, the last asked for first
 * @param stats one for each phase
 * @param ready from asking until ready
 * @param longest microseconds of the longest bar, until ready
 */
record PhasesState(List<Row> rows, List<Stat> stats, Stat ready, long longest) {

  /**
   * A child.
   *
   * @param micros for each phase that is over, in order
   * @param under the phase under way
   */
  record Row(
      MachineId machine,
      String name,
      ForkMember.State state,
      List<Long> micros,
      Optional<ForkPhase> under) {
    /** Without warming, which goes on long after a child serves and would dwarf all else. */
    List<Long> untilReady() {
      return micros.subList(0, Math.min(micros.size(), ForkPhase.WARM.ordinal()));
    }

    long total() {
      return untilReady().stream().mapToLong(Long::longValue).sum();
    }
  }

  /** Half of the children and 95 of 100 took no longer; in microseconds, of so many children. */
  record Stat(long p50, long p95, int count) {
    static Stat of(long[] values) {
      Arrays.sort(values);
      return values.length == 0
          ? new Stat(0, 0, 0)
          : new Stat(rank(values, 50), rank(values, 95), values.length);
    }

    /** The nearest rank: the smallest value that so many of a hundred do not exceed. */
    private static long rank(long[] sorted, int percent) {
      return sorted[Math.max(0, (sorted.length * percent + 99) / 100 - 1)];
    }
  }

  static PhasesState of(Snapshot snapshot, ForkGroupId id) {
    SimTime now = snapshot.time();
    List<ForkMember> children =
        new ArrayList<>(
            snapshot.forks().membersOf(id).stream()
                .filter(member -> member.origin() != ForkMember.Origin.PARENT)
                .toList());
    children.sort(
        (a, b) -> {
          int order = b.phases().asked().compareTo(a.phases().asked());
          return order != 0 ? order : a.machine().value() - b.machine().value();
        });
    List<Row> rows = new ArrayList<>();
    for (ForkMember child : children) {
      rows.add(row(snapshot, child, now));
    }
    List<Stat> stats = new ArrayList<>();
    for (ForkPhase phase : ForkPhase.values()) {
      stats.add(
          Stat.of(
              rows.stream()
                  .filter(row -> row.micros().size() > phase.ordinal())
                  .mapToLong(row -> row.micros().get(phase.ordinal()))
                  .toArray()));
    }
    Stat ready =
        Stat.of(
            children.stream()
                .flatMap(child -> child.phases().until(ForkPhase.READY, now).stream())
                .mapToLong(PhasesState::micros)
                .toArray());
    return new PhasesState(
        List.copyOf(rows), stats, ready, rows.stream().mapToLong(Row::total).max().orElse(0));
  }

  private static Row row(Snapshot snapshot, ForkMember child, SimTime now) {
    List<Long> micros = new ArrayList<>();
    for (ForkPhase phase : ForkPhase.values()) {
      Optional<Duration> took = child.phases().took(phase, now);
      if (took.isEmpty()) {
        break;
      }
      micros.add(micros(took.get()));
    }
    boolean goes = child.state() != ForkMember.State.FAILED;
    return new Row(
        child.machine(),
        MemberSearch.name(snapshot, child),
        child.state(),
        List.copyOf(micros),
        goes ? child.phases().at(now) : Optional.empty());
  }

  private static long micros(Duration time) {
    return time.toNanos() / 1_000;
  }
}
