package io.coppice.display.rfb;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The blocks of a file in the frame-buffer stream format (FBS 001.000 of rfbproxy, FBS 001.001 of
 * TightVNC): twelve bytes of head, then blocks: length, that many bytes padded to four, and when
 * they came, in milliseconds from the beginning; all numbers 32 bits, big-endian. What the blocks
 * hold is what a server sent, from its greeting on; where one ends means nothing.
 */
final class RecordedBlocks implements AutoCloseable {
  static final String HEAD_0 = "FBS 001.000\n";
  static final String HEAD_1 = "FBS 001.001\n";

  /** Bytes of one block at most. */
  private static final int LONGEST = 1 << 28;

  /** Where a block's bytes stand in the file, and until when they came. */
  record Block(long offset, int length, long millis) {}

  private final FileChannel file;
  private final List<Block> blocks = new ArrayList<>();
  private final List<Integer> keys = new ArrayList<>();
  private boolean cut;

  RecordedBlocks(Path path) throws IOException {
    file = FileChannel.open(path, StandardOpenOption.READ);
    try {
      index();
    } catch (IOException e) {
      file.close();
      throw e;
    }
  }

  private void index() throws IOException {
    ByteBuffer head = ByteBuffer.allocate(12);
    read(head, 0);
    String text = new String(head.array(), StandardCharsets.ISO_8859_1);
    if (!text.equals(HEAD_0) && !text.equals(HEAD_1)) {
      throw new RecordingException("not a recording: it does not begin with \"FBS 001.00\"");
    }
    long size = file.size();
    long at = head.capacity();
    long last = 0;
    ByteBuffer number = ByteBuffer.allocate(4);
    while (at < size) {
      int length = number(number, at, size);
      if (length < 0 && size - at < 4) {
        cut = true;
        return;
      }
      if (length < 0 || length > LONGEST) {
        throw new RecordingException(
            "a block of " + Integer.toUnsignedString(length) + " bytes at byte " + at);
      }
      long padded = (length + 3L) / 4 * 4;
      if (at + 4 + padded + 4 > size) {
        int there = (int) Math.min(length, size - at - 4);
        blocks.add(new Block(at + 4, there, last));
        cut = true;
        return;
      }
      last = Math.max(last, number(number, at + 4 + padded, size) & 0xFFFFFFFFL);
      if (isKey(at + 4, length)) {
        keys.add(blocks.size());
      }
      blocks.add(new Block(at + 4, length, last));
      at += 4 + padded + 4;
    }
  }

  private boolean isKey(long at, int length) throws IOException {
    if (length < RecordingWriter.KEY_MARK.length) {
      return false;
    }
    ByteBuffer begins = ByteBuffer.allocate(RecordingWriter.KEY_MARK.length);
    read(begins, at);
    return Arrays.equals(begins.array(), RecordingWriter.KEY_MARK);
  }

  private int number(ByteBuffer buffer, long at, long size) throws IOException {
    if (size - at < 4) {
      return -1;
    }
    read(buffer.clear(), at);
    return buffer.getInt(0);
  }

  private void read(ByteBuffer into, long at) throws IOException {
    long place = at;
    while (into.hasRemaining()) {
      int got = file.read(into, place);
      if (got < 0) {
        return;
      }
      place += got;
    }
  }

  List<Block> blocks() {
    return blocks;
  }

  /** The last block by an instant that needs none before it; -1 if there is none. */
  int keyBefore(long millis) {
    int found = -1;
    for (int key : keys) {
      if (blocks.get(key).millis <= millis) {
        found = key;
      }
    }
    return found;
  }

  /** Whether the file ends in the middle of a block. */
  boolean isCut() {
    return cut;
  }

  /**
   * Reads some of a block's bytes.
   *
   * @return how many
   */
  int read(Block block, int from, ByteBuffer into) throws IOException {
    int part = Math.min(into.remaining(), block.length - from);
    ByteBuffer slice = into.slice(into.position(), part);
    read(slice, block.offset + from);
    into.position(into.position() + part);
    return part;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
