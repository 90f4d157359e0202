package io.coppice.display.keyboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class KeyboardTest {
  private final List<String> said = new ArrayList<>();
  private final Map<Integer, Integer> down = new TreeMap<>();
  private final Keyboard keyboard =
      new Keyboard(
          (goesDown, keysym, scancode) -> {
            said.add((goesDown ? "+" : "-") + Integer.toHexString(scancode));
            down.merge(scancode, goesDown ? 1 : -1, Integer::sum);
          },
          KeyboardLayout.US);

  private String all() {
    String joined = String.join(" ", said);
    said.clear();
    return joined;
  }

  @Test
  void capitalIsTypedWithShiftThatIsNotHeldAfterwards() {
    keyboard.type('A');
    assertEquals("+2a +1e -2a -1e", all());
    assertTrue(keyboard.isIdle());
  }

  @Test
  void shiftThatIsHeldIsLiftedForACharacterThatNeedsNone() {
    // a German types a slash with Shift and 7, the guest has it without Shift
    keyboard.press(Key.SHIFT);
    keyboard.press("DIGIT7", '/');
    keyboard.release("DIGIT7");
    assertEquals("+2a -2a +35 +2a -35", all());
    keyboard.release(Key.SHIFT);
    assertEquals("-2a", all());
  }

  @Test
  void capsLockOfTheGuestIsMadeUpFor() {
    keyboard.setCapsLock(true);
    keyboard.type('a');
    assertEquals("+2a +1e -2a -1e", all());
    keyboard.type('A');
    assertEquals("+1e -1e", all());
    keyboard.type('1');
    assertEquals("+2 -2", all());
  }

  @Test
  void altGraphReachesAGermanGuest() {
    keyboard.setLayout(KeyboardLayout.GERMAN);
    keyboard.type('@');
    assertEquals("+b8 +10 -b8 -10", all());
    keyboard.press(Key.ALT_GRAPH);
    keyboard.press("E", '€');
    keyboard.release("E");
    keyboard.release(Key.ALT_GRAPH);
    assertEquals("+b8 +12 -12 -b8", all());
  }

  @Test
  void accentsAreTypedOnTheirDeadKeys() {
    keyboard.setLayout(KeyboardLayout.GERMAN);
    keyboard.type('é');
    assertEquals("+d -d +12 -12", all());
    keyboard.type('^');
    assertEquals("+29 -29 +39 -39", all());
  }

  @Test
  void controlStaysAsItIs() {
    keyboard.press(Key.CONTROL);
    keyboard.pressPlain("C", 'c');
    keyboard.release("C");
    keyboard.release(Key.CONTROL);
    assertEquals("+1d +2e -2e -1d", all());
  }

  @Test
  void noKeyStaysDownAndNoneGoesDownAfterwards() {
    keyboard.press(Key.CONTROL);
    keyboard.press(Key.ALT);
    keyboard.press("X", 'x');
    keyboard.detach();
    assertTrue(down.values().stream().allMatch(count -> count == 0), down.toString());
    all();
    keyboard.press(Key.F1);
    keyboard.type('y');
    keyboard.release("X");
    assertEquals("", all());
    keyboard.attach();
    keyboard.press(Key.F1);
    assertEquals("+3b", all());
  }

  @Test
  void chordIsLiftedInReverse() {
    keyboard.chord(List.of(Key.CONTROL, Key.ALT, Key.DELETE));
    assertEquals("+1d +38 +d3 -d3 -38 -1d", all());
  }

  @Test
  void characterThatNoKeyGivesHasItsKeysym() {
    List<String> keysyms = new ArrayList<>();
    new Keyboard(
            (goesDown, keysym, scancode) ->
                keysyms.add(Integer.toHexString(keysym) + "/" + scancode),
            KeyboardLayout.US)
        .type('λ');
    assertEquals(List.of("10003bb/0", "10003bb/0"), keysyms);
  }

  @Test
  void whatCannotBeTypedIsKnownBeforehand() {
    assertEquals(List.of("ü", "λ", "😀"), KeyboardLayout.US.untypable("aüλü😀\r\n"));
    assertEquals(List.of("λ"), KeyboardLayout.GERMAN.untypable("äöüß@€{[]}\\|~^`´éàλ"));
  }

  @ParameterizedTest
  @EnumSource
  void everyLayoutTypesAsciiEachByAPlaceOfItsOwn(KeyboardLayout layout) {
    Map<List<KeyStroke>, Character> places = new java.util.HashMap<>();
    for (char c = ' '; c < 0x7F; c++) {
      List<KeyStroke> strokes = layout.strokes(c);
      assertTrue(!strokes.isEmpty(), layout + " " + c);
      List<KeyStroke> bare =
          strokes.stream()
              .map(s -> new KeyStroke(s.scancode(), 0, s.shift(), s.altGraph(), false))
              .toList();
      Character other = places.put(bare, c);
      assertEquals(null, other, layout + " has " + c + " where it has " + other);
    }
  }
}
