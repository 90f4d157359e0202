package io.coppice.ui.inventory.page.balance;

import io.coppice.backend.Snapshot;
import io.coppice.model.EntityId;
import io.coppice.model.EntityId.ClusterId;
import io.coppice.model.inventory.AffinityRule;
import io.coppice.model.inventory.Cluster;
import io.coppice.model.inventory.DrsAdvice;
import io.coppice.model.inventory.DrsPolicy;
import io.coppice.model.site.SiteContents;
import io.coppice.ui.kit.UiContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the tab shows: pure.
 *
 * @param cluster empty if it is gone
 */
record BalanceState(Optional<Cluster> cluster, String said, List<Advice> moves, List<Rule> rules) {
  /** Machines named in a row before the rest is counted. */
  private static final int NAMES = 6;

  /** A recommendation as it is read. */
  record Advice(
      int number,
      String machine,
      String from,
      String to,
      String reason,
      String gain,
      String priority) {}

  /** A rule as it is read. */
  record Rule(AffinityRule is, String name, String kind, String machines, String hosts) {}

  static BalanceState of(Snapshot snapshot, ClusterId id, UiContext context) {
    Cluster cluster = snapshot.inventory().clusters().get(id.value());
    if (cluster == null) {
      return new BalanceState(Optional.empty(), "", List.of(), List.of());
    }
    SiteContents site = new SiteContents(snapshot.inventory(), snapshot.forks());
    List<Advice> moves =
        cluster.advice().moves().stream().map(move -> advice(move, site, context)).toList();
    List<Rule> rules =
        cluster.drsPolicy().rules().stream().map(rule -> rule(rule, site, context)).toList();
    return new BalanceState(Optional.of(cluster), said(cluster, context), moves, rules);
  }

  private static Advice advice(DrsAdvice.Move move, SiteContents site, UiContext context) {
    String reason =
        context
            .texts()
            .get(
                "page.drs.reason." + move.reason(),
                percent(move.before()),
                percent(move.after()),
                move.rule());
    String gain =
        move.reason() == DrsAdvice.Reason.RULE
            ? ""
            : context.texts().get("page.drs.gain", percent(move.gain()));
    return new Advice(
        move.number(),
        site.displayName(move.machine()),
        site.displayName(move.from()),
        site.displayName(move.to()),
        reason,
        gain,
        context.texts().get("page.drs.priority", move.priority()));
  }

  /** One decimal, as imbalances are small. */
  private static double percent(int permille) {
    return permille / 10.0;
  }

  private static Rule rule(AffinityRule rule, SiteContents site, UiContext context) {
    return new Rule(
        rule,
        rule.name(),
        context.texts().get("form.rule-kind." + rule.kind()),
        names(rule.machines().stream(), rule.machines().size(), site),
        names(rule.hosts().stream(), rule.hosts().size(), site));
  }

  private static String names(Stream<? extends EntityId> ids, int count, SiteContents site) {
    String first = ids.limit(NAMES).map(site::displayName).collect(Collectors.joining(", "));
    return count > NAMES ? first + ", … (" + count + ")" : first;
  }

  private static String said(Cluster cluster, UiContext context) {
    if (!cluster.drs()) {
      return context.texts().get("page.drs.off");
    }
    DrsPolicy policy = cluster.drsPolicy();
    List<String> parts = new ArrayList<>();
    parts.add(context.texts().get("form.drs-automation." + policy.automation()));
    parts.add(context.texts().get("form.drs-threshold." + policy.threshold()));
    if (!cluster.advice().equals(DrsAdvice.NONE) && cluster.advice().looked().micros() > 0) {
      parts.add(
          context
              .texts()
              .get(
                  "page.drs.imbalance",
                  percent(cluster.advice().imbalance()),
                  context.format().moment(cluster.advice().looked())));
      if (cluster.advice().bound() > 0) {
        parts.add(context.texts().get("page.drs.bound", cluster.advice().bound()));
      }
    }
    return String.join(" · ", parts);
  }
}
