package io.coppice.scenario;

import io.coppice.model.Bytes;
import io.coppice.model.SimTime;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An object of the file being read: members are asked for by name with what they must be; what is
 * wrong is collected, and a stand-in is given so that reading goes on. {@link #end} finds members
 * nobody asked for.
 */
final class ScenarioObject {
  /** VMware's limit for inventory names. */
  static final int LONGEST_NAME = 80;

  private static final int LONGEST_TEXT = 100_000;
  private static final int LONGEST_LIST = 10_000;
  private static final Duration LONGEST_TIME = Duration.ofDays(36_525);
  private static final Instant LATEST = Instant.parse("+10000-01-01T00:00:00Z");
  private static final Pattern SIZE =
      Pattern.compile("\\s*(\\d+(?:\\.\\d+)?)\\s*(B|KiB|MiB|GiB|TiB|PiB)\\s*");
  private static final Map<String, Long> UNITS =
      Map.of(
          "B", 1L, "KiB", Bytes.KIB, "MiB", Bytes.MIB, "GiB", Bytes.GIB, "TiB", Bytes.TIB, "PiB",
          1L << 50);

  private final LocatedJson.Obj object;
  private final ScenarioErrors errors;
  private final Set<String> asked = new HashSet<>();

  private ScenarioObject(LocatedJson.Obj object, ScenarioErrors errors) {
    this.object = object;
    this.errors = errors;
  }

  static ScenarioObject of(LocatedJson value, ScenarioErrors errors) {
    if (value instanceof LocatedJson.Obj object) {
      return new ScenarioObject(object, errors);
    }
    errors.expected(value.where(), "{...}", describe(value));
    return new ScenarioObject(new LocatedJson.Obj(value.where(), new HashMap<>()), errors);
  }

  LocatedJson.Where where() {
    return object.where();
  }

  LocatedJson.Where where(String name) {
    LocatedJson member = object.members().get(name);
    return member == null ? object.where() : member.where();
  }

  ScenarioErrors errors() {
    return errors;
  }

  boolean has(String name) {
    return member(name).isPresent();
  }

  private Optional<LocatedJson> member(String name) {
    asked.add(name);
    return Optional.ofNullable(object.members().get(name));
  }

  private void missing(String name, String expected) {
    errors.add("scenario.missing", object.where(), name, expected);
  }

  /** A name or other text of one line; missing is a fault. */
  String name(String member) {
    Optional<LocatedJson> value = member(member);
    if (value.isEmpty()) {
      missing(member, "\"...\"");
      return "";
    }
    String name = text(value.get(), 1, LONGEST_NAME);
    if (!name.equals(name.strip()) || name.chars().anyMatch(Character::isISOControl)) {
      errors.expected(value.get().where(), "\"" + printable(name) + "\"", describe(value.get()));
    }
    return name;
  }

  private static String printable(String name) {
    return name.replaceAll("\\p{Cntrl}", "").strip();
  }

  /** By what the rest of the file refers to this: its {@code id}, or else what is given. */
  String handle(String otherwise) {
    return has("id") ? name("id") : otherwise;
  }

  String text(String member, String otherwise) {
    return member(member).map(value -> text(value, 0, LONGEST_TEXT)).orElse(otherwise);
  }

  private String text(LocatedJson value, int least, int most) {
    if (value instanceof LocatedJson.Text text
        && text.value().strip().length() >= least
        && text.value().length() <= most) {
      return text.value();
    }
    errors.expected(
        value.where(), least > 0 ? "\"...\" (1-" + most + ")" : "\"...\"", describe(value));
    return "?";
  }

  /** A whole number between two others. */
  int number(String member, int least, int most, int otherwise) {
    return member(member).map(value -> number(value, least, most)).orElse(otherwise);
  }

  int number(String member, int least, int most) {
    Optional<LocatedJson> value = member(member);
    if (value.isEmpty()) {
      missing(member, range(least, most));
      return least;
    }
    return number(value.get(), least, most);
  }

  private int number(LocatedJson value, int least, int most) {
    return (int) whole(value, least, most);
  }

  private double whole(LocatedJson value, long least, long most) {
    if (value instanceof LocatedJson.Num num
        && num.value() == Math.rint(num.value())
        && num.value() >= least
        && num.value() <= most) {
      return num.value();
    }
    errors.expected(value.where(), range(least, most), describe(value));
    return least;
  }

  private static String range(long least, long most) {
    return least == most ? Long.toString(least) : least + "-" + most;
  }

  boolean flag(String member, boolean otherwise) {
    Optional<LocatedJson> value = member(member);
    if (value.isPresent() && !(value.get() instanceof LocatedJson.Bool)) {
      errors.expected(value.get().where(), "true, false", describe(value.get()));
    }
    return value.map(v -> v instanceof LocatedJson.Bool bool && bool.value()).orElse(otherwise);
  }

  /** A size such as {@code "40 GiB"} of at least so many bytes. */
  Bytes size(String member, Bytes otherwise, long least) {
    Bytes size = size(member, otherwise);
    if (size.value() < least) {
      errors.expected(where(member), ">= \"" + new Bytes(least) + '"', '"' + size.toString() + '"');
      return new Bytes(least);
    }
    return size;
  }

  /** An instant between 1970 and 9999 in UTC. */
  Optional<SimTime> instant(String member) {
    Optional<LocatedJson> value = member(member);
    if (value.isEmpty()) {
      return Optional.empty();
    }
    String text = text(value.get(), 0, LONGEST_NAME);
    try {
      Instant instant = Instant.parse(text);
      if (!instant.isBefore(Instant.EPOCH) && instant.isBefore(LATEST)) {
        return Optional.of(SimTime.of(instant));
      }
    } catch (DateTimeParseException e) {
      // Told below.
    }
    errors.expected(value.get().where(), "\"2026-03-02T08:00:00Z\"", describe(value.get()));
    return Optional.of(SimTime.ZERO);
  }

  /** A size, if it is given. */
  Optional<Bytes> size(String member) {
    return has(member) ? Optional.of(size(member, Bytes.ZERO)) : Optional.empty();
  }

  /** A span of time of at most a hundred years, such as {@code "PT90S"} (ISO 8601). */
  Duration duration(String member, Duration otherwise) {
    Optional<LocatedJson> value = member(member);
    if (value.isEmpty()) {
      return otherwise;
    }
    try {
      Duration time = Duration.parse(text(value.get(), 0, LONGEST_NAME));
      if (!time.isNegative() && time.compareTo(LONGEST_TIME) <= 0) {
        return time;
      }
    } catch (DateTimeParseException e) {
      // Told below.
    }
    errors.expected(value.get().where(), "\"PT90S\", \"PT8H\"", describe(value.get()));
    return otherwise;
  }

  /** A size such as {@code "40 GiB"}. */
  Bytes size(String member, Bytes otherwise) {
    Optional<LocatedJson> value = member(member);
    if (value.isEmpty()) {
      if (otherwise == null) {
        missing(member, "\"40 GiB\"");
        return Bytes.ofGiB(1);
      }
      return otherwise;
    }
    if (value.get() instanceof LocatedJson.Text text) {
      Matcher matcher = SIZE.matcher(text.value());
      if (matcher.matches()) {
        double bytes = Double.parseDouble(matcher.group(1)) * UNITS.get(matcher.group(2));
        if (bytes <= 1L << 60) {
          return new Bytes((long) bytes);
        }
      }
    }
    errors.expected(
        value.get().where(), "\"40 GiB\" (B, KiB, MiB, GiB, TiB, PiB)", describe(value.get()));
    return Bytes.ofGiB(1);
  }

  /** One of an enum's names. */
  <E extends Enum<E>> E one(String member, Class<E> type, E otherwise) {
    return member(member).map(value -> one(value, type, otherwise)).orElse(otherwise);
  }

  private <E extends Enum<E>> E one(LocatedJson value, Class<E> type, E otherwise) {
    if (value instanceof LocatedJson.Text text) {
      for (E constant : type.getEnumConstants()) {
        if (constant.name().equals(text.value().toUpperCase(Locale.ROOT))) {
          return constant;
        }
      }
    }
    String names =
        String.join(", ", Arrays.stream(type.getEnumConstants()).map(Enum::name).toList());
    errors.expected(value.where(), names, describe(value));
    return otherwise;
  }

  /** Some of an enum's names. */
  <E extends Enum<E>> Set<E> some(String member, Class<E> type, Set<E> otherwise) {
    if (!has(member)) {
      return otherwise;
    }
    Set<E> some = EnumSet.noneOf(type);
    elements(member).forEach(value -> some.add(one(value, type, type.getEnumConstants()[0])));
    return some;
  }

  /** The objects of an array; empty if there is none. */
  List<ScenarioObject> sections(String member) {
    return elements(member).stream().map(element -> of(element, errors)).toList();
  }

  /** Likewise, of which there may be so many. */
  List<ScenarioObject> sections(String member, int most) {
    List<ScenarioObject> sections = sections(member);
    if (sections.size() > most) {
      errors.expected(where(member), "[<= " + most + "]", "[" + sections.size() + "]");
      return sections.subList(0, most);
    }
    return sections;
  }

  Optional<ScenarioObject> section(String member) {
    return member(member).map(value -> of(value, errors));
  }

  /** The whole numbers of an array; empty if there is none. */
  List<Long> numbers(String member, long least, long most, int longest) {
    List<LocatedJson> elements = elements(member);
    if (elements.size() > longest) {
      errors.expected(where(member), "[<= " + longest + "]", "[" + elements.size() + "]");
      return List.of();
    }
    return elements.stream().map(element -> (long) whole(element, least, most)).toList();
  }

  /** The texts of an array; empty if there is none. */
  List<String> texts(String member) {
    List<LocatedJson> elements = elements(member);
    if (elements.size() > LONGEST_LIST) {
      errors.expected(where(member), "[<= " + LONGEST_LIST + "]", "[" + elements.size() + "]");
      return List.of();
    }
    return elements.stream().map(element -> text(element, 1, LONGEST_TEXT)).toList();
  }

  private List<LocatedJson> elements(String member) {
    Optional<LocatedJson> value = member(member);
    if (value.isEmpty()) {
      return List.of();
    }
    if (value.get() instanceof LocatedJson.Arr array) {
      return array.elements();
    }
    errors.expected(value.get().where(), "[...]", describe(value.get()));
    return List.of();
  }

  /** Members that nobody asked for are faults, with the nearest known name. */
  void end() {
    for (Map.Entry<String, LocatedJson> member : object.members().entrySet()) {
      if (!asked.contains(member.getKey())) {
        String near =
            asked.stream()
                .min(
                    java.util.Comparator.<String>comparingInt(
                            known -> distance(known, member.getKey()))
                        .thenComparing(known -> known))
                .orElse("");
        errors.add(
            "scenario.unknown",
            member.getValue().where(),
            member.getKey(),
            near,
            String.join(", ", asked.stream().sorted().toList()));
      }
    }
  }

  /** Levenshtein's distance: the least number of letters to insert, remove or change. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    Arrays.setAll(row, i -> i);
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int kept = row[j];
        int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
        diagonal = kept;
      }
    }
    return row[b.length()];
  }

  /** A value as a fault shows it. */
  private static String describe(LocatedJson value) {
    return switch (value) {
      case LocatedJson.Obj _ -> "{...}";
      case LocatedJson.Arr _ -> "[...]";
      case LocatedJson.Text text ->
          '"'
              + (text.value().length() > 60 ? text.value().substring(0, 60) + "…" : text.value())
              + '"';
      case LocatedJson.Num num ->
          num.value() == Math.rint(num.value()) && Math.abs(num.value()) < 1L << 53
              ? Long.toString((long) num.value())
              : Double.toString(num.value());
      case LocatedJson.Bool bool -> Boolean.toString(bool.value());
      case LocatedJson.Nothing _ -> "null";
    };
  }
}
