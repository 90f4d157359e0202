package io.coppice.ui.inventory.page.measured;

import io.coppice.backend.ReplayComparison;
import io.coppice.ui.kit.Format;
import io.coppice.ui.kit.Texts;
import java.util.List;

/** What the tab shows. Pure. */
record MeasuredState(String said, List<Row> rows) {
  /** A figure: what was computed, what was measured, how far off. */
  record Row(
      String figure,
      String computed,
      String measured,
      String mean,
      String p95,
      String points,
      String why) {}

  static MeasuredState of(
      List<ReplayComparison.Distance> errors,
      int machines,
      boolean all,
      Texts texts,
      Format format) {
    List<Row> rows =
        errors.stream()
            .filter(error -> error.points() > 0)
            .map(e -> row(e, texts, format))
            .toList();
    String key = machines == 0 ? "none" : rows.isEmpty() ? "nothing-yet" : all ? "said" : "some";
    return new MeasuredState(
        texts.get("page.measured." + key, machines, format.count(machines)), rows);
  }

  private static Row row(ReplayComparison.Distance error, Texts texts, Format format) {
    return new Row(
        texts.get("page.measured.figure." + error.metric()),
        format.figure(error.metric(), Math.round(error.computed())),
        format.figure(error.metric(), Math.round(error.measured())),
        distance(error, error.mean(), format),
        distance(error, error.p95(), format),
        format.count(error.points()),
        texts.get("page.measured.why." + error.metric()));
  }

  /** In the figure's unit, and of the mean of what was measured. */
  private static String distance(ReplayComparison.Distance error, double of, Format format) {
    return format.figure(error.metric(), Math.round(of))
        + "  ("
        + format.percent(of, error.measured())
        + ')';
  }
}
