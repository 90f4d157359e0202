package io.coppice.ui.inventory.page.summary;

import io.coppice.model.EntityId;
import io.coppice.model.Problem;
import io.coppice.model.inventory.Cluster;
import io.coppice.model.inventory.Datacentre;
import io.coppice.model.inventory.Datastore;
import io.coppice.model.inventory.Folder;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.Metric;
import io.coppice.model.inventory.NetworkSwitch;
import io.coppice.model.inventory.PortGroup;
import io.coppice.model.inventory.ResourcePool;
import io.coppice.model.inventory.UsageScale;
import io.coppice.ui.inventory.page.card.Card;
import io.coppice.ui.inventory.page.card.FactFormatter;
import java.util.List;
import java.util.Optional;

/** What the first tab says. Pure. */
record Summary(List<Figure> figures, List<Card> cards, List<Problem> problems) {
  Summary {
    figures = List.copyOf(figures);
    cards = List.copyOf(cards);
    problems = List.copyOf(problems);
  }

  /**
   * A figure that matters.
   *
   * @param key names it; its title is under {@code page.figure.<key>}
   * @param value in large letters
   * @param detail beside or below it: of what, and what else should be known
   * @param share the part of its whole, 0 to 1; negative without a whole
   * @param course the metric whose last hour is drawn, if any
   * @param scale from which part on it warns
   * @param whole the upper edge of that course; 0 when it has none
   */
  record Figure(
      String key,
      String value,
      String detail,
      double share,
      UsageScale scale,
      Optional<Metric> course,
      int whole) {}

  /** A figure with its part of a whole and its course. */
  static Figure part(
      FactFormatter facts, String key, Metric metric, long part, long whole, String detail) {
    return new Figure(
        key,
        facts.written(metric, part),
        detail,
        whole <= 0 ? -1 : (double) part / whole,
        UsageScale.of(metric),
        Optional.of(metric),
        (int) Math.min(Integer.MAX_VALUE, whole));
  }

  /** A figure with its course alone. */
  static Figure course(FactFormatter facts, String key, Metric metric, long value, String detail) {
    return new Figure(
        key, facts.written(metric, value), detail, -1, UsageScale.CALM, Optional.of(metric), 0);
  }

  /** A number without a course. */
  static Figure count(FactFormatter facts, String key, long count, String detail) {
    return new Figure(
        key, facts.format().count(count), detail, -1, UsageScale.CALM, Optional.empty(), 0);
  }

  /** The summary of an object; empty if it is gone. */
  static Optional<Summary> of(FactFormatter facts, EntityId id) {
    List<Problem> problems = facts.problems(id);
    return facts
        .find(id)
        .map(
            entity ->
                switch (entity) {
                  case Machine x -> MachineSummary.of(facts, x, problems);
                  case Host x -> HostSummary.of(facts, x, problems);
                  case Cluster x -> ClusterSummary.of(facts, x, problems);
                  case ResourcePool x -> PoolSummary.of(facts, x, problems);
                  case Datastore x -> DatastoreSummary.of(facts, x, problems);
                  case Datacentre x -> PlaceSummary.of(facts, x, problems);
                  case Folder x -> PlaceSummary.of(facts, x, problems);
                  case NetworkSwitch x -> NetworkSummary.of(facts, x, problems);
                  case PortGroup x -> NetworkSummary.of(facts, x, problems);
                });
  }
}
