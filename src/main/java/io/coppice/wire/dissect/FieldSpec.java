package io.coppice.wire.dissect;

import io.coppice.wire.packet.TextBuffer;

/**
 * One field of a header.
 *
 * @param key unique, as display filters write it: {@code vxlan.vni}
 * @param section where it is laid down: RFC or draft and section
 * @param isFree whether another value of it would leave everything else that is said of its header
 *     as it is, and its own meaning too, as long as what {@link FieldDescriber} calls the context
 *     is the same: a port or a sequence number is, a type by which others are read is not
 */
public record FieldSpec(String key, String label, Format format, String section, boolean isFree) {
  /** How a value is written. */
  public enum Format {
    DECIMAL,
    /** Hexadecimal with {@code 0x}, as wide as the field. */
    HEX,
    MAC,
    IPV4,
    IPV6,
    /** Hexadecimal without {@code 0x}, of any length. */
    BYTES,
    /** 1 or 0, and said as set or not. */
    FLAG
  }

  static FieldSpec of(String key, String label, Format format, String section) {
    return new FieldSpec(key, label, format, section, false);
  }

  static FieldSpec decimal(String key, String label, String section) {
    return of(key, label, Format.DECIMAL, section);
  }

  static FieldSpec hex(String key, String label, String section) {
    return of(key, label, Format.HEX, section);
  }

  static FieldSpec flag(String key, String label, String section) {
    return of(key, label, Format.FLAG, section);
  }

  static FieldSpec bytes(String key, String label, String section) {
    return of(key, label, Format.BYTES, section);
  }

  /** The same field, told to be free. */
  FieldSpec free() {
    return new FieldSpec(key, label, format, section, true);
  }

  /** The value of a field of a packet as text. */
  public String value(byte[] b, int bit, int bits) {
    TextBuffer text = new TextBuffer(24);
    FieldValues.append(text, format, b, bit, bits);
    return text.toString();
  }
}
