package io.coppice.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.model.ObjectNaming.Flaw;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectNamingTest {
  private static final String FAMILY = "\ud83d\udc68\u200d\ud83d\udc69\u200d\ud83d\udc67";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "web-01",
        "a",
        "two words",
        "Köln",
        "Ko\u0308ln",
        "خادم الويب",
        "\u0600123",
        "虚拟机 1",
        "\ud83d\ude80 launch",
        FAMILY,
        "\u2764\ufe0f",
        "\ud83d\udc4d\ud83c\udffd",
        "\ud83c\udde9\ud83c\uddea",
        "a/b % # : *"
      })
  void whatAPersonCanReadIsAName(String name) {
    assertEquals(Optional.empty(), ObjectNaming.flaw(name), name);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | EMPTY",
        "'   ' | EMPTY",
        "'\u00a0\u3000' | EMPTY",
        "' a' | SPACE",
        "'a\u00a0' | SPACE",
        "'\u2003a' | SPACE",
        "'a\u3000' | SPACE",
        "'a\u202f' | SPACE"
      })
  void spacesAtTheEndsAreNoPartOfAName(String name, Flaw flaw) {
    assertEquals(Optional.of(flaw), ObjectNaming.flaw(name));
  }

  @Test
  void whatIsNotShownOrTurnsItsNeighboursIsNoPartOfAName() {
    int[] hidden = {
      0, 7, '\t', '\n', 0x1b, 0x7f, 0x85, 0xad, 0x34f, 0x61c, 0x115f, 0x180e, 0x200b, 0x200c,
      0x200d, 0x200e, 0x200f, 0x2028, 0x2029, 0x202a, 0x202e, 0x2060, 0x2066, 0x2069, 0x2800,
      0x3164, 0xfeff, 0xfe0f, 0xffa0, 0xfffe, 0xd800, 0xdfff, 0x1fffe, 0xe0041
    };
    for (int point : hidden) {
      String name =
          point >= 0xd800 && point <= 0xdfff
              ? "a" + (char) point + "b"
              : "a" + Character.toString(point) + "b";
      assertEquals(
          Optional.of(Flaw.CHARACTER), ObjectNaming.flaw(name), Integer.toHexString(point));
      assertTrue(
          ObjectNaming.shown(name).toLowerCase(Locale.ROOT).matches("[ -~]+"),
          Integer.toHexString(point) + ": " + ObjectNaming.shown(name));
    }
    assertEquals(Optional.of(Flaw.CHARACTER), ObjectNaming.flaw("\u200b"), "a blank row");
    assertEquals("a\\u202eb", ObjectNaming.shown("a\u202eb"));
    assertEquals("\\u00a0a", ObjectNaming.shown("\u00a0a"));
    assertEquals("a\\nb", ObjectNaming.shown("a\nb"));
  }

  @Test
  void lengthIsCountedAsAPersonCounts() {
    for (String one : new String[] {"a", "ö", "o\u0308", FAMILY, "\ud83c\udde9\ud83c\uddea"}) {
      assertEquals(80, ObjectNaming.length(one.repeat(80)), one);
      assertEquals(Optional.empty(), ObjectNaming.flaw(one.repeat(80)), one);
      assertEquals(Optional.of(Flaw.LONG), ObjectNaming.flaw(one.repeat(81)), one);
    }
    assertEquals(
        Optional.of(Flaw.LONG),
        ObjectNaming.flaw("a" + "\u0301".repeat(5_000)),
        "marks without end");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "web-01 | WEB-01",
        "Straße | STRASSE",
        "Straße | STRA\u1e9eE",
        "Köln | Ko\u0308ln",
        "ﬁle | FILE",
        "ａｂｃ | abc",
        "ΟΔΟΣ | οδος",
        "οδοσ | οδος",
        "Å | \u212b",
        "K | \u212a",
        "① | 1",
        "a\u00a0b | a b",
        "\u2764\ufe0f | \u2764"
      })
  void sameNames(String one, String other) {
    assertTrue(
        ObjectNaming.same(one, other), ObjectNaming.key(one) + " " + ObjectNaming.key(other));
    assertEquals(ObjectNaming.key(one), ObjectNaming.key(ObjectNaming.key(one)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"a | b", "a | á", "ı | i", "web 1 | web-1", "0 | O", "a | а"})
  void otherNames(String one, String other) {
    assertFalse(ObjectNaming.same(one, other));
  }
}
