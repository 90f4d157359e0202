package io.coppice.ui.kit;

import io.coppice.model.Bytes;
import io.coppice.model.Megahertz;
import io.coppice.model.SimTime;
import io.coppice.model.inventory.Metric;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.function.Supplier;

/** How quantities and instants of the site's clock are written. Immutable, any thread. */
public final class Format {
  /** Days. */
  private static final long YEAR = 365;

  private final Locale locale;
  private final DateTimeFormatter clock;
  private final DateTimeFormatter moment;
  private final DateTimeFormatter dated;
  private final DateTimeFormatter day;
  private final DateTimeFormatter real;
  private final Supplier<SimTime> now;

  /** Dates carry no year. */
  public Format(Locale locale) {
    this(locale, () -> SimTime.ZERO);
  }

  /**
   * Dates carry their year where it is not the present one.
   *
   * @param now the site's clock; asked on any thread. At {@link SimTime#ZERO} it is not known
   */
  public Format(Locale locale, Supplier<SimTime> now) {
    this.locale = locale;
    this.now = now;
    String date = dayAndMonth(locale);
    this.dated = DateTimeFormatter.ofPattern(date + " yyyy HH:mm", locale);
    this.day = DateTimeFormatter.ofPattern(date + " yyyy", locale);
    this.real = DateTimeFormatter.ofPattern(date + " yyyy HH:mm:ss", locale);
    this.clock = DateTimeFormatter.ofPattern("EEE " + date + " yyyy  HH:mm:ss", locale);
    this.moment = DateTimeFormatter.ofPattern(date + " HH:mm:ss", locale);
  }

  /** The pattern of a date without a year: German writes the day as an ordinal, with a dot. */
  public static String dayAndMonth(Locale locale) {
    return locale.getLanguage().equals(Locale.GERMAN.getLanguage()) ? "d. MMM" : "d MMM";
  }

  public Locale locale() {
    return locale;
  }

  /** The site's clock with weekday and date. */
  public String clock(SimTime time) {
    return clock.format(time.instant().atOffset(ZoneOffset.UTC));
  }

  /** An instant, short; of another year than the present one with it, and without seconds. */
  public String moment(SimTime time) {
    SimTime present = now.get();
    OffsetDateTime at = time.instant().atOffset(ZoneOffset.UTC);
    boolean isThisYear =
        present.equals(SimTime.ZERO)
            || present.instant().atOffset(ZoneOffset.UTC).getYear() == at.getYear();
    return (isThisYear ? moment : dated).format(at);
  }

  /** A day, always with its year. */
  public String date(SimTime time) {
    return day.format(time.instant().atOffset(ZoneOffset.UTC));
  }

  /** An instant of this computer's clock, where it stands, with its year and seconds. */
  public String real(Instant at) {
    return real.format(at.atZone(ZoneId.systemDefault()));
  }

  public String bytes(long bytes) {
    return new Bytes(Math.max(0, bytes)).format(locale);
  }

  /** How many times as much: one decimal below ten, whole above. */
  public String factor(double times) {
    return String.format(locale, times < 10 ? "%.1f×" : "%.0f×", times);
  }

  public String count(long count) {
    return String.format(locale, "%,d", count);
  }

  /** A whole percentage of a part of a whole; "–" if there is no whole. */
  public String percent(double part, double whole) {
    return whole <= 0 ? "–" : String.format(locale, "%.0f %%", 100 * part / whole);
  }

  /** A length of time with its two largest units. */
  public String duration(Duration duration) {
    if (duration.compareTo(Duration.ofSeconds(10)) < 0) {
      return String.format(locale, "%.1f s", duration.toMillis() / 1000.0);
    }
    if (duration.compareTo(Duration.ofMinutes(2)) < 0) {
      return duration.toSeconds() + " s";
    }
    if (duration.compareTo(Duration.ofHours(2)) < 0) {
      return duration.toSecondsPart() == 0
          ? duration.toMinutes() + " min"
          : duration.toMinutes() + " min " + duration.toSecondsPart() + " s";
    }
    if (duration.toDays() < 2) {
      return duration.toMinutesPart() == 0
          ? duration.toHours() + " h"
          : duration.toHours() + " h " + duration.toMinutesPart() + " min";
    }
    if (duration.toDays() < 2 * YEAR) {
      return duration.toHoursPart() == 0
          ? duration.toDays() + " d"
          : duration.toDays() + " d " + duration.toHoursPart() + " h";
    }
    String years = count(duration.toDays() / YEAR) + (isGerman() ? " J" : " y");
    return duration.toDays() % YEAR == 0 ? years : years + ' ' + duration.toDays() % YEAR + " d";
  }

  private boolean isGerman() {
    return locale.getLanguage().equals(Locale.GERMAN.getLanguage());
  }

  /** A figure with its unit. */
  public String figure(Metric metric, long value) {
    return switch (metric.unit()) {
      case MEGAHERTZ -> new Megahertz(Math.max(0, value)).format(locale);
      case BASIS_POINTS -> String.format(locale, "%.1f %%", value / 100.0);
      case MEBIBYTES -> bytes(value * Bytes.MIB);
      case KIBIBYTES_PER_SECOND -> bytes(value * Bytes.KIB) + "/s";
      case PER_SECOND -> count(value) + "/s";
      case MICROSECONDS -> String.format(locale, "%.1f ms", value / 1000.0);
      case WATTS ->
          value < 10_000 ? count(value) + " W" : String.format(locale, "%.1f kW", value / 1000.0);
    };
  }
}
