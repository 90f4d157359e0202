package io.coppice.scenario;

import io.coppice.model.Bytes;
import io.coppice.model.ObjectNaming;
import io.coppice.model.SimTime;
import io.coppice.model.inventory.SiteLimits;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An object of the file being read: members are asked for by name with what they must be; what is
 * wrong is collected, and a stand-in is given so that reading goes on. {@link #end} finds members
 * nobody asked for.
 */
final class ScenarioObject {
  private static final int LONGEST_WORD = 80;

  /** Snapshots may be older than the clock of computers, and so may what is said of forks. */
  private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");

  private static final Instant LATEST = Instant.parse("+10000-01-01T00:00:00Z");

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
    if (!(value.get() instanceof LocatedJson.Text text)) {
      errors.expected(value.get().where(), "\"...\"", describe(value.get()));
      return "?";
    }
    ObjectNaming.flaw(text.value())
        .ifPresent(
            flaw ->
                errors.add(
                    "scenario." + flaw.code(),
                    text.where(),
                    ObjectNaming.shown(text.value()),
                    ObjectNaming.MOST));
    return text.value();
  }

  /** By what the rest of the file refers to this: its {@code id}, or else what is given. */
  String handle(String otherwise) {
    return has("id") ? name("id") : otherwise;
  }

  String text(String member, String otherwise) {
    return member(member).map(value -> text(value, 0, SiteLimits.TEXT)).orElse(otherwise);
  }

  private String text(LocatedJson value, int least, int most) {
    if (value instanceof LocatedJson.Text text) {
      int length = text.value().length();
      if (length <= most && (least == 0 || !text.value().isBlank())) {
        return text.value();
      }
      String found = length > most ? describe(value) + " (" + length + ')' : describe(value);
      errors.expected(value.where(), "\"...\" (" + range(least, most) + ')', found);
      return "?";
    }
    errors.expected(value.where(), "\"...\"", describe(value));
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

  /** An instant between 1 and 9999 in UTC. */
  Optional<SimTime> instant(String member) {
    return instant(member, FIRST);
  }

  /** An instant between 1970 and 9999 in UTC, as a clock may show it. */
  Optional<SimTime> clock(String member) {
    return instant(member, Instant.EPOCH);
  }

  private Optional<SimTime> instant(String member, Instant least) {
    Optional<LocatedJson> value = member(member);
    if (value.isEmpty()) {
      return Optional.empty();
    }
    String text = text(value.get(), 0, LONGEST_WORD);
    try {
      Instant instant = Instant.parse(text);
      if (!instant.isBefore(least) && instant.isBefore(LATEST)) {
        return Optional.of(SimTime.of(instant));
      }
    } catch (DateTimeParseException e) {
      // Told below.
    }
    errors.expected(
        value.get().where(),
        "\"2026-03-02T08:00:00Z\" (" + least + " - 9999-12-31T23:59:59Z)",
        describe(value.get()));
    return Optional.of(SimTime.ZERO);
  }

  /** A size, if it is given. */
  Optional<Bytes> size(String member) {
    return has(member) ? Optional.of(size(member, Bytes.ZERO)) : Optional.empty();
  }

  /** A span of time of at most a hundred years, such as {@code "PT90S"} (ISO 8601). */
  Duration duration(String member, Duration otherwise) {
    return duration(member, otherwise, Duration.ZERO);
  }

  /** Likewise, of at least so much. */
  Duration duration(String member, Duration otherwise, Duration least) {
    Optional<LocatedJson> value = member(member);
    if (value.isEmpty()) {
      return otherwise;
    }
    try {
      Duration time = Duration.parse(text(value.get(), 0, LONGEST_WORD));
      if (time.compareTo(least) >= 0 && time.compareTo(SiteLimits.LONGEST_SPAN) <= 0) {
        return time;
      }
      errors.expected(
          value.get().where(),
          "\"PT90S\" ("
              + (least.isZero() ? "PT0S" : "> PT0S, " + least)
              + " - "
              + SiteLimits.LONGEST_SPAN
              + ')',
          describe(value.get()));
      return otherwise;
    } catch (DateTimeParseException e) {
      // Told below.
    }
    errors.expected(value.get().where(), "\"PT90S\", \"PT8H\"", describe(value.get()));
    return otherwise;
  }

  /** A size such as {@code "40 GiB"}, of any that can be. */
  Bytes size(String member, Bytes otherwise) {
    return size(member, otherwise, Bytes.ZERO, SiteLimits.DATASTORE);
  }

  /** A size between two others; missing is a fault if {@code otherwise} is null. */
  Bytes size(String member, Bytes otherwise, Bytes least, Bytes most) {
    Optional<LocatedJson> value = member(member);
    if (value.isEmpty()) {
      if (otherwise == null) {
        missing(member, "\"40 GiB\"");
        return least;
      }
      return otherwise;
    }
    if (value.get() instanceof LocatedJson.Text text) {
      Optional<BigDecimal> bytes = SizeSyntax.bytes(text.value());
      if (bytes.isPresent()) {
        boolean fits = bytes.get().compareTo(BigDecimal.valueOf(most.value())) <= 0;
        Bytes size = fits ? new Bytes(bytes.get().longValue()) : least;
        if (!fits || size.compareTo(least) < 0) {
          errors.expected(value.get().where(), range(least, most), describe(value.get()));
        }
        return size.compareTo(least) < 0 ? least : size;
      }
    }
    errors.expected(
        value.get().where(), "\"40 GiB\" (B, KiB, MiB, GiB, TiB, PiB)", describe(value.get()));
    return least;
  }

  private static String range(Bytes least, Bytes most) {
    String to = "<= \"" + ScenarioWriter.size(most) + '"';
    return least.value() == 0 ? to : ">= \"" + ScenarioWriter.size(least) + "\", " + to;
  }

  /** One of an enum's names. */
  <E extends Enum<E>> E one(String member, Class<E> type, E otherwise) {
    return one(member, List.of(type.getEnumConstants()), otherwise);
  }

  /** One of some names of an enum. */
  <E extends Enum<E>> E one(String member, List<E> of, E otherwise) {
    return member(member).map(value -> one(value, of, otherwise)).orElse(otherwise);
  }

  private <E extends Enum<E>> E one(LocatedJson value, List<E> of, E otherwise) {
    if (value instanceof LocatedJson.Text text) {
      for (E constant : of) {
        if (constant.name().equals(text.value().toUpperCase(Locale.ROOT))) {
          return constant;
        }
      }
    }
    String names = String.join(", ", of.stream().map(Enum::name).toList());
    errors.expected(value.where(), names, describe(value));
    return otherwise;
  }

  /** Some of an enum's names. */
  <E extends Enum<E>> Set<E> some(String member, Class<E> type, Set<E> otherwise) {
    if (!has(member)) {
      return otherwise;
    }
    Set<E> some = EnumSet.noneOf(type);
    List<E> all = List.of(type.getEnumConstants());
    elements(member).forEach(value -> some.add(one(value, all, all.getFirst())));
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
    return texts(member, SiteLimits.MACHINES, SiteLimits.TEXT);
  }

  /** Likewise, of which there may be so many, each of so many letters. */
  List<String> texts(String member, int most, int longest) {
    List<LocatedJson> elements = elements(member);
    if (elements.size() > most) {
      errors.expected(where(member), "[<= " + most + "]", "[" + elements.size() + "]");
      return List.of();
    }
    return elements.stream().map(element -> text(element, 1, longest)).toList();
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
        String near = NearestName.of(asked, member.getKey());
        errors.add(
            "scenario.unknown",
            member.getValue().where(),
            member.getKey(),
            near,
            String.join(", ", asked.stream().sorted().toList()));
      }
    }
  }

  /** A value as a fault shows it. */
  private static String describe(LocatedJson value) {
    return switch (value) {
      case LocatedJson.Obj _ -> "{...}";
      case LocatedJson.Arr _ -> "[...]";
      case LocatedJson.Text text -> '"' + ObjectNaming.shown(text.value(), 60) + '"';
      case LocatedJson.Num num ->
          num.written().isEmpty() ? Long.toString((long) num.value()) : num.written();
      case LocatedJson.Bool bool -> Boolean.toString(bool.value());
      case LocatedJson.Nothing _ -> "null";
    };
  }
}
