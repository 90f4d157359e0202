package io.coppice.display.stream;

import java.io.IOException;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * What a stretch of compressed bytes says. The compressor's dictionary lives as long as the
 * connection (RFC 6143 7.7.6), so the inflater is kept between stretches; nothing is ever inflated
 * further than a decoder asks, so that a small stretch cannot become a large memory.
 *
 * <p>Such a stream does not end, so the sum of its bytes that would stand there (Adler-32, RFC
 * 1950) is not kept: adding it up is an eighth of the work. Its head of two bytes is therefore read
 * here.
 */
public final class InflatedInput extends ByteInput implements AutoCloseable {
  private static final int HEAD_BYTES = 2;

  /** Of the head: deflated, in a window of at most 32 KiB, and a multiple of 31 (RFC 1950 2.2). */
  private static final int DEFLATE = 8;

  private static final int LARGEST_WINDOW = 7;
  private static final int NAMES_DICTIONARY = 0x20;

  private final Inflater inflater = new Inflater(true);
  private int head;
  private int headBytes;
  private ByteInput source;
  private long left;
  private int lent;

  public InflatedInput(int capacity) {
    super(capacity);
  }

  /** Begins a stretch of so many compressed bytes; what is left of the last one is dropped. */
  public void begin(ByteInput from, long compressed) {
    clear();
    source = from;
    left = compressed;
    lent = 0;
  }

  /** Ends the stretch: passes over what was not asked for, through the compressor's dictionary. */
  public void end() throws IOException {
    byte[] rest = buffer();
    clear();
    int got = 0;
    while (got >= 0) {
      got = inflate(rest, 0, rest.length, true);
    }
  }

  /** A new dictionary. */
  public void reset() {
    inflater.reset();
    headBytes = 0;
    lent = 0;
  }

  @Override
  protected int read(byte[] into, int from, int most) throws IOException {
    return inflate(into, from, most, false);
  }

  private int inflate(byte[] into, int from, int most, boolean maybeNothing) throws IOException {
    head();
    while (true) {
      lend();
      try {
        int before = inflater.getRemaining();
        int got = inflater.inflate(into, from, most);
        giveBack(before - inflater.getRemaining());
        if (got > 0) {
          return got;
        }
      } catch (DataFormatException e) {
        throw new ProtocolException("the compressed data is damaged: " + e.getMessage(), e);
      }
      if (inflater.finished()) {
        if (maybeNothing) {
          source.skip(left);
          left = 0;
          lent = 0;
          return -1;
        }
        throw new ProtocolException("the compressed stream ended in the middle");
      }
      if (left == 0 && lent == 0) {
        if (maybeNothing) {
          return -1;
        }
        throw new ProtocolException("the compressed data holds less than it should");
      }
    }
  }

  /** Reads what of the stream's head is not read yet, as far as the stretch has it. */
  private void head() throws IOException {
    while (headBytes < HEAD_BYTES && left > 0) {
      head = head << 8 & 0xFF00 | source.u8();
      left--;
      headBytes++;
      if (headBytes == HEAD_BYTES
          && (head % 31 != 0
              || (head >> 8 & 0xF) != DEFLATE
              || head >> 12 > LARGEST_WINDOW
              || (head & NAMES_DICTIONARY) != 0)) {
        throw new ProtocolException(
            "the compressed data is damaged: it begins with %04x".formatted(head));
      }
    }
  }

  /** Shows the inflater what stands in the source's window. */
  private void lend() throws IOException {
    if (lent == 0 && left > 0) {
      source.require(1);
      lent = (int) Math.min(left, source.available());
      inflater.setInput(source.buffer(), source.position(), lent);
    }
  }

  private void giveBack(int used) {
    lent -= used;
    left -= used;
    source.advance(used);
  }

  @Override
  public void close() {
    inflater.end();
  }
}
