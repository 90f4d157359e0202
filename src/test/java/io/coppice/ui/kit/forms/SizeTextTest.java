package io.coppice.ui.kit.forms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.model.Bytes;
import io.coppice.ui.kit.forms.SizeText.Unit;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Amounts that are no whole number of any unit stand in fields as they are. */
class SizeTextTest {
  @ParameterizedTest
  @CsvSource({
    "2048000000, 1953.125, MIB",
    "1825361101, 1.7, GIB",
    "43701292237, 40.7, GIB",
    "4194304, 4, MIB",
    "42949672960, 40, GIB",
    "1649267441664, 1536, GIB",
    "1, 0.000001, MIB"
  })
  void anAmountShowsAsItIs(long bytes, String digits, Unit unit) {
    SizeText shown = SizeText.of(new Bytes(bytes), Locale.ENGLISH);
    assertEquals(unit, shown.unit());
    assertTrue(shown.digits().startsWith(digits), shown.digits());
    assertEquals(Optional.of(new Bytes(bytes)), shown.bytes());
  }

  @Test
  void anyAmountComesBackToTheByteInAnyLanguage() {
    Random random = new Random(13);
    for (int i = 0; i < 20_000; i++) {
      Bytes amount = new Bytes(random.nextLong(1L << (1 + random.nextInt(48))));
      for (Locale locale : new Locale[] {Locale.ENGLISH, Locale.GERMAN}) {
        assertEquals(Optional.of(amount), SizeText.of(amount, locale).bytes());
      }
    }
  }

  @Test
  void aGermanFieldShowsACommaAndTakesEither() {
    assertEquals("40,7", SizeText.of(new Bytes(43_701_292_237L), Locale.GERMAN).digits());
    assertEquals(new SizeText("1.5", Unit.GIB).bytes(), new SizeText(" 1,5 ", Unit.GIB).bytes());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "1e3", "1.2.3", "1,234.5", "NaN", "9999999999", "٤"})
  void whatIsNoAmountIsNone(String typed) {
    assertEquals(Optional.empty(), new SizeText(typed, Unit.GIB).bytes());
  }

  @Test
  void moreThanThereCanBeIsNoAmount() {
    assertEquals(Optional.empty(), new SizeText("999999999", Unit.TIB).bytes());
  }
}
