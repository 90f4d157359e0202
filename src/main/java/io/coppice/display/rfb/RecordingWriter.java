package io.coppice.display.rfb;

import io.coppice.display.Area;
import io.coppice.display.CursorShape;
import io.coppice.display.Framebuffer;
import io.coppice.display.encoding.Encoding;
import io.coppice.display.encoding.PixelFormat;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Records what is seen of a session as FBS 001.001, one block an update, so that a file that is cut
 * keeps all that came before. What is written is the picture, encoded anew (Tight without anything
 * carried over from one rectangle to the next), and never what the line said: neither how the
 * session was secured, nor a key, so that nothing that was typed as a password is in it, unless the
 * machine showed it. A recording can begin in the middle of a session.
 *
 * <p>Every ten seconds in which something changed, a block holds a whole picture. It begins with
 * {@link #KEY_MARK}, a message without meaning to any player, by which ours finds the block and
 * goes there without what came before.
 *
 * <p>For any thread, one at a time. When the file cannot be written, that is told once, and
 * recording is over; the session is not.
 */
public final class RecordingWriter implements SessionListener, AutoCloseable {
  /** SetColourMapEntries of no colour: type 1, first colour 0xC0CE, number 0 (RFC 6143 7.6.2). */
  static final byte[] KEY_MARK = {1, 0, (byte) 0xC0, (byte) 0xCE, 0, 0};

  /** Milliseconds between whole pictures. */
  static final long KEY_EVERY = 10_000;

  private final LongSupplier clock;
  private final Consumer<IOException> failed;
  private final long began;
  private boolean begun;
  private final PictureRectangles rectangles = new PictureRectangles();
  private FileChannel file;
  private Framebuffer picture;
  private int[] last = new int[0];
  private Optional<CursorShape> cursor = Optional.empty();
  private long lastKey;
  private long lastMillis;

  /**
   * Begins a recording of what is seen now.
   *
   * @param clock milliseconds, from any beginning
   * @param failed told when the file cannot be written further
   * @throws IOException if it cannot be written at all
   */
  public RecordingWriter(
      Path path, Framebuffer now, String name, LongSupplier clock, Consumer<IOException> failed)
      throws IOException {
    this.clock = clock;
    this.failed = failed;
    began = clock.getAsLong();
    file =
        FileChannel.open(
            path,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING);
    try {
      file.write(ByteBuffer.wrap(RecordedBlocks.HEAD_1.getBytes(StandardCharsets.US_ASCII)));
      block(beginning(now, name));
      picture = now;
      key();
      begun = true;
    } catch (IOException e) {
      file.close();
      throw e;
    }
  }

  /** A session without security, whose pixels are our own. */
  private static byte[] beginning(Framebuffer now, String name) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeBytes("RFB 003.003\n");
    out.writeInt(1);
    out.writeShort(now.width());
    out.writeShort(now.height());
    out.write(PixelFormat.OWN.toBytes());
    byte[] called = name.getBytes(StandardCharsets.UTF_8);
    int length = Math.min(called.length, RfbSession.LONGEST_NAME);
    out.writeInt(length);
    out.write(called, 0, length);
    return bytes.toByteArray();
  }

  @Override
  public synchronized void screen(Framebuffer next) {
    picture = next;
    write(this::key);
  }

  @Override
  public synchronized void drawn(Framebuffer now, Area changed) {
    if (now != picture) {
      screen(now);
      return;
    }
    write(
        () -> {
          ByteArrayOutputStream bytes = new ByteArrayOutputStream();
          int count = rectangles.changes(picture, last, changed, bytes);
          if (count > 0) {
            block(update(count, bytes));
            if (lastMillis - lastKey >= KEY_EVERY) {
              key();
            }
          }
        });
  }

  @Override
  public synchronized void cursor(CursorShape shape) {
    cursor = Optional.of(shape);
    write(
        () -> {
          ByteArrayOutputStream bytes = new ByteArrayOutputStream();
          pointer(shape, new DataOutputStream(bytes));
          block(update(1, bytes));
        });
  }

  @Override
  public synchronized void named(String name) {
    write(
        () -> {
          ByteArrayOutputStream bytes = new ByteArrayOutputStream();
          DataOutputStream out = new DataOutputStream(bytes);
          head(out, 0, 0, 0, 0, Encoding.DESKTOP_NAME);
          byte[] called = name.getBytes(StandardCharsets.UTF_8);
          out.writeInt(called.length);
          out.write(called);
          block(update(1, bytes));
        });
  }

  @Override
  public synchronized void bell() {
    write(() -> block(new byte[] {2}));
  }

  /** How long it is, in milliseconds. */
  public synchronized long millis() {
    return clock.getAsLong() - began;
  }

  /** The whole picture, which needs nothing that came before. */
  private void key() throws IOException {
    last = new int[picture.pixels().length];
    // unlike any opaque pixel, so that all of them are written
    Arrays.fill(last, 0);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    head(out, 0, 0, picture.width(), picture.height(), Encoding.DESKTOP_SIZE);
    int count = 1;
    if (cursor.isPresent()) {
      pointer(cursor.get(), out);
      count++;
    }
    count +=
        rectangles.changes(picture, last, new Area(0, 0, picture.width(), picture.height()), bytes);
    byte[] update = update(count, bytes);
    byte[] whole = Arrays.copyOf(KEY_MARK, KEY_MARK.length + update.length);
    System.arraycopy(update, 0, whole, KEY_MARK.length, update.length);
    block(whole);
    lastKey = lastMillis;
  }

  static void head(DataOutputStream out, int x, int y, int wide, int high, Encoding encoding)
      throws IOException {
    out.writeShort(x);
    out.writeShort(y);
    out.writeShort(wide);
    out.writeShort(high);
    out.writeInt(encoding.number());
  }

  private static byte[] update(int count, ByteArrayOutputStream bytes) throws IOException {
    ByteArrayOutputStream whole = new ByteArrayOutputStream(bytes.size() + 4);
    DataOutputStream out = new DataOutputStream(whole);
    out.writeShort(0);
    out.writeShort(count);
    bytes.writeTo(whole);
    return whole.toByteArray();
  }

  /** RFC 6143 7.8.1. */
  private static void pointer(CursorShape shape, DataOutputStream out) throws IOException {
    head(out, shape.hotX(), shape.hotY(), shape.width(), shape.height(), Encoding.CURSOR);
    for (int pixel : shape.pixels()) {
      out.writeInt(Integer.reverseBytes(pixel & 0xFFFFFF));
    }
    for (int row = 0; row < shape.height(); row++) {
      for (int column = 0; column < shape.width(); column += 8) {
        int bits = 0;
        for (int i = 0; i < 8 && column + i < shape.width(); i++) {
          boolean seen = shape.pixels()[row * shape.width() + column + i] >>> 24 >= 128;
          bits |= seen ? 0x80 >> i : 0;
        }
        out.writeByte(bits);
      }
    }
  }

  /** Length, bytes padded to four, and when they came. */
  private void block(byte[] bytes) throws IOException {
    int padded = (bytes.length + 3) / 4 * 4;
    // however long it takes to write it, what is there at the beginning is there at 0
    lastMillis = begun ? Math.max(lastMillis, clock.getAsLong() - began) : 0;
    ByteBuffer out = ByteBuffer.allocate(4 + padded + 4);
    out.putInt(bytes.length).put(bytes).position(4 + padded);
    out.putInt((int) lastMillis).flip();
    while (out.hasRemaining()) {
      file.write(out);
    }
  }

  private interface Writing {
    void run() throws IOException;
  }

  private void write(Writing writing) {
    if (file == null) {
      return;
    }
    try {
      writing.run();
    } catch (IOException e) {
      close();
      failed.accept(e);
    }
  }

  @Override
  public synchronized void close() {
    if (file != null) {
      try {
        file.close();
      } catch (IOException e) {
        failed.accept(e);
      }
      file = null;
      rectangles.close();
    }
  }
}
