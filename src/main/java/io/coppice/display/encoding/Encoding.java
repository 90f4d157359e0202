package io.coppice.display.encoding;

import java.util.Optional;

/**
 * What a rectangle's number means: an encoding of pixels, or something else that travels as one
 * (RFC 6143 7.7 and 7.8; the community's registry for the rest).
 */
public enum Encoding {
  RAW(0, "Raw"),
  COPY_RECT(1, "CopyRect"),
  RRE(2, "RRE"),
  HEXTILE(5, "Hextile"),
  ZLIB(6, "zlib"),
  TIGHT(7, "Tight"),
  TRLE(15, "TRLE"),
  ZRLE(16, "ZRLE"),
  CURSOR(-239, "Cursor"),
  DESKTOP_SIZE(-223, "DesktopSize"),
  LAST_RECTANGLE(-224, "LastRect"),
  QEMU_EXTENDED_KEY(-258, "QEMU extended key"),
  QEMU_LED_STATE(-261, "QEMU LED state"),
  DESKTOP_NAME(-307, "DesktopName"),
  EXTENDED_DESKTOP_SIZE(-308, "ExtendedDesktopSize"),
  FENCE(-312, "Fence"),
  CONTINUOUS_UPDATES(-313, "ContinuousUpdates"),
  CURSOR_WITH_ALPHA(-314, "Cursor with alpha"),
  TIGHT_WITHOUT_ZLIB(-317, "Tight without zlib"),
  EXTENDED_CLIPBOARD(0xC0A1E5CE, "Extended clipboard");

  /** Tight's JPEG is asked for by a quality from -32 (0) to -23 (9). */
  public static final int LOWEST_QUALITY = -32;

  private final int number;
  private final String title;

  Encoding(int number, String title) {
    this.number = number;
    this.title = title;
  }

  public int number() {
    return number;
  }

  /** The name that the protocol gives it; the same in every language. */
  public String title() {
    return title;
  }

  /** Whether it draws pixels. */
  public boolean isPixels() {
    return number >= 0 && number <= ZRLE.number;
  }

  /** The encoding of a number. */
  public static Optional<Encoding> of(int number) {
    for (Encoding encoding : values()) {
      if (encoding.number == number) {
        return Optional.of(encoding);
      }
    }
    return Optional.empty();
  }
}
