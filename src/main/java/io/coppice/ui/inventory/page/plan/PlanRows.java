package io.coppice.ui.inventory.page.plan;

import io.coppice.backend.CapacityPlan;
import io.coppice.backend.CapacityPlan.Limit;
import io.coppice.backend.CapacityPlan.Reason;
import io.coppice.backend.CapacityPlanner;
import io.coppice.backend.CapacityPlanner.Targets;
import io.coppice.backend.HostLoss;
import io.coppice.model.inventory.Cluster;
import io.coppice.model.site.SiteContents;
import io.coppice.ui.kit.Format;
import io.coppice.ui.kit.Texts;
import io.coppice.ui.kit.UiContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What an answer looks like in words and rows. Pure. */
final class PlanRows {
  private final PlanAnswer answer;
  private final Growth growth;
  private final Texts texts;
  private final Format format;
  private final SiteContents site;

  /** One limit: how many it lets in, when that is, and how it is computed. */
  record Room(Limit limit, String name, String fits, String when, String how) {}

  /** One host: what its failure does. */
  record Loss(
      HostLoss is,
      String host,
      String ran,
      String restarted,
      String off,
      String cpu,
      String memory) {}

  /** One machine of a host that fails. */
  record Restart(String machine, String to, String why) {}

  PlanRows(PlanAnswer answer, Growth growth, UiContext context) {
    this.answer = answer;
    this.growth = growth;
    this.texts = context.texts();
    this.format = context.format();
    this.site = new SiteContents(answer.on().inventory(), answer.on().forks());
  }

  private String text(String key, Object... args) {
    return texts.get("page.plan." + key, args);
  }

  /** How many fit, and when that is. */
  String headline() {
    CapacityPlan plan = answer.plan();
    String cluster = site.displayName(answer.question().cluster());
    if (plan.open()) {
      return text("open", format.count(CapacityPlanner.MOST), cluster);
    }
    return text("fits", plan.fits(), format.count(plan.fits()), cluster, when(plan.fits()));
  }

  /** What ends it and from how many hosts, in sentences. */
  String reasons() {
    CapacityPlan plan = answer.plan();
    List<String> parts = new ArrayList<>();
    for (Reason reason : plan.reasons()) {
      String name = text("limit." + reason.limit());
      String what = texts.what(reason.why());
      parts.add(
          reason.hosts() == 0
              ? text("reason.cluster", name, what)
              : text("reason.hosts", name, reason.hosts(), what));
    }
    plan.reasons().stream()
        .findFirst()
        .ifPresent(first -> parts.add(text("cure", texts.cure(first.why()))));
    return String.join("\n", parts);
  }

  /** How full hosts are now, and when all that fit are there. */
  String load() {
    CapacityPlan plan = answer.plan();
    return text(
        "load",
        percent(plan.now().cpuMean()),
        percent(plan.then().cpuMean()),
        percent(plan.now().memoryMean()),
        percent(plan.then().memoryMean()),
        plan.demand().format(texts.locale()),
        String.valueOf(answer.question().busiest()));
  }

  private String percent(int permille) {
    return format.percent(permille, 1000);
  }

  /** The day on which so many more run, or that it is not near. */
  private String when(int more) {
    return growth
        .when(answer.on().time(), answer.plan().running(), more)
        .map(format::date)
        .orElseGet(() -> text("never"));
  }

  List<Room> rooms() {
    Targets targets = answer.question().targets();
    Map<Limit, Integer> percents =
        Map.of(
            Limit.CPU_TARGET, targets.cpu(),
            Limit.MEMORY_TARGET, targets.memory(),
            Limit.SPACE_TARGET, targets.space());
    return answer.plan().rooms().stream()
        .map(
            room ->
                new Room(
                    room.limit(),
                    text("limit." + room.limit()),
                    room.open()
                        ? text("more", format.count(room.fits()))
                        : format.count(room.fits()),
                    room.open() ? "–" : when(room.fits()),
                    text("how." + room.limit(), percents.getOrDefault(room.limit(), 0))))
        .toList();
  }

  /** Hosts whose failure leaves most machines off first, then by how full the others become. */
  List<Loss> losses() {
    return answer.losses().stream()
        .sorted(
            Comparator.comparingLong(HostLoss::stranded)
                .thenComparing(loss -> Math.max(loss.after().memoryMost(), loss.after().cpuMost()))
                .thenComparing(loss -> loss.restarts().size())
                .reversed()
                .thenComparing(loss -> loss.host().value()))
        .map(
            loss ->
                new Loss(
                    loss,
                    site.displayName(loss.host()),
                    format.count(loss.restarts().size()),
                    format.count(loss.restarts().size() - loss.stranded()),
                    format.count(loss.stranded()),
                    means(loss.before().cpuMean(), loss.after().cpuMean(), loss.after().cpuMost()),
                    means(
                        loss.before().memoryMean(),
                        loss.after().memoryMean(),
                        loss.after().memoryMost())))
        .toList();
  }

  private String means(int before, int after, int fullest) {
    return text("means", percent(before), percent(after), percent(fullest));
  }

  /** What the failure of a host does, where none was chosen: the worst that one failure does. */
  String worst() {
    Cluster cluster = answer.on().inventory().clusters().get(answer.question().cluster().value());
    if (answer.losses().isEmpty()) {
      return text("no-hosts");
    }
    if (cluster != null && !cluster.ha()) {
      return text("ha-off");
    }
    Loss first = losses().getFirst();
    return first.is().stranded() == 0
        ? text("all-restart")
        : text("worst", first.host(), first.is().stranded());
  }

  List<Restart> restarts(HostLoss loss) {
    return loss.restarts().stream()
        .sorted(Comparator.comparing(restart -> restart.to().isPresent()))
        .map(
            restart ->
                new Restart(
                    site.displayName(restart.machine()),
                    restart.to().map(site::displayName).orElse("–"),
                    restart.why().map(texts::what).orElse("")))
        .toList();
  }

  /** All of it as a table for a spreadsheet. */
  List<List<String>> lines() {
    List<List<String>> lines = new ArrayList<>();
    lines.add(
        List.of(
            text("csv.section"),
            text("column.limit"),
            text("column.fits"),
            text("column.when"),
            text("column.how"),
            "",
            ""));
    String rooms = text("rooms");
    lines.add(
        List.of(
            rooms,
            text("all-limits"),
            String.valueOf(answer.plan().fits()),
            answer.plan().open() ? "–" : when(answer.plan().fits()),
            reasons().replace('\n', ' '),
            "",
            ""));
    rooms()
        .forEach(
            room ->
                lines.add(
                    List.of(rooms, room.name(), room.fits(), room.when(), room.how(), "", "")));
    lines.add(
        List.of(
            text("csv.section"),
            text("column.host"),
            text("column.ran"),
            text("column.restarted"),
            text("column.off"),
            text("column.cpu"),
            text("column.memory")));
    String failures = text("failures");
    losses()
        .forEach(
            loss ->
                lines.add(
                    List.of(
                        failures,
                        loss.host(),
                        loss.ran(),
                        loss.restarted(),
                        loss.off(),
                        loss.cpu(),
                        loss.memory())));
    lines.add(
        List.of(
            text("csv.section"),
            text("column.host"),
            text("column.machine"),
            text("column.to"),
            text("column.why"),
            "",
            ""));
    for (HostLoss loss : answer.losses()) {
      String host = site.displayName(loss.host());
      restarts(loss)
          .forEach(
              restart ->
                  lines.add(
                      List.of(
                          text("restarts"),
                          host,
                          restart.machine(),
                          restart.to(),
                          restart.why(),
                          "",
                          "")));
    }
    return lines;
  }

  /** The chart in words, for those who hear it. */
  String chart() {
    return rooms().stream()
        .map(room -> room.name() + ": " + room.fits() + ", " + room.when())
        .collect(Collectors.joining("; "));
  }
}
