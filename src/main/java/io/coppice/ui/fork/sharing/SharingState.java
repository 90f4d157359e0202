package io.coppice.ui.fork.sharing;

import io.coppice.backend.Snapshot;
import io.coppice.model.EntityId.ForkGroupId;
import io.coppice.model.SimTime;
import io.coppice.model.fork.SharingHistory;
import io.coppice.model.fork.SharingSums;
import io.coppice.ui.fork.shared.charts.LayerSeries;
import io.coppice.ui.fork.shared.charts.LayerSeries.Kind;
import io.coppice.ui.fork.shared.charts.LayerSeries.Layer;
import io.coppice.ui.kit.Format;
import io.coppice.ui.kit.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * A group's sums over time as layers. Pure.
 *
 * @param cost base, diverged and overhead, one on the other
 * @param whole the cost against the nominal memory
 */
record SharingState(LayerSeries cost, LayerSeries whole) {
  static final List<String> COST = List.of("part-base", "part-diverged", "part-overhead");
  static final List<String> WHOLE = List.of("part-diverged", "part-nominal");

  static SharingState of(Snapshot snapshot, ForkGroupId id, Texts texts, Format format) {
    List<SharingHistory.Sample> samples = new ArrayList<>(snapshot.forks().history(id).samples());
    samples.add(new SharingHistory.Sample(snapshot.time(), snapshot.forks().sums(id)));
    List<SimTime> times = samples.stream().map(SharingHistory.Sample::at).toList();
    LayerSeries.Writer bytes = value -> format.bytes((long) value);
    return new SharingState(
        new LayerSeries(
            times,
            List.of(
                layer("base", Kind.STACKED, samples, SharingSums::base, texts),
                layer("diverged", Kind.STACKED, samples, s -> s.diverged() - s.merged(), texts),
                layer("overhead", Kind.STACKED, samples, SharingSums::overhead, texts)),
            bytes),
        new LayerSeries(
            times,
            List.of(
                layer("cost", Kind.STACKED, samples, SharingSums::cost, texts),
                layer("nominal", Kind.DASHED, samples, SharingSums::nominal, texts)),
            bytes));
  }

  private static Layer layer(
      String name,
      Kind kind,
      List<SharingHistory.Sample> samples,
      ToLongFunction<SharingSums> value,
      Texts texts) {
    String style =
        switch (name) {
          case "cost" -> "part-diverged";
          case "nominal" -> "part-nominal";
          default -> "part-" + name;
        };
    return new Layer(
        texts.get("forks.layer." + name),
        style,
        kind,
        samples.stream().mapToDouble(sample -> value.applyAsLong(sample.sums())).toArray());
  }
}
