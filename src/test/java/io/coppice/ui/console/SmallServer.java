package io.coppice.ui.console;

import io.coppice.display.encoding.PixelFormat;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A server of remote framebuffers for tests: one colour, drawn anew at every request for the whole
 * screen; keeps the keys that arrive. Speaks 3.8 without security.
 */
final class SmallServer implements AutoCloseable {
  static final int WIDTH = 320;
  static final int HEIGHT = 200;

  final List<String> keys = new CopyOnWriteArrayList<>();
  final List<String> pointers = new CopyOnWriteArrayList<>();
  final AtomicInteger sessions = new AtomicInteger();
  private final ServerSocket listening;
  private final List<Socket> open = new CopyOnWriteArrayList<>();
  private volatile int broken;
  private volatile boolean refuses;

  SmallServer() throws IOException {
    listening = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  String address() {
    return "127.0.0.1::" + listening.getLocalPort();
  }

  /** From now on an update holds a rectangle of this encoding that leaves the screen. */
  void breakWith(int encoding) {
    broken = encoding;
  }

  /** From now on nobody is let in. */
  void refuse(boolean is) {
    refuses = is;
  }

  private void accept() {
    while (true) {
      try {
        Socket socket = listening.accept();
        open.add(socket);
        Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException _) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      DataInputStream in = new DataInputStream(socket.getInputStream());
      DataOutputStream out = new DataOutputStream(socket.getOutputStream());
      out.write("RFB 003.008\n".getBytes(StandardCharsets.US_ASCII));
      in.readNBytes(12);
      out.write(new byte[] {1, 1});
      in.readByte();
      if (refuses) {
        out.writeInt(1);
        out.writeInt(2);
        out.write(new byte[] {'n', 'o'});
        return;
      }
      out.writeInt(0);
      in.readByte();
      out.writeShort(WIDTH);
      out.writeShort(HEIGHT);
      out.write(PixelFormat.OWN.toBytes());
      byte[] name = "workshop".getBytes(StandardCharsets.UTF_8);
      out.writeInt(name.length);
      out.write(name);
      sessions.incrementAndGet();
      while (true) {
        message(in, out);
      }
    } catch (IOException _) {
      // the session is over
    }
  }

  private void message(DataInputStream in, DataOutputStream out) throws IOException {
    switch (in.readUnsignedByte()) {
      case 0 -> in.skipNBytes(19);
      case 2 -> {
        in.skipNBytes(1);
        in.skipNBytes(4L * in.readUnsignedShort());
      }
      case 3 -> {
        boolean changes = in.readUnsignedByte() != 0;
        in.skipNBytes(8);
        if (!changes) {
          draw(out);
        }
      }
      case 4 -> {
        boolean down = in.readUnsignedByte() != 0;
        in.skipNBytes(2);
        keys.add((down ? "+" : "-") + Integer.toHexString(in.readInt()));
      }
      case 5 -> {
        int buttons = in.readUnsignedByte();
        pointers.add(buttons + "@" + in.readUnsignedShort() + "," + in.readUnsignedShort());
      }
      default -> throw new IOException("unknown");
    }
  }

  private void draw(DataOutputStream out) throws IOException {
    out.writeShort(0);
    out.writeShort(1);
    if (broken != 0) {
      out.writeShort(WIDTH);
      out.writeShort(0);
      out.writeShort(10);
      out.writeShort(10);
      out.writeInt(broken);
      return;
    }
    out.writeLong((long) WIDTH << 16 | HEIGHT);
    out.writeInt(0);
    byte[] pixels = new byte[WIDTH * HEIGHT * 4];
    for (int i = 0; i < pixels.length; i += 4) {
      pixels[i] = 0x40;
      pixels[i + 1] = (byte) 0x80;
      pixels[i + 2] = (byte) 0xC0;
    }
    out.write(pixels);
  }

  /** Hangs up on everybody. */
  void hangUp() throws IOException {
    for (Socket socket : open) {
      socket.close();
    }
  }

  @Override
  public void close() throws IOException {
    listening.close();
    hangUp();
  }
}
