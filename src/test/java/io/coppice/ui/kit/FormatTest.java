package io.coppice.ui.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.coppice.model.SimTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormatTest {
  private static final SimTime NOW = SimTime.of(Instant.parse("2026-03-02T08:00:00Z"));

  private final Format format = new Format(Locale.ENGLISH, () -> NOW);

  @Test
  void aDateOfAnotherYearCarriesIt() {
    assertEquals("17 Mar 2026", format.date(at("2026-03-17T08:00:00Z")));
    assertEquals("1 Mar 23:59:59", format.moment(at("2026-03-01T23:59:59Z")));
    assertEquals("2 Mar 2023 08:00", format.moment(at("2023-03-02T08:00:00Z")));
    assertEquals("31 Dec 9999 12:00", format.moment(at("9999-12-31T12:00:00Z")));
    assertEquals("2 Mar 08:00:00", new Format(Locale.ENGLISH).moment(NOW));
  }

  private static SimTime at(String instant) {
    return SimTime.of(Instant.parse(instant));
  }

  @Test
  void aGermanDayHasItsDot() {
    Format german = new Format(Locale.GERMAN);
    assertEquals("2. März 08:00:00", german.moment(NOW));
    assertEquals("Mo. 2. März 2026  08:00:00", german.clock(NOW));
  }

  @ParameterizedTest
  @CsvSource({
    "PT1.5S, 1.5 s",
    "PT90S, 90 s",
    "PT3M20S, 3 min 20 s",
    "PT47H30M, 47 h 30 min",
    "PT48H, 2 d",
    "PT50H, 2 d 2 h",
    "P400D, 400 d",
    "P800D, 2 y 70 d",
    "P2910645D, '7,974 y 135 d'"
  })
  void aTimeSpanIsToldInItsTwoLargestUnits(Duration duration, String said) {
    assertEquals(said, format.duration(duration));
  }

  @Test
  void yearsHaveTheirLettersOfTheLanguage() {
    assertEquals("3 J", new Format(Locale.GERMAN).duration(Duration.ofDays(3 * 365)));
  }
}
