package io.coppice.display.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.display.Area;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextGridTest {
  private static final int GREEN = 0xFF00AA00;

  @Test
  void fullLineTakesOneLineAndLongerOnesWrap() {
    TextGrid grid = new TextGrid(4, 3);
    grid.line("abcd").line("efghi");
    assertEquals(
        List.of("abcd", "efgh", "i"), new TextGrid(4, 3).print("abcd\nefghi").frame().text());
    assertEquals(List.of("efgh", "i", ""), grid.frame().text());
  }

  @Test
  void rowsThatLeaveAtTheTopAreCountedSoThatTheMoveIsFound() {
    TextGrid grid = new TextGrid(10, 3).print("a\nb\nc");
    TextFrame before = grid.frame();
    TextFrame after = grid.print("\nd").frame();
    assertEquals(List.of("b", "c", "d"), after.text());
    assertEquals(TextFrame.CELL_HEIGHT, after.since(before).movedUp());
    assertEquals(2, after.since(before).drawn().size(), "the new row, and where the cursor was");
    assertTrue(after.since(after).isNone());
  }

  @Test
  void carriageReturnBackspaceAndTabsMoveTheCursor() {
    assertEquals("Xbc", new TextGrid(10, 2).print("abc\rX").frame().text(0));
    assertEquals("aX", new TextGrid(10, 2).print("ab\bX").frame().text(0));
    assertEquals("a       b", new TextGrid(20, 2).print("a\tb").frame().text(0));
  }

  @Test
  void escapeSequencesColourClearAndPlace() {
    TextGrid grid = new TextGrid(10, 3).print("old\n\u001b[2J\u001b[2;3H\u001b[32mok\u001b[0m");
    TextFrame frame = grid.frame();
    assertEquals(List.of("", "  ok", ""), frame.text());
    int[] cell = new int[9 * 16];
    frame.paint(new Area(2 * 9, 16, 9, 16), cell);
    boolean green = false;
    for (int pixel : cell) {
      assertTrue(pixel == GREEN || pixel == 0xFF000000);
      green |= pixel == GREEN;
    }
    assertTrue(green);
  }

  @Test
  void cutEscapeSequenceAndControlCharactersDoNoHarm() {
    assertEquals("ab", new TextGrid(10, 2).print("a\u0007\u0001b\u001b[3").frame().text(0));
    assertEquals(
        "",
        new TextGrid(10, 2).print("\u001b[999;999;;;;;;;;;;;;;;;;;;;;;;;;;;;H").frame().text(0));
  }

  @Test
  void everyPrintableCharacterOfAsciiIsDrawnDifferently() {
    BitmapFont font = BitmapFont.spleen();
    java.util.Set<String> shapes = new java.util.HashSet<>();
    for (char c = '!'; c <= '~'; c++) {
      assertTrue(font.has(c), "no " + c);
      StringBuilder shape = new StringBuilder();
      for (int row = 0; row < BitmapFont.HEIGHT; row++) {
        shape.append(font.row(c, row)).append(' ');
      }
      assertTrue(shapes.add(shape.toString()), c + " looks like another");
    }
    assertTrue(font.has('\u00FC') && font.has('\u2502'));
    assertFalse(font.has('\u0627'));
  }
}
