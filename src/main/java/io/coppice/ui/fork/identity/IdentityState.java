package io.coppice.ui.fork.identity;

import io.coppice.backend.Snapshot;
import io.coppice.model.EntityId.ForkGroupId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.fork.ForkMember;
import io.coppice.model.fork.IdentityGate;
import io.coppice.ui.fork.shared.marks.MemberSearch;
import io.coppice.ui.kit.NaturalOrder;
import io.coppice.ui.kit.Texts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The gates of a group's children, those that are not open first. Pure.
 *
 * @param open how many are
 * @param total children that have a gate
 */
record IdentityState(List<Row> rows, int open, int total) {
  /** One gate; {@code why} says what is red, in words. */
  record Row(MachineId machine, String name, IdentityGate gate, String why) {
    boolean red() {
      return gate.verdicts().contains(IdentityGate.Verdict.RED);
    }

    private int rank() {
      return red() ? 0 : gate.isOpen() ? 2 : 1;
    }
  }

  static IdentityState of(Snapshot snapshot, ForkGroupId id, boolean closedOnly, Texts texts) {
    List<Row> rows = new ArrayList<>();
    int open = 0;
    int total = 0;
    for (ForkMember member : snapshot.forks().membersOf(id)) {
      if (member.origin() == ForkMember.Origin.PARENT) {
        continue;
      }
      total++;
      open += member.gate().isOpen() ? 1 : 0;
      if (!closedOnly || !member.gate().isOpen()) {
        rows.add(
            new Row(
                member.machine(),
                MemberSearch.name(snapshot, member),
                member.gate(),
                String.join("\n", member.gate().problems().stream().map(texts::what).toList())));
      }
    }
    rows.sort(
        Comparator.comparingInt(Row::rank).thenComparing(row -> NaturalOrder.key(row.name())));
    return new IdentityState(List.copyOf(rows), open, total);
  }
}
