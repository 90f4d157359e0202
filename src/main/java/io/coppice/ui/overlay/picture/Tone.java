package io.coppice.ui.overlay.picture;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The colours of a network's picture; the style sheet says which they are. */
public enum Tone {
  GROUND,
  SITE,
  RACK,
  RIM,
  ROUTER,
  MIDDLEBOX,
  SPINE,
  LEAF,
  HOST,
  UNKNOWN,
  MACHINE,
  LINK,
  LOAD_SOME,
  LOAD_MUCH,
  LOAD_FULL,
  DOWN,
  WARN,
  TEXT,
  RING,
  PATH,
  SEGMENT_1,
  SEGMENT_2,
  SEGMENT_3,
  SEGMENT_4,
  SEGMENT_5,
  SEGMENT_6,
  SEGMENT_7,
  SEGMENT_8;

  /** How many segments can be told apart by colour at once. */
  public static final int SEGMENTS = 8;

  /** The style class of its colour. */
  public String styleClass() {
    return "network-" + name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The colour of the segment chosen at that place. */
  public static Tone segment(int place) {
    return values()[SEGMENT_1.ordinal() + place % SEGMENTS];
  }

  /** Every style class, in order. */
  public static List<String> styleClasses() {
    return Arrays.stream(values()).map(Tone::styleClass).toList();
  }
}
