package io.coppice.model.overlay.predict;

import io.coppice.model.overlay.IpAddress;
import io.coppice.model.overlay.Link;
import io.coppice.model.overlay.NetworkState;
import io.coppice.model.overlay.Segment;
import io.coppice.model.overlay.fault.Diagnosis;
import io.coppice.model.overlay.trace.Question;
import io.coppice.model.overlay.trace.Trace;
import io.coppice.model.overlay.trace.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Small and large pings between machines, asked in the order of the pairs with caches cold at the
 * first one. Where equal-cost ways lead to different answers, nobody knows.
 */
public final class Reachability {
  private static final int MOST_SHIFTS = 8;

  /** Besides shifts of all choices by one number: ways there and back in other combinations. */
  private static final int SCATTERED = 2;

  private Reachability() {}

  /** Who asks whom. */
  public record Pair(String from, IpAddress to) {}

  /** The answers of a pair. */
  public record Answer(Pair pair, Reach small, Reach large) {}

  /** Whether a ping is answered. */
  public enum Reach {
    YES("yes"),
    NO("no"),
    UNKNOWN("unknown");

    private final String word;

    Reach(String word) {
      this.word = word;
    }

    /** As it stands in files, in every language. */
    public String word() {
      return word;
    }

    static Reach of(Verdict verdict) {
      return verdict.isPassed() ? YES : verdict.isDropped() ? NO : UNKNOWN;
    }
  }

  /**
   * Every pair of machines of one segment: segments by id, machines by name, numbers as numbers.
   * Machines behind an endpoint that has a wrong id are asked for where they should be.
   */
  public static List<Pair> pairs(NetworkState network) {
    List<Pair> pairs = new ArrayList<>();
    Map<Link.End, String> strays = Diagnosis.underWrongId(network);
    for (Segment segment : network.segments()) {
      List<Link.End> machines = new ArrayList<>(segment.machines());
      strays.forEach(
          (end, label) -> {
            if (label.equals(segment.label())) {
              machines.addAll(behind(network, end));
            }
          });
      machines.sort(Comparator.comparing(end -> sortable(end.node())));
      for (Link.End from : machines) {
        for (Link.End to : machines) {
          Optional<IpAddress> address = Predictor.addressOf(network, to);
          boolean asks = Predictor.addressOf(network, from).isPresent();
          if (!from.equals(to) && asks && address.isPresent()) {
            pairs.add(new Pair(from.node(), address.get()));
          }
        }
      }
    }
    return pairs.stream().distinct().toList();
  }

  /** The machines that an endpoint connects. */
  private static List<Link.End> behind(NetworkState network, Link.End endpoint) {
    return network.segments().stream()
        .filter(segment -> segment.endpoints().contains(endpoint))
        .flatMap(segment -> segment.machines().stream())
        .filter(
            machine ->
                machine.node().equals(endpoint.node())
                    || network.peersOf(machine).stream()
                        .anyMatch(peer -> peer.node().equals(endpoint.node())))
        .toList();
  }

  /** {@code red-10} after {@code red-9}. */
  private static String sortable(String name) {
    StringBuilder text = new StringBuilder();
    int digits = 0;
    for (int i = 0; i <= name.length(); i++) {
      boolean digit = i < name.length() && Character.isDigit(name.charAt(i));
      if (digit) {
        digits++;
        continue;
      }
      if (digits > 0) {
        text.append("0".repeat(Math.max(0, 12 - digits))).append(name, i - digits, i);
        digits = 0;
      }
      if (i < name.length()) {
        text.append(name.charAt(i));
      }
    }
    return text.toString();
  }

  /** The answers, in the order of the pairs. */
  public static List<Answer> of(NetworkState network, List<Pair> pairs) {
    WayChoices plain = WayChoices.shifted(0);
    List<Answer> answers = of(network, pairs, plain);
    int most = plain.met().values().stream().mapToInt(Integer::intValue).max().orElse(1);
    for (int by = 1; by < Math.min(most, MOST_SHIFTS); by++) {
      answers = merged(answers, of(network, pairs, WayChoices.shifted(by)));
    }
    for (int seed = 0; most > 1 && seed < SCATTERED; seed++) {
      answers = merged(answers, of(network, pairs, WayChoices.scattered(seed)));
    }
    return answers;
  }

  private static List<Answer> of(NetworkState network, List<Pair> pairs, WayChoices choices) {
    Predictor predictor = Predictor.over(network, Question.Caches.COLD, choices);
    List<Answer> found = new ArrayList<>();
    for (Pair pair : pairs) {
      Question question = Question.small(pair.from(), pair.to());
      Trace small = predictor.ask(question);
      Trace large = predictor.ask(question.withBytes(Question.LARGE));
      found.add(new Answer(pair, Reach.of(small.verdict()), Reach.of(large.verdict())));
    }
    return found;
  }

  private static List<Answer> merged(List<Answer> one, List<Answer> other) {
    List<Answer> merged = new ArrayList<>();
    for (int i = 0; i < one.size(); i++) {
      Answer a = one.get(i);
      Answer b = other.get(i);
      merged.add(
          new Answer(
              a.pair(),
              a.small() == b.small() ? a.small() : Reach.UNKNOWN,
              a.large() == b.large() ? a.large() : Reach.UNKNOWN));
    }
    return merged;
  }
}
