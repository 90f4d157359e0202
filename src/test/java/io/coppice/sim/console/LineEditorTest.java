package io.coppice.sim.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class LineEditorTest {
  private static final List<String> HISTORY =
      List.of("ping -c 3 db", "ls -la /", "ping web", "cat /etc/hosts");

  private final LineEditor line = new LineEditor(200);

  private void search(String wanted) {
    wanted.codePoints().forEach(c -> assertTrue(line.searched(c)));
  }

  @Test
  void searchFindsTheNewestLineThatHasWhatIsTypedAndThenOlderOnes() {
    line.search(HISTORY);
    search("pi");
    assertEquals("(reverse-i-search)`pi': ping web", line.shown());
    assertEquals(line.shown().length(), line.cursor());
    line.search(HISTORY);
    assertEquals("(reverse-i-search)`pi': ping -c 3 db", line.shown());
    assertFalse(line.searched(GuestKey.ENTER), "Enter is still to be done");
    assertEquals("ping -c 3 db", line.take());
    assertEquals("", line.shown());
  }

  @Test
  void whatIsNotFoundIsSaidAndLeavesTheLineAsItWas() {
    "half".codePoints().forEach(line::insert);
    line.search(HISTORY);
    search("xyz");
    assertEquals("(failed reverse-i-search)`xyz': ", line.shown());
    line.search(HISTORY);
    assertFalse(line.searched(GuestKey.TAB));
    assertEquals("half", line.shown());
    assertEquals(4, line.cursor());
  }

  @Test
  void backspaceWidensTheSearchAgain() {
    line.search(HISTORY);
    search("ping -");
    assertEquals("(reverse-i-search)`ping -': ping -c 3 db", line.shown());
    assertTrue(line.searched(GuestKey.BACKSPACE));
    assertTrue(line.searched(GuestKey.BACKSPACE));
    assertEquals("(reverse-i-search)`ping': ping web", line.shown());
    search("q");
    assertEquals("(failed reverse-i-search)`pingq': ", line.shown());
    assertTrue(line.searched(GuestKey.BACKSPACE));
    assertEquals("(reverse-i-search)`ping': ping web", line.shown());
  }

  @Test
  void nothingIsFoundInNothing() {
    line.search(List.of());
    search("a");
    assertEquals("(failed reverse-i-search)`a': ", line.shown());
    assertFalse(line.searched(GuestKey.UP));
    assertEquals("", line.take());
  }
}
