package io.coppice.model.overlay.predict;

import io.coppice.model.Problem;
import io.coppice.model.Severity;
import io.coppice.model.overlay.NetworkState;
import io.coppice.model.overlay.trace.Hop;
import io.coppice.model.overlay.trace.Question;
import io.coppice.model.overlay.trace.Trace;
import io.coppice.model.overlay.trace.Verdict;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Asks one question by every way that is as good as another. What becomes of a packet from a node
 * on towards a destination does not hang on how it came there, so that each alternative of each
 * choice is taken once, with the others as they were when it was met: as many answers as there are
 * alternatives, not as there are combinations of them. Choices that concern neither end of the
 * question, for copies to others, are left as they are.
 */
final class EqualCostSearch {
  /** Sixteen ways at each of several places, there and back. */
  private static final int MOST_RUNS = 160;

  /** Enough to choose from once it is clear that they differ. */
  private static final int MOST_SHOWN = 8;

  private final NetworkState network;
  private final Question question;
  private final Map<Way, Trace> ways = new LinkedHashMap<>();
  private final Set<Class<?>> verdicts = new HashSet<>();
  private final Deque<Map<WayChoices.Place, Integer>> open = new ArrayDeque<>();
  private final Set<WayChoices.Place> expanded = new HashSet<>();

  /** The nodes that each frame came by, and what became of it. */
  private record Way(List<List<String>> nodes, Class<?> verdict) {
    static Way of(Trace trace) {
      return new Way(
          trace.journeys().stream()
              .map(journey -> journey.hops().stream().map(Hop::node).distinct().toList())
              .toList(),
          trace.verdict().getClass());
    }
  }

  EqualCostSearch(NetworkState network, Question question) {
    this.network = network;
    this.question = question;
  }

  Predictor.Answer answer() {
    open.add(Map.of());
    int runs = 0;
    while (!open.isEmpty() && runs++ < MOST_RUNS && !isDecided()) {
      ask(open.poll());
    }
    List<Trace> all = List.copyOf(ways.values());
    Trace first = all.getFirst();
    if (verdicts.size() > 1) {
      Trace failed = all.stream().filter(it -> !it.verdict().isPassed()).findFirst().orElse(first);
      return unknown(failed, "trace.depends-on-way", all);
    }
    boolean cut = !open.isEmpty() && !(first.verdict() instanceof Verdict.Unknown);
    return cut ? unknown(first, "trace.ways-untried", all) : new Predictor.Answer(first, all);
  }

  private boolean isDecided() {
    return verdicts.size() > 1 && ways.size() >= MOST_SHOWN;
  }

  private void ask(Map<WayChoices.Place, Integer> decided) {
    WayChoices choices = WayChoices.decided(decided);
    Predictor predictor = new Predictor(network, question.caches(), choices);
    Trace trace = predictor.ask(question);
    ways.putIfAbsent(Way.of(trace), trace);
    verdicts.add(trace.verdict().getClass());
    choices
        .met()
        .forEach(
            (place, count) -> {
              if (predictor.concerns(place, trace) && expanded.add(place)) {
                expand(decided, place, count);
              }
            });
  }

  private void expand(Map<WayChoices.Place, Integer> decided, WayChoices.Place place, int count) {
    for (int i = 1; i < count; i++) {
      Map<WayChoices.Place, Integer> next = new HashMap<>(decided);
      next.put(place, i);
      open.add(next);
    }
  }

  private Predictor.Answer unknown(Trace shown, String code, List<Trace> all) {
    Problem why = Problem.of(Severity.WARNING, code, List.of(), question.to());
    Trace told = new Trace(question, shown.journeys(), new Verdict.Unknown(why));
    return new Predictor.Answer(told, all);
  }
}
