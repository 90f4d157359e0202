package io.coppice.wire.packet;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Numbers in network order at any offset of a byte array. Nothing is allocated. Offsets that lie
 * outside the array throw {@link IndexOutOfBoundsException}: whoever reads foreign bytes compares
 * lengths first.
 */
public final class Octets {
  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private Octets() {}

  public static int u8(byte[] b, int at) {
    return b[at] & 0xff;
  }

  public static int u16(byte[] b, int at) {
    return (short) SHORT.get(b, at) & 0xffff;
  }

  public static int u24(byte[] b, int at) {
    return (b[at] & 0xff) << 16 | u16(b, at + 1);
  }

  public static int i32(byte[] b, int at) {
    return (int) INT.get(b, at);
  }

  public static long u32(byte[] b, int at) {
    return i32(b, at) & 0xffff_ffffL;
  }

  /** A MAC address as a number. */
  public static long u48(byte[] b, int at) {
    return (long) u16(b, at) << 32 | u32(b, at + 2);
  }

  public static long i64(byte[] b, int at) {
    return (long) LONG.get(b, at);
  }

  public static void put8(byte[] b, int at, int value) {
    b[at] = (byte) value;
  }

  public static void put16(byte[] b, int at, int value) {
    SHORT.set(b, at, (short) value);
  }

  public static void put24(byte[] b, int at, int value) {
    b[at] = (byte) (value >> 16);
    put16(b, at + 1, value);
  }

  public static void put32(byte[] b, int at, long value) {
    INT.set(b, at, (int) value);
  }

  public static void put48(byte[] b, int at, long value) {
    put16(b, at, (int) (value >> 32));
    put32(b, at + 2, value);
  }

  public static void put64(byte[] b, int at, long value) {
    LONG.set(b, at, value);
  }
}
