package io.coppice.ui.fork.members;

import io.coppice.backend.Snapshot;
import io.coppice.model.EntityId.ForkGroupId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.SimTime;
import io.coppice.model.fork.ForkMember;
import io.coppice.model.fork.ForkPhase;
import io.coppice.model.fork.MemberPages;
import io.coppice.model.fork.PageSet;
import io.coppice.ui.fork.shared.marks.MemberSearch;
import io.coppice.ui.kit.Format;
import io.coppice.ui.kit.NaturalOrder;
import io.coppice.ui.kit.Texts;
import io.coppice.ui.kit.search.ObjectQuery;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The members as the table shows them; cells are written for the rows in sight, others when they
 * come into sight. Immutable but for that.
 *
 * @param ids the rows' machines, in order
 * @param total members without the filter
 * @param written cells by row and column, as far as they were asked for
 */
record MembersState(
    List<MachineId> ids,
    List<Row> rows,
    int total,
    SimTime now,
    Texts texts,
    Format format,
    String[][] written) {
  private static final MemberColumn[] COLUMNS = MemberColumn.values();
  static final SimTime NEVER = new SimTime(Long.MAX_VALUE);

  /**
   * What the person chose.
   *
   * @param first the first row in sight
   * @param count rows in sight
   */
  record Choices(ObjectQuery query, MemberColumn sort, boolean falling, int first, int count) {}

  /** A member's figures. */
  record Row(
      ForkMember member,
      String name,
      String nameKey,
      String host,
      boolean memory,
      long diverged,
      long swapped,
      long blocks,
      Optional<ForkPhase> phaseName) {
    ForkMember.State state() {
      return member.state();
    }

    /** How far it is; past the last phase when all are over. */
    int phase() {
      return phaseName.map(ForkPhase::ordinal).orElse(ForkPhase.values().length);
    }
  }

  static MembersState of(
      Snapshot snapshot, ForkGroupId id, Choices choices, Texts texts, Format format) {
    List<ForkMember> members = snapshot.forks().membersOf(id);
    List<Row> rows = new ArrayList<>(members.size());
    for (ForkMember member : members) {
      if (MemberSearch.matches(snapshot, member, choices.query())) {
        rows.add(row(snapshot, member, MemberSearch.name(snapshot, member)));
      }
    }
    Comparator<Row> order = choices.sort().order();
    rows.sort(
        (choices.falling() ? order.reversed() : order)
            .thenComparing(Row::nameKey)
            .thenComparingInt(row -> row.member().machine().value()));
    MembersState state =
        new MembersState(
            rows.stream().map(row -> row.member().machine()).toList(),
            List.copyOf(rows),
            members.size(),
            snapshot.time(),
            texts,
            format,
            new String[rows.size()][]);
    int to = Math.min(rows.size(), choices.first() + choices.count());
    for (int row = Math.max(0, choices.first()); row < to; row++) {
      state.write(row);
    }
    return state;
  }

  private static Row row(Snapshot snapshot, ForkMember member, String name) {
    Optional<MemberPages> pages = snapshot.forks().pages(member.machine());
    return new Row(
        member,
        name,
        NaturalOrder.key(name),
        snapshot.inventory().find(member.host()).map(host -> host.name()).orElse(""),
        pages.isPresent(),
        pages.map(its -> (long) its.diverged().count() * PageSet.PAGE).orElse(0L),
        pages.map(its -> (long) its.swapped().count() * PageSet.PAGE).orElse(0L),
        pages.map(its -> (long) its.blocks().count() * MemberPages.BLOCK).orElse(0L),
        member.state() == ForkMember.State.FROZEN || member.origin() == ForkMember.Origin.PARENT
            ? Optional.empty()
            : member.phases().at(snapshot.time()));
  }

  String cell(int row, MemberColumn column) {
    if (written[row] == null) {
      write(row);
    }
    return written[row][column.ordinal()];
  }

  private void write(int row) {
    String[] cells = new String[COLUMNS.length];
    for (MemberColumn column : COLUMNS) {
      cells[column.ordinal()] = column.write(rows.get(row), now, texts, format);
    }
    written[row] = cells;
  }
}
