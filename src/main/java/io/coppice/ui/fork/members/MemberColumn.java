package io.coppice.ui.fork.members;

import io.coppice.model.SimTime;
import io.coppice.ui.fork.members.MembersState.Row;
import io.coppice.ui.fork.shared.marks.MemberMark;
import io.coppice.ui.kit.Format;
import io.coppice.ui.kit.ShortHostNames;
import io.coppice.ui.kit.Texts;
import java.util.Comparator;
import java.util.Locale;

/**
 * The columns; a column writes a row's cell and orders rows. The title is {@code forks.column.*}.
 */
enum MemberColumn {
  STATE(8.5, false, Comparator.comparing(Row::state)) {
    @Override
    String write(Row row, SimTime now, Texts texts, Format format) {
      return MemberMark.word(row.state(), texts);
    }
  },
  NAME(13.5, false, Comparator.comparing(Row::nameKey)) {
    @Override
    String write(Row row, SimTime now, Texts texts, Format format) {
      return row.name();
    }
  },
  GENERATION(7, true, Comparator.comparingInt(row -> row.member().generation())) {
    @Override
    String write(Row row, SimTime now, Texts texts, Format format) {
      return format.count(row.member().generation());
    }
  },
  HOST(9, false, Comparator.comparing(Row::host)) {
    @Override
    String write(Row row, SimTime now, Texts texts, Format format) {
      String host = ShortHostNames.withoutDomain(row.host());
      return row.member().remote() ? texts.get("forks.cell.remote", host) : host;
    }
  },
  DIVERGED(7, true, Comparator.comparingLong(Row::diverged)) {
    @Override
    String write(Row row, SimTime now, Texts texts, Format format) {
      return row.memory() ? format.bytes(row.diverged()) : "–";
    }
  },
  SWAPPED(6.5, true, Comparator.comparingLong(Row::swapped)) {
    @Override
    String write(Row row, SimTime now, Texts texts, Format format) {
      return row.memory() ? format.bytes(row.swapped()) : "–";
    }
  },
  DISK(7, true, Comparator.comparingLong(Row::blocks)) {
    @Override
    String write(Row row, SimTime now, Texts texts, Format format) {
      return row.memory() ? format.bytes(row.blocks()) : "–";
    }
  },
  PHASE(8, false, Comparator.comparingInt(Row::phase)) {
    @Override
    String write(Row row, SimTime now, Texts texts, Format format) {
      return row.phaseName()
          .map(phase -> texts.get(phase.key()))
          .orElseGet(() -> texts.get("forks.cell.done"));
    }
  },
  AGE(
      8,
      true,
      Comparator.comparing(row -> row.member().phases().asked(), Comparator.reverseOrder())) {
    @Override
    String write(Row row, SimTime now, Texts texts, Format format) {
      return format.duration(now.since(row.member().phases().asked()));
    }
  },
  LEASE(6.5, true, Comparator.comparing(row -> row.member().expires().orElse(MembersState.NEVER))) {
    @Override
    String write(Row row, SimTime now, Texts texts, Format format) {
      return row.member()
          .expires()
          .map(
              end ->
                  end.isBefore(now)
                      ? format.duration(java.time.Duration.ZERO)
                      : format.duration(end.since(now)))
          .orElse("–");
    }
  };

  private final double width;
  private final boolean number;
  private final Comparator<Row> order;

  MemberColumn(double width, boolean number, Comparator<Row> order) {
    this.width = width;
    this.number = number;
    this.order = order;
  }

  /** In em. */
  double width() {
    return width;
  }

  /** Whether it is written from the right. */
  boolean number() {
    return number;
  }

  Comparator<Row> order() {
    return order;
  }

  String key() {
    return "forks.column." + name().toLowerCase(Locale.ROOT);
  }

  abstract String write(Row row, SimTime now, Texts texts, Format format);
}
