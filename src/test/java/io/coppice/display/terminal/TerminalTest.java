package io.coppice.display.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TerminalTest {
  private final List<String> answers = new ArrayList<>();
  private final Terminal terminal =
      new Terminal(10, 4, bytes -> answers.add(new String(bytes, StandardCharsets.US_ASCII)));

  private String shown() {
    return String.join("\n", terminal.text()).stripTrailing();
  }

  private CellStyle style(int row, int column) {
    return terminal.view(0).lines().get(row).get(column).style();
  }

  @Test
  void lastColumnWaitsForTheNextCharacter() {
    terminal.feed("0123456789");
    assertEquals("0123456789", shown());
    terminal.feed("\rA");
    assertEquals("A123456789", shown());
    terminal.feed("\u001b[1;10HYZ");
    assertEquals("A12345678Y\nZ", shown());
    assertEquals("A12345678YZ", terminal.text(0, 0, 1, 9), "one line, although it takes two rows");
  }

  @Test
  void wideCharactersTakeTwoCellsAndAreNeverHalved() {
    terminal.feed("漢字x");
    assertEquals("漢字x", shown());
    assertEquals(5, terminal.view(0).cursorColumn());
    terminal.feed("\u001b[1;2Ha");
    assertEquals(" a字x", shown(), "its first half went with the second");
    terminal.feed("\u001b[2J\u001b[1;10H漢");
    assertEquals("\n漢", shown(), "no room for two: it begins the next row");
    terminal.feed("\u001b[2J\u001b[H漢\u001b[1;2H\u001b[K");
    assertEquals("", shown());
  }

  @Test
  void erasingBehindAFullRowTakesNothingFromIt() {
    terminal.feed("0123456789\u001b[K\u001b[mX");
    assertEquals("0123456789\nX", shown());
    terminal.feed("\u001b[2J\u001b[3;1Hbelow\u001b[H0123456789\u001b[JX");
    assertEquals("0123456789\nX", shown());
    terminal.feed("\u001b[2J\u001b[H0123456789\u001b[1;10H\u001b[K");
    assertEquals("012345678", shown(), "a cursor that was moved there erases it");
  }

  @Test
  void whereThereIsNoRoomForTwoHalvesThereIsNoCharacter() {
    terminal.resize(1, 4);
    terminal.feed("\u001b[2J\u001b[H漢a");
    assertEquals("a", shown());
    terminal.feed("\u001b[2J\u001b[H漢");
    terminal.resize(10, 4);
    assertEquals("", shown(), "no half that grows alone");
  }

  @Test
  void marksStandOnTheCharacterBefore() {
    terminal.feed("e\u0301o\u0308\u001b[1;10Hn\u0303m");
    assertEquals("e\u0301o\u0308       n\u0303\nm", shown());
    terminal.feed("a" + "\u0301".repeat(100));
    assertEquals(9, terminal.view(0).lines().get(1).get(1).text().length(), "bounded");
  }

  @Test
  void whatIsNoUtf8IsReplacedOnceAndNothingElseIsLost() {
    byte[] bytes = {'a', (byte) 0xE2, (byte) 0x82, 'b', (byte) 0xFF, 'c', (byte) 0xC0, (byte) 0x80};
    terminal.feed(ByteBuffer.wrap(bytes));
    assertEquals("a\uFFFDb\uFFFDc\uFFFD\uFFFD", shown());
  }

  @Test
  void coloursAreReadInEveryForm() {
    terminal.feed(
        "\u001b[1;31;42mA\u001b[0;38;5;200mB\u001b[48;2;1;2;3mC"
            + "\u001b[38:2::10:20:30mD\u001b[39;49mE\u001b[97;101;4:3mF\u001b[24mG");
    assertEquals(new CellStyle(1, 2, CellStyle.BOLD), style(0, 0));
    assertEquals(new CellStyle(200, CellStyle.DEFAULT, 0), style(0, 1));
    assertEquals(0x010203, CellStyle.rgb(style(0, 2).background()));
    assertEquals(0x0A141E, CellStyle.rgb(style(0, 3).foreground()));
    assertEquals(CellStyle.PLAIN, style(0, 4));
    assertEquals(new CellStyle(15, 9, CellStyle.UNDERLINE), style(0, 5));
    assertEquals(new CellStyle(15, 9, 0), style(0, 6));
    assertEquals(0x5F87AF, CellStyle.rgb(67));
    assertEquals(0xEEEEEE, CellStyle.rgb(255));
  }

  @Test
  void lineDrawingIsAnotherSetOfCharacters() {
    terminal.feed("\u001b(0lqk\u001b(Bx\u001b)0\u000ex\u000fx");
    assertEquals("┌─┐x│x", shown());
  }

  @Test
  void alternateScreenLeavesTheMainOneAsItWas() {
    terminal.feed("one\r\ntwo\u001b[?1049h\u001b[Hvi\u001b[?1049l!");
    assertEquals("one\ntwo!", shown());
    terminal.feed("\u001b[?1049h");
    assertEquals("", shown(), "it begins blank");
  }

  @Test
  void rowsThatScrolledOffAreKeptAndComeBackWhenItGrows() {
    terminal.feed("1\r\n2\r\n3\r\n4\r\n5\r\n6");
    assertEquals(2, terminal.historyRows());
    assertEquals("2", terminal.view(1).lines().getFirst().getFirst().text());
    terminal.resize(10, 6);
    assertEquals("1\n2\n3\n4\n5\n6", shown());
    terminal.resize(10, 3);
    assertEquals("4\n5\n6", shown());
    terminal.feed("!");
    assertEquals("4\n5\n6!", shown());
  }

  @Test
  void growingAndShrinkingKeepsTheCursorOnItsCharacter() {
    terminal.feed("a\r\nbc");
    terminal.resize(1, 1);
    terminal.resize(20, 8);
    terminal.feed("d");
    assertTrue(shown().startsWith("a\n"), shown());
  }

  @Test
  void questionsAreAnswered() {
    terminal.feed(
        "\u001b[3;4H\u001b[6n\u001b[5n\u001b[c\u001b[?6n\u001b[?7$p\u001b[20$p\u001b[18t");
    assertEquals(
        List.of(
            "\u001b[3;4R",
            "\u001b[0n",
            "\u001b[?62;22c",
            "\u001b[?3;4R",
            "\u001b[?7;1$y",
            "\u001b[20;2$y",
            "\u001b[8;4;10t"),
        answers);
    answers.clear();
    terminal.feed("\u001b[2;3r\u001b[?6h\u001b[2;5H\u001b[6n\u001bP$qr\u001b\\");
    assertEquals(
        List.of("\u001b[2;5R", "\u001bP1$r2;3r\u001b\\"), answers, "from the region's top");
  }

  @Test
  void nothingThatAnApplicationSaidIsEverSentBack() {
    terminal.feed("\u001b]2;rm -rf\u0007\u001b[21t\u001b]52;c;?\u0007\u0005\u001b]0;?\u001b\\");
    assertEquals(List.of(), answers);
    terminal.feed("\u001b]2;Ünïcode 漢\u001b\\");
    assertEquals("Ünïcode 漢", terminal.view(0).title());
  }

  @Test
  void pastedTextCannotEndItsOwnBracket() {
    assertEquals("a\rb", new String(terminal.paste("a\nb"), StandardCharsets.UTF_8));
    terminal.feed("\u001b[?2004h");
    assertEquals(
        "\u001b[200~x[201~rm\u001b[201~",
        new String(terminal.paste("x\u001b[201~rm"), StandardCharsets.UTF_8));
  }

  @Test
  void cursorKeysFollowTheirMode() {
    assertEquals("\u001b[A", sent(TerminalKey.UP, false, false, false));
    terminal.feed("\u001b[?1h");
    assertEquals("\u001bOA", sent(TerminalKey.UP, false, false, false));
    assertEquals("\u001b[1;5A", sent(TerminalKey.UP, false, false, true));
    assertEquals("\u001b[3;2~", sent(TerminalKey.DELETE, true, false, false));
    assertEquals("\u001b[Z", sent(TerminalKey.TAB, true, false, false));
    assertEquals("\u001b\r", sent(TerminalKey.ENTER, false, true, false));
    assertEquals("\u001bOP", sent(TerminalKey.F1, false, false, false));
  }

  private String sent(TerminalKey key, boolean shift, boolean alt, boolean control) {
    return new String(terminal.key(key, shift, alt, control), StandardCharsets.US_ASCII);
  }

  @Test
  void selectiveErasingSparesWhatIsProtected() {
    terminal.feed("\u001b[1\"qkeep\u001b[0\"qgone\u001b[?2K");
    assertEquals("keep", shown());
    terminal.feed("\u001b[2K");
    assertEquals("", shown());
  }

  @Test
  void adjustmentFillsTheScreenAndResetTakesEverythingBack() {
    terminal.feed("\u001b[2;3r\u001b[?6h\u001b[7m\u001b#8");
    assertEquals("EEEEEEEEEE\nEEEEEEEEEE\nEEEEEEEEEE\nEEEEEEEEEE", shown());
    terminal.feed("\u001b(0\u001bcq");
    assertEquals("q", shown());
    assertEquals(CellStyle.PLAIN, style(0, 0));
  }

  @Test
  void sequenceThatIsTooLongOrStrangeIsLeftOutWhole() {
    terminal.feed("\u001b]0;" + "x".repeat(100_000) + "\u0007A");
    terminal.feed("\u001b[" + "1;".repeat(10_000) + "mB\u001b[99999999999CC\u001b[?1;2;zD");
    terminal.feed(
        "\u001bPq" + "#".repeat(10_000) + "\u001b\\E\u001b_secret\u001b\\\u001b^x\u001b\\F");
    assertEquals("AB       C\nDEF", shown());
    assertEquals("", terminal.view(0).title());
  }

  @Test
  void noiseBreaksNothing() {
    Random random = new Random(8);
    String[] pieces = {
      "\u001b[",
      "\u001b",
      ";",
      "?",
      "m",
      "H",
      "r",
      "L",
      "M",
      "P",
      "@",
      "X",
      "漢",
      "e\u0301",
      "\n",
      "\r",
      "\b",
      "\t",
      "\u001b[?1049h",
      "\u001b[?1049l",
      "\u001b[?6h",
      "\u001b[4h",
      "S",
      "T",
      "b",
      "\u001b[?7l",
      "\u001b[?7h",
      "\u001b[?45h",
      "\ud83d\udc69\u200d\ud83d\udc69\u200d\ud83d\udc67",
      "\ud83d\udc4d\ud83c\udffd",
      "\u2764\ufe0f",
      "\u0633\u064e\u0644\u0627\u0645",
      "\u200f",
      "9"
    };
    for (int round = 0; round < 2_000; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < 60; i++) {
        text.append(
            random.nextInt(4) == 0
                ? Character.toString(random.nextInt(0x3000))
                : pieces[random.nextInt(pieces.length)]);
        if (random.nextInt(3) == 0) {
          text.append(random.nextInt(30));
        }
      }
      terminal.feed(text.toString());
      if (round % 50 == 0) {
        // a wide character has no room for its other half there
        new Terminal(1, 3, _ -> {}).feed(text.toString());
      }
      if (random.nextInt(4) == 0) {
        terminal.resize(2 + random.nextInt(29), 1 + random.nextInt(12));
      }
      Terminal.View view = terminal.view(random.nextInt(5));
      assertTrue(view.cursorColumn() < view.columns());
      assertTrue(view.cursorRow() < view.rows());
      assertFalse(view.lines().isEmpty());
      view.lines().forEach(line -> assertWhole(line, text.toString()));
    }
  }

  /**
   * A row has its columns; behind every wide character, and nowhere else, one is its other half.
   */
  private static void assertWhole(List<Terminal.Cell> line, String after) {
    for (int column = 0; column < line.size(); column++) {
      String cell = line.get(column).text();
      boolean isTail = cell.isEmpty();
      boolean followsWide =
          column > 0
              && !line.get(column - 1).text().isEmpty()
              && CharacterWidth.of(line.get(column - 1).text().codePointAt(0)) == 2;
      assertEquals(followsWide, isTail, after);
    }
  }
}
