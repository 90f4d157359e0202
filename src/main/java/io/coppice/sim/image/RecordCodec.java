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
