package io.coppice.wire.capture;

import java.util.Locale;

/**
 * Why a capture could not be read further. Everything before it was given out.
 *
 * @param offset the byte of the file (unpacked, if it was packed) where it happened
 * @param value the number that cannot be, where there is one
 */
public record CaptureFault(Kind kind, long offset, long value) {
  /** What is wrong; the texts stand in the message bundles under {@code wire.capture.}. */
  public enum Kind {
    /** No byte at all. */
    EMPTY,
    /** Neither pcap nor pcapng. */
    NOT_A_CAPTURE,
    /** The file ends within a packet or block. */
    CUT,
    /** A length that contradicts itself. */
    BAD_LENGTH,
    /** A packet longer than {@link CaptureReader#LONGEST}. */
    TOO_LONG,
    /** A packet of an interface that the file does not describe. */
    BAD_INTERFACE,
    /** The disk, pipe or packing failed. */
    UNREADABLE;

    /** Of message bundles and JSON. */
    public String code() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
