package io.coppice.wire.tunnel;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.net.NetworkInterface;
import java.util.Optional;

/** Whole frames in and out of a network device of this machine (packet(7)). Needs root. */
final class RawDevice implements AutoCloseable {
  private static final int AF_PACKET = 17;
  private static final int SOCK_RAW = 3;
  private static final short EVERY_PROTOCOL = 0x0300; // ETH_P_ALL in network order
  private static final short POLLIN = 1;
  private static final int LARGEST = 65_536;

  private static final Linker LINKER = Linker.nativeLinker();
  private static final MethodHandle SOCKET = function("socket", JAVA_INT, JAVA_INT, JAVA_INT);
  private static final MethodHandle BIND = function("bind", JAVA_INT, ADDRESS, JAVA_INT);
  private static final MethodHandle POLL = function("poll", ADDRESS, JAVA_LONG, JAVA_INT);
  private static final MethodHandle CLOSE = function("close", JAVA_INT);
  private static final MethodHandle READ = transfer("recv");
  private static final MethodHandle WRITE = transfer("send");

  private final Arena arena = Arena.ofShared();
  private final MemorySegment in = arena.allocate(LARGEST);
  private final MemorySegment out = arena.allocate(LARGEST);
  private final MemorySegment waited = arena.allocate(8, 4);
  private final int socket;

  RawDevice(String name) throws IOException {
    NetworkInterface device = NetworkInterface.getByName(name);
    if (device == null) {
      throw new IOException("No device " + name);
    }
    socket = call(SOCKET, AF_PACKET, SOCK_RAW, (int) EVERY_PROTOCOL);
    MemorySegment address = arena.allocate(20, 4);
    address.set(ValueLayout.JAVA_SHORT, 0, (short) AF_PACKET);
    address.set(ValueLayout.JAVA_SHORT, 2, EVERY_PROTOCOL);
    address.set(JAVA_INT, 4, device.getIndex());
    if (socket < 0 || call(BIND, socket, address, 20) != 0) {
      throw new IOException("No packets from " + name);
    }
  }

  @SuppressWarnings("restricted")
  private static MethodHandle function(String name, ValueLayout... arguments) {
    return LINKER.downcallHandle(
        LINKER.defaultLookup().findOrThrow(name), FunctionDescriptor.of(JAVA_INT, arguments));
  }

  @SuppressWarnings("restricted")
  private static MethodHandle transfer(String name) {
    return LINKER.downcallHandle(
        LINKER.defaultLookup().findOrThrow(name),
        FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));
  }

  private static int call(MethodHandle function, Object... arguments) {
    try {
      return ((Number) function.invokeWithArguments(arguments)).intValue();
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  /** The next frame; empty if none comes in the given time. */
  Optional<byte[]> receive(int milliseconds) {
    waited.set(JAVA_INT, 0, socket);
    waited.set(ValueLayout.JAVA_SHORT, 4, POLLIN);
    if (call(POLL, waited, 1L, milliseconds) <= 0) {
      return Optional.empty();
    }
    int length = call(READ, socket, in, (long) LARGEST, 0);
    return length <= 0
        ? Optional.empty()
        : Optional.of(in.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE));
  }

  void send(byte[] frame, int length) {
    MemorySegment.copy(frame, 0, out, ValueLayout.JAVA_BYTE, 0, length);
    call(WRITE, socket, out, (long) length, 0);
  }

  @Override
  public void close() {
    call(CLOSE, socket);
    arena.close();
  }
}
