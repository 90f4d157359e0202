package io.coppice.ui.kit.chart;

import io.coppice.model.SimTime;
import io.coppice.ui.kit.Format;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What is written at the ticks of a time axis: the time of day, and where the axis spans more than
 * one day the date at the first tick of each. Pure.
 */
final class TimeLabels {
  private TimeLabels() {}

  private static OffsetDateTime at(long micros) {
    return new SimTime(micros).instant().atOffset(ZoneOffset.UTC);
  }

  /** Whether two instants lie in different days. */
  static boolean spansDays(long from, long to) {
    return !at(from).toLocalDate().equals(at(to).toLocalDate());
  }

  /**
   * A label for each tick; no two alike.
   *
   * @param dated whether the axis spans days
   */
  static List<String> of(List<Long> ticks, boolean dated, Locale locale) {
    DateTimeFormatter clock = DateTimeFormatter.ofPattern("HH:mm", locale);
    DateTimeFormatter seconds = DateTimeFormatter.ofPattern("HH:mm:ss", locale);
    String date = Format.dayAndMonth(locale);
    DateTimeFormatter day = DateTimeFormatter.ofPattern("EEE " + date, locale);
    DateTimeFormatter both = DateTimeFormatter.ofPattern(date + " HH:mm", locale);
    boolean isFine = ticks.stream().anyMatch(tick -> at(tick).getSecond() != 0);
    List<String> labels = new ArrayList<>();
    LocalDate before = null;
    for (long tick : ticks) {
      OffsetDateTime when = at(tick);
      boolean isNew = dated && !when.toLocalDate().equals(before);
      boolean isMidnight = when.toLocalTime().equals(LocalTime.MIDNIGHT);
      labels.add((isNew ? isMidnight ? day : both : isFine ? seconds : clock).format(when));
      before = when.toLocalDate();
    }
    return labels;
  }
}
