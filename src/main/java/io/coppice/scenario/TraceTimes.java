package io.coppice.scenario;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Instants as exports of measurements write them; those without a zone are taken as UTC. */
final class TraceTimes {
  private static final List<DateTimeFormatter> LOCAL =
      List.of(
          DateTimeFormatter.ISO_LOCAL_DATE_TIME,
          DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT),
          DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT),
          DateTimeFormatter.ofPattern("M/d/uuuu h:mm:ss a", Locale.ENGLISH),
          DateTimeFormatter.ofPattern("M/d/uuuu H:mm:ss", Locale.ROOT),
          DateTimeFormatter.ofPattern("M/d/uuuu H:mm", Locale.ROOT),
          DateTimeFormatter.ofPattern("d.M.uuuu H:mm:ss", Locale.ROOT));

  private TraceTimes() {}

  /** Seconds since 1970. */
  static Optional<Long> second(String text) {
    String plain = text.endsWith(" UTC") ? text.substring(0, text.length() - 4) : text;
    try {
      return Optional.of(Instant.parse(plain).getEpochSecond());
    } catch (DateTimeParseException e) {
      // It is one of the others.
    }
    for (DateTimeFormatter format : LOCAL) {
      try {
        return Optional.of(LocalDateTime.parse(plain, format).toEpochSecond(ZoneOffset.UTC));
      } catch (DateTimeParseException e) {
        // The next may fit.
      }
    }
    return Optional.empty();
  }
}
