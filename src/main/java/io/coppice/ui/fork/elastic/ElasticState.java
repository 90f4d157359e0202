package io.coppice.ui.fork.elastic;

import io.coppice.backend.Snapshot;
import io.coppice.model.EntityId.ForkGroupId;
import io.coppice.model.fork.ElasticStatus;
import io.coppice.model.fork.elastic.Arrivals;
import io.coppice.model.fork.elastic.ElasticPolicy;
import io.coppice.model.fork.elastic.ElasticSample;
import io.coppice.ui.fork.shared.charts.LayerSeries;
import io.coppice.ui.fork.shared.charts.LayerSeries.Kind;
import io.coppice.ui.fork.shared.charts.LayerSeries.Layer;
import io.coppice.ui.kit.Format;
import io.coppice.ui.kit.Texts;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * What a group that follows a load did of late, as layers. Pure.
 *
 * @param policy what comes, and what is done about it
 * @param said how it went so far
 */
record ElasticState(
    String policy,
    String said,
    LayerSeries arrivals,
    LayerSeries members,
    LayerSeries latency,
    LayerSeries memory) {
  static final List<String> ARRIVALS = List.of("part-base", "part-diverged", "part-swapped");
  static final List<String> MEMBERS = List.of("part-base", "part-diverged");
  static final List<String> LATENCY = List.of("part-base", "part-diverged");
  static final List<String> MEMORY = List.of("part-diverged");

  static Optional<ElasticState> of(Snapshot snapshot, ForkGroupId id, Texts texts, Format format) {
    return snapshot
        .forks()
        .group(id)
        .flatMap(group -> group.elastic())
        .map(elastic -> new Maker(elastic, texts, format).make());
  }

  private record Maker(ElasticStatus elastic, Texts texts, Format format) {
    ElasticState make() {
      LayerSeries.Writer count = value -> format.count(Math.round(value));
      LayerSeries.Writer time = value -> time(Math.round(value), format);
      return new ElasticState(
          policy(),
          texts.get(
              "forks.elastic.said",
              format.count(elastic.requests()),
              format.count(elastic.served()),
              format.count(elastic.refused()),
              time(elastic.forkWait(), format),
              time(elastic.containerWait(), format)),
          layers(
              count,
              layer("requests", ARRIVALS.get(0), Kind.STACKED, ElasticSample::requests),
              layer("waiting", ARRIVALS.get(1), Kind.LINE, ElasticSample::waiting),
              layer("refused", ARRIVALS.get(2), Kind.DASHED, ElasticSample::refused)),
          layers(
              count,
              layer("members", MEMBERS.get(0), Kind.LINE, ElasticSample::members),
              layer("busy", MEMBERS.get(1), Kind.STACKED, ElasticSample::busy)),
          layers(
              time,
              layer("p50", LATENCY.get(0), Kind.LINE, ElasticSample::p50),
              layer("p95", LATENCY.get(1), Kind.DASHED, ElasticSample::p95)),
          layers(
              value -> format.bytes((long) value),
              layer("cost", MEMORY.get(0), Kind.STACKED, ElasticSample::memory)));
    }

    private String policy() {
      ElasticPolicy policy = elastic.policy();
      return texts.get(
          "forks.elastic.policy",
          load(),
          texts.get("forks.elastic.mode." + policy.mode()),
          policy.each(),
          policy.warmPool(),
          format.count(policy.mostMembers()),
          format.bytes(policy.mostMemory().value()),
          texts.get("forks.elastic.victim." + policy.victim()),
          policy.coolDown().toSeconds());
    }

    private String load() {
      return switch (elastic.arrivals()) {
        case Arrivals.Constant it ->
            texts.get("forks.elastic.comes.constant", format.count(it.perHour()));
        case Arrivals.Daily it ->
            texts.get("forks.elastic.comes.daily", format.count(it.perDay()), it.peakHour());
        case Arrivals.Spiky it ->
            texts.get(
                "forks.elastic.comes.spiky",
                format.count(it.perHour()),
                it.factor(),
                it.lasts().toMinutes(),
                it.every().toMinutes());
        case Arrivals.Trace it ->
            texts.get("forks.elastic.comes.trace", it.name(), format.count(it.perMinute().size()));
      };
    }

    private LayerSeries layers(LayerSeries.Writer writer, Layer... all) {
      return new LayerSeries(
          elastic.samples().stream().map(ElasticSample::at).toList(), List.of(all), writer);
    }

    private Layer layer(
        String name, String style, Kind kind, ToDoubleFunction<ElasticSample> value) {
      return new Layer(
          texts.get("forks.layer." + name),
          style,
          kind,
          elastic.samples().stream().mapToDouble(value).toArray());
    }
  }

  /** Microseconds, in the unit that fits. */
  static String time(long micros, Format format) {
    return micros < 1_000_000
        ? String.format(format.locale(), "%,.0f ms", micros / 1_000.0)
        : String.format(format.locale(), "%,.1f s", micros / 1_000_000.0);
  }
}
