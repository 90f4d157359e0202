package io.coppice.sim.image;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * Writes and reads values made of records: a tag byte, then the value. Canonical: sets are written
 * sorted, maps by key, strings and classes by their first place in the stream, so that equal values
 * give equal bytes in every run. A record's components are named where its class first comes. Only
 * classes of this program's own packages are made when reading, and lengths are believed only as
 * far as bytes follow.
 */
public final class RecordCodec {
  private RecordCodec() {}

  /** Writes a value; the stream is not closed. */
  public static void write(Object value, OutputStream out) throws IOException {
    ImageOutput bytes = new ImageOutput(out);
    new RecordWriter(bytes).value(value);
    bytes.flush();
  }

  /**
   * Writes two records of one class, each to a stream of its own. Their first components are often
   * the same objects, and those are gone through once for both. The streams are not closed.
   */
  static void writeBoth(Record one, OutputStream toOne, Record other, OutputStream toOther)
      throws IOException {
    RecordShape shape = RecordShape.known(one.getClass());
    int alike = 0;
    while (alike < shape.size() && isSame(shape.get(one, alike), shape.get(other, alike))) {
      alike++;
    }
    ImageOutput both = new ImageOutput(new BothStreams(toOne, toOther));
    RecordWriter writer = new RecordWriter(both);
    writer.begin(one);
    writer.components(one, 0, alike);
    both.flush();
    ImageOutput rest = new ImageOutput(toOne);
    writer.elsewhere(rest).components(one, alike, shape.size());
    rest.flush();
    rest = new ImageOutput(toOther);
    writer.elsewhere(rest).components(other, alike, shape.size());
    rest.flush();
  }

  /** Components of simple types are boxed anew each time. */
  private static boolean isSame(Object a, Object b) {
    return a == b || a instanceof Number && a.equals(b);
  }

  private static final class BothStreams extends OutputStream {
    private final OutputStream one;
    private final OutputStream other;

    BothStreams(OutputStream one, OutputStream other) {
      this.one = one;
      this.other = other;
    }

    @Override
    public void write(int value) throws IOException {
      one.write(value);
      other.write(value);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      one.write(bytes, from, length);
      other.write(bytes, from, length);
    }
  }

  /**
   * Reads what {@link #write} wrote, in this version or an earlier one.
   *
   * @throws ImageException if the bytes are no such thing
   */
  public static Object read(InputStream in) throws IOException {
    return read(new RecordReader(new ImageInput(in))).value();
  }

  /**
   * What was read.
   *
   * @param exact whether every record has the shape in which it was written
   */
  record Found(Object value, boolean exact) {}

  static Found read(RecordReader reader) throws IOException {
    try {
      Object value = reader.value(0);
      return new Found(value, reader.isExact());
    } catch (EOFException e) {
      throw new ImageException("The image ends too early", e);
    }
  }
}
