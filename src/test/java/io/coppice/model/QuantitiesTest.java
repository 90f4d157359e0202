package io.coppice.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantitiesTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0 B",
    "1023, 1023 B",
    "1024, 1 KiB",
    "1536, 1.50 KiB",
    "10752, 10.5 KiB",
    "1073741824, 1 GiB",
    "1073741823, 1.00 GiB",
    "109951162777600, 100 TiB",
    "9223372036854775807, 8 EiB"
  })
  void bytesReadWithThreeDigitsAndABinaryUnit(long value, String text) {
    assertEquals(text, new Bytes(value).toString());
  }

  @Test
  void unitsUseTheDecimalSignOfTheLanguage() {
    assertEquals("1,50 GiB", new Bytes(3L << 29).format(Locale.GERMAN));
    assertEquals("12,5 GHz", new Megahertz(12_500).format(Locale.GERMAN));
    assertEquals("999 MHz", new Megahertz(999).toString());
    assertEquals("9.99 GHz", new Megahertz(9_994).toString());
    assertEquals("10.0 GHz", new Megahertz(9_999).toString());
  }

  @Test
  void quantitiesAreNeverNegative() {
    assertThrows(IllegalArgumentException.class, () -> new Bytes(-1));
    assertThrows(IllegalArgumentException.class, () -> new Megahertz(-1));
    assertEquals(Bytes.ZERO, new Bytes(1).minusOrZero(new Bytes(2)));
    assertEquals(
        new Bytes(Long.MAX_VALUE),
        new Bytes(Long.MAX_VALUE).plus(new Bytes(1)),
        "a sum that is too large is the largest there is, never negative");
  }

  @ParameterizedTest
  @EnumSource(EntityId.Kind.class)
  void idsArePrintedAndReadBack(EntityId.Kind kind) {
    EntityId id = kind.id(1234);
    assertEquals(kind, id.kind());
    assertEquals(Optional.of(id), EntityId.parse(id.token()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-",
        "vm",
        "vm-",
        "-1",
        "vm--1",
        "vm-1x",
        "vm-99999999999",
        "nothing-1",
        "VM-1"
      })
  void rubbishIsNoId(String text) {
    assertEquals(Optional.empty(), EntityId.parse(text));
  }

  @Test
  void timesAddAndSubtractToTheMicrosecond() {
    SimTime start = SimTime.of(Instant.parse("2026-03-01T08:00:00.123456Z"));
    assertEquals("2026-03-01T08:00:00.123456Z", start.toString());
    SimTime later = start.plus(Duration.ofHours(1)).plusMicros(4);
    assertEquals(Duration.ofHours(1).plusNanos(4_000), later.since(start));
    assertEquals(Instant.parse("1969-12-31T23:59:59.999999Z"), new SimTime(-1).instant());
  }
}
