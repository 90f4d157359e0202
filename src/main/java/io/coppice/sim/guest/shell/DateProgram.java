package io.coppice.sim.guest.shell;

import io.coppice.sim.guest.shell.Command.Call;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code date}: the world's instant, or one that is described, in a format (GNU coreutils). */
final class DateProgram {
  private static final DateTimeFormatter USUAL =
      DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss 'UTC' yyyy", Locale.ROOT);

  /** So many of a unit, ahead or behind; the number may be left out. */
  private static final Pattern RELATIVE =
      Pattern.compile(
          "([+-]?\\d{1,6}|next|last)? ?(second|sec|minute|min|hour|day|week|fortnight|month|year)s?"
              + "( ago)?");

  private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
  private static final Pattern TIME = Pattern.compile("\\d{1,2}:\\d{2}(:\\d{2})?");
  private static final Pattern SECONDS = Pattern.compile("@-?\\d{1,11}");
  private static final int FORTNIGHT = 2;

  private DateProgram() {}

  static int date(Call call) {
    Optional<String> format = Optional.empty();
    Optional<String> described = Optional.empty();
    List<String> args = call.args();
    for (int i = 0; i < args.size(); i++) {
      String arg = args.get(i);
      if (arg.equals("-d") || arg.equals("--date")) {
        if (++i == args.size()) {
          return call.fail("option requires an argument -- 'd'");
        }
        described = Optional.of(args.get(i));
      } else if (arg.startsWith("--date=")) {
        described = Optional.of(arg.substring("--date=".length()));
      } else if (arg.startsWith("-d")) {
        described = Optional.of(arg.substring(2));
      } else if (arg.startsWith("+")) {
        format = Optional.of(arg.substring(1));
      } else if (!List.of("-u", "--utc", "--universal").contains(arg)) {
        // also -s: an operand without a plus is a time to set
        return call.fail("the clock is the world's: it cannot be set here");
      }
    }
    ZonedDateTime now = call.session().facts().clock();
    Optional<ZonedDateTime> meant =
        described.isEmpty() ? Optional.of(now) : at(described.get(), now);
    if (meant.isEmpty()) {
      return call.fail("invalid date '" + described.get() + "'");
    }
    call.session()
        .say(
            format
                .map(it -> formatted(it, meant.get()))
                .orElseGet(() -> USUAL.format(meant.get())));
    return 0;
  }

  private static String formatted(String format, ZonedDateTime at) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < format.length(); i++) {
      char c = format.charAt(i);
      out.append(c == '%' && i + 1 < format.length() ? dated(format.charAt(++i), at) : c);
    }
    return out.toString();
  }

  /** What a letter of {@code date +FORMAT} stands for (strftime). */
  private static String dated(char letter, ZonedDateTime at) {
    String pattern =
        switch (letter) {
          case 'Y' -> "yyyy";
          case 'm' -> "MM";
          case 'd' -> "dd";
          case 'H' -> "HH";
          case 'M' -> "mm";
          case 'S' -> "ss";
          case 'F' -> "yyyy-MM-dd";
          case 'T' -> "HH:mm:ss";
          case 'a' -> "EEE";
          case 'A' -> "EEEE";
          case 'b' -> "MMM";
          case 'B' -> "MMMM";
          case 'j' -> "DDD";
          default -> "";
        };
    return switch (letter) {
      case 's' -> String.valueOf(at.toEpochSecond());
      case 'Z' -> "UTC";
      case '%' -> "%";
      default ->
          pattern.isEmpty()
              ? "%" + letter
              : DateTimeFormatter.ofPattern(pattern, Locale.ROOT).format(at);
    };
  }

  /**
   * An instant in words, as coreutils' "Date input formats" has them: a day, a time of it, seconds
   * since 1970, and what is to be added, in any order; empty where something else is said. A day
   * without a time begins at midnight.
   */
  static Optional<ZonedDateTime> at(String words, ZonedDateTime now) {
    List<String> items = items(words.strip().toLowerCase(Locale.ROOT));
    Optional<ZonedDateTime> at = Optional.of(begin(items, now));
    try {
      for (String item : items) {
        at = at.flatMap(it -> with(item, it));
      }
      return at;
    } catch (DateTimeException | ArithmeticException e) {
      return Optional.empty();
    }
  }

  private static ZonedDateTime begin(List<String> items, ZonedDateTime now) {
    boolean midnight =
        items.isEmpty() || items.stream().anyMatch(item -> DAY.matcher(item).matches());
    return midnight ? now.truncatedTo(ChronoUnit.DAYS) : now;
  }

  /** Words that belong together: a number with its unit, and "ago" behind it. */
  private static List<String> items(String words) {
    List<String> items = new ArrayList<>();
    String rest =
        words
            .replaceAll("(\\d)t(\\d)", "$1 $2")
            .replaceAll("[ ,]+", " ")
            .replaceAll("([+-]) (\\d)", "$1$2");
    while (!rest.isEmpty()) {
      Matcher relative = RELATIVE.matcher(rest);
      int end = relative.lookingAt() ? relative.end() : rest.indexOf(' ');
      end = end < 0 ? rest.length() : end;
      items.add(rest.substring(0, end));
      rest = rest.substring(end).stripLeading();
    }
    return items;
  }

  private static Optional<ZonedDateTime> with(String item, ZonedDateTime at) {
    if (SECONDS.matcher(item).matches()) {
      Instant instant = Instant.ofEpochSecond(Long.parseLong(item.substring(1)));
      return Optional.of(instant.atZone(ZoneOffset.UTC));
    }
    if (DAY.matcher(item).matches()) {
      return Optional.of(at.with(LocalDate.parse(item)));
    }
    if (TIME.matcher(item).matches()) {
      return Optional.of(at.with(LocalTime.parse(item.indexOf(':') == 1 ? "0" + item : item)));
    }
    return switch (item) {
      case "now", "today", "utc", "z" -> Optional.of(at);
      case "yesterday" -> Optional.of(at.minusDays(1));
      case "tomorrow" -> Optional.of(at.plusDays(1));
      case "midnight" -> Optional.of(at.truncatedTo(ChronoUnit.DAYS));
      case "noon" -> Optional.of(at.with(LocalTime.NOON));
      default -> moved(item, at);
    };
  }

  private static Optional<ZonedDateTime> moved(String item, ZonedDateTime at) {
    Matcher relative = RELATIVE.matcher(item);
    if (!relative.matches()) {
      return Optional.empty();
    }
    String count = relative.group(1) == null ? "1" : relative.group(1);
    long many =
        switch (count) {
          case "next" -> 1;
          case "last" -> -1;
          default -> Long.parseLong(count);
        };
    long by = relative.group(3) == null ? many : -many;
    return Optional.of(
        switch (relative.group(2)) {
          case "second", "sec" -> at.plusSeconds(by);
          case "minute", "min" -> at.plusMinutes(by);
          case "hour" -> at.plusHours(by);
          case "day" -> at.plusDays(by);
          case "week" -> at.plusWeeks(by);
          case "fortnight" -> at.plusWeeks(by * FORTNIGHT);
          case "month" -> months(at, by);
          default -> months(at, 12 * by);
        });
  }

  /** A day that the month has not is one of the next month, as mktime(3) has it. */
  private static ZonedDateTime months(ZonedDateTime at, long by) {
    return at.withDayOfMonth(1).plusMonths(by).plusDays(at.getDayOfMonth() - 1L);
  }
}
