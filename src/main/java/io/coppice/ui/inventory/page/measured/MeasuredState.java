package io.coppice.ui.inventory.page.measured;

import io.coppice.backend.ReplayComparison;
import io.coppice.model.inventory.Metric;
import io.coppice.ui.kit.Format;
import io.coppice.ui.kit.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What the tab shows. Pure.
 *
 * @param lines the same for other programs, with a heading
 */
record MeasuredState(String said, List<Row> rows, List<List<String>> lines) {
  private static final Map<Metric, String> UNITS =
      Map.of(
          Metric.CPU_USED, "MHz",
          Metric.MEMORY_ACTIVE, "MiB",
          Metric.DISK_RATE, "KiB/s",
          Metric.NETWORK_RATE, "KiB/s");

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
    List<ReplayComparison.Distance> known =
        errors.stream().filter(error -> error.points() > 0).toList();
    List<Row> rows = known.stream().map(e -> row(e, texts, format)).toList();
    String key = machines == 0 ? "none" : rows.isEmpty() ? "nothing-yet" : all ? "said" : "some";
    return new MeasuredState(
        texts.get("page.measured." + key, machines, format.count(machines)),
        rows,
        lines(known, texts));
  }

  private static List<List<String>> lines(List<ReplayComparison.Distance> errors, Texts texts) {
    List<List<String>> lines = new ArrayList<>();
    lines.add(
        Stream.of(
                "figure",
                "unit",
                "computed",
                "measured",
                "mean",
                "mean-part",
                "p95",
                "p95-part",
                "points",
                "why")
            .map(key -> texts.get("page.measured.column." + key))
            .toList());
    for (ReplayComparison.Distance error : errors) {
      lines.add(
          List.of(
              texts.get("page.measured.figure." + error.metric()),
              UNITS.get(error.metric()),
              plain(error.computed()),
              plain(error.measured()),
              plain(error.mean()),
              part(error.mean(), error),
              plain(error.p95()),
              part(error.p95(), error),
              String.valueOf(error.points()),
              texts.get("page.measured.why." + error.metric())));
    }
    return lines;
  }

  private static String plain(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  private static String part(double of, ReplayComparison.Distance error) {
    return error.measured() == 0 ? "" : plain(100 * of / error.measured());
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
