package io.coppice.ui.activity;

import io.coppice.backend.SiteEvent;
import io.coppice.backend.Snapshot;
import io.coppice.ui.activity.RowFilter.Standing;
import io.coppice.ui.activity.WordsCell.Words;
import io.coppice.ui.kit.UiContext;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.layout.VBox;

/** Events below a bar that filters and exports. FX thread. */
final class EventTable {
  private final UiContext context;
  private final RowText text;
  private final DetailedTable<SiteEvent> table;
  private final FilterBar bar;
  private final VBox box;

  /**
   * An empty table.
   *
   * @param changed what is listed was chosen anew
   */
  EventTable(UiContext context, ActivityDetail detail, Runnable changed) {
    this.context = context;
    text = new RowText(context.texts(), context.format());
    table =
        new DetailedTable<>("activity.events", context.texts(), SiteEvent::serial, detail::event);
    bar =
        new FilterBar(
            "activity.events",
            context,
            new FilterBar.Source(
                List.of(Standing.WARNINGS, Standing.ERRORS), this::kinds, this::lines),
            changed);
    columns();
    table.table().setContextMenu(menu().made());
    box = bar.over(table.node());
  }

  Node node() {
    return box;
  }

  /** Any thread. */
  RowFilter filter() {
    return bar.filter();
  }

  void show(List<SiteEvent> rows) {
    table.sayNothing(
        context.texts().get(bar.filter().isEmpty() ? "activity.events.none" : "activity.nothing"));
    table.patch(rows);
  }

  private List<String> kinds() {
    List<String> kinds = new ArrayList<>();
    Snapshot snapshot = context.session().snapshot();
    for (int row = 0; row < snapshot.events().size(); row++) {
      SiteEvent event = snapshot.events().get(row);
      if (event != null) {
        kinds.add(RowText.kind(event));
      }
    }
    return kinds;
  }

  private List<List<String>> lines() {
    Snapshot snapshot = context.session().snapshot();
    List<List<String>> lines = new ArrayList<>();
    lines.add(text.headings(RowText.EVENT_HEADINGS));
    table.table().getItems().forEach(event -> lines.add(text.exported(event, snapshot)));
    return lines;
  }

  private RowMenu<SiteEvent> menu() {
    return new RowMenu<>(
        table.table(),
        context,
        new RowMenu.Words<>(
            event -> event.about().stream().findFirst(),
            RowText::kind,
            event -> String.join("\t", text.columns(event, context.session().snapshot()))),
        bar);
  }

  private void columns() {
    ActivityColumns make = new ActivityColumns(context);
    table
        .table()
        .getColumns()
        .setAll(
            List.of(
                make.words(
                    "activity.time",
                    120,
                    (SiteEvent event) -> new Words(context.format().moment(event.at()))),
                make.words(
                    "activity.event",
                    620,
                    event ->
                        ActivityColumns.marked(context.texts().event(event), event.severity())),
                make.link(240, event -> event.about().stream().findFirst())));
  }
}
