package io.coppice.display.server;

import io.coppice.display.Area;
import io.coppice.display.encoding.Encoding;
import io.coppice.display.encoding.PixelFormat;
import io.coppice.display.stream.ByteOutput;
import io.coppice.display.stream.ProtocolException;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.ByteChannel;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The server's side of one viewer's session, version 3.8 and the older ones (RFC 6143), without
 * security, for it is meant for channels within this process. Sessions are always shared: each
 * viewer has a server of its own over the same screen. {@link #run} blocks until the viewer goes;
 * updates are written by a second thread, which waits while nothing changes. A request for a part
 * of the screen is answered with all that changed.
 */
public final class RfbServer implements AutoCloseable {
  private static final int LONGEST_CUT_TEXT = 1 << 20;
  private static final int MOST_ENCODINGS = 1024;
  private static final int NONE = 1;

  private final ByteChannel line;
  private final ServedScreen screen;
  private final int shrink;
  private final Sending sending;

  /**
   * A session to come.
   *
   * @param line closed with the session
   * @param shrink by what both sides of the screen are divided; 1 shows it whole
   */
  public RfbServer(ByteChannel line, ServedScreen screen, int shrink) {
    if (shrink < 1) {
      throw new IllegalArgumentException("shrunk by " + shrink);
    }
    this.line = line;
    this.screen = screen;
    this.shrink = shrink;
    this.sending = new Sending();
  }

  /** Holds the session until the viewer ends it, or says what is not allowed. */
  public void run() throws IOException {
    try (DataInputStream in = new DataInputStream(Channels.newInputStream(line));
        ServedScreen.Watch _ = screen.watch(sending::changed)) {
      begin(in);
      Thread sender = Thread.ofVirtual().name("screen of " + screen.name()).start(sending);
      try {
        while (true) {
          message(in);
        }
      } finally {
        sending.end();
        sender.interrupt();
      }
    } catch (EOFException | ClosedChannelException _) {
      // the viewer went
    } finally {
      line.close();
    }
  }

  @Override
  public void close() throws IOException {
    line.close();
  }

  private ServedFrame frame() {
    ServedFrame whole = screen.frame();
    return shrink == 1 ? whole : new ShrunkFrame(whole, shrink);
  }

  private void begin(DataInputStream in) throws IOException {
    ByteOutput out = sending.out;
    out.bytes("RFB 003.008\n".getBytes(StandardCharsets.US_ASCII)).flush();
    byte[] version = in.readNBytes(12);
    String spoken = new String(version, StandardCharsets.US_ASCII);
    if (!spoken.matches("RFB 003\\.\\d{3}\n")) {
      throw new ProtocolException("this is no viewer: it says \"" + spoken.strip() + '"');
    }
    int minor = Integer.parseInt(spoken.substring(8, 11));
    if (minor < 7) {
      out.s32(NONE);
    } else {
      out.u8(1).u8(NONE).flush();
      if (in.readUnsignedByte() != NONE) {
        throw new ProtocolException("a security type that was not offered");
      }
    }
    if (minor >= 8) {
      out.s32(0);
    }
    out.flush();
    in.readUnsignedByte(); // whether others may stay: they always may
    ServedFrame first = frame();
    byte[] name = screen.name().getBytes(StandardCharsets.UTF_8);
    out.u16(first.width()).u16(first.height()).bytes(PixelFormat.OWN.toBytes());
    out.s32(name.length).bytes(name).flush();
    sending.begin(first);
  }

  private void message(DataInputStream in) throws IOException {
    int kind = in.readUnsignedByte();
    switch (kind) {
      case 0 -> {
        in.skipNBytes(3);
        sending.setFormat(PixelWriter.read(in));
      }
      case 2 -> encodings(in);
      case 3 -> {
        boolean changesOnly = in.readUnsignedByte() != 0;
        in.skipNBytes(8);
        sending.asked(changesOnly);
      }
      case 4 -> {
        boolean down = in.readUnsignedByte() != 0;
        in.skipNBytes(2);
        screen.key(down, in.readInt(), 0);
      }
      case 5 -> {
        int buttons = in.readUnsignedByte();
        screen.pointer(in.readUnsignedShort() * shrink, in.readUnsignedShort() * shrink, buttons);
      }
      case 6 -> cutText(in);
      case 255 -> qemu(in);
      default -> throw new ProtocolException("a message of kind " + kind + ", which is unknown");
    }
  }

  private void encodings(DataInputStream in) throws IOException {
    in.skipNBytes(1);
    int count = in.readUnsignedShort();
    if (count > MOST_ENCODINGS) {
      throw new ProtocolException(count + " encodings");
    }
    List<Encoding> offered = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Encoding.of(in.readInt()).ifPresent(offered::add);
    }
    sending.setEncodings(offered);
  }

  /** A text mode screen has no clipboard: it is passed over. */
  private static void cutText(DataInputStream in) throws IOException {
    in.skipNBytes(3);
    long length = Math.abs((long) in.readInt());
    if (length > LONGEST_CUT_TEXT) {
      throw new ProtocolException("a clipboard of " + length + " bytes");
    }
    in.skipNBytes(length);
  }

  /** "QEMU Extended Key Event Message". */
  private void qemu(DataInputStream in) throws IOException {
    int kind = in.readUnsignedByte();
    if (kind != 0) {
      throw new ProtocolException("a message of QEMU's kind " + kind + ", which is unknown");
    }
    boolean down = in.readUnsignedShort() != 0;
    int keysym = in.readInt();
    screen.key(down, keysym, in.readInt());
  }

  /** The writing side: what was sent, what is wanted, and a thread that waits for both. */
  private final class Sending implements Runnable {
    private final ByteOutput out = new ByteOutput(line);
    private final UpdateWriter writer = new UpdateWriter(out);
    private PixelWriter format;
    private List<Encoding> offered = List.of();
    private boolean toldKeys;
    private ServedFrame sent;
    private String name;
    private boolean asked;
    private boolean whole;
    private boolean changed;
    private boolean ended;

    synchronized void begin(ServedFrame first) throws IOException {
      sent = first;
      whole = true;
      name = screen.name();
      format =
          PixelWriter.read(
              new DataInputStream(new java.io.ByteArrayInputStream(PixelFormat.OWN.toBytes())));
    }

    synchronized void setFormat(PixelWriter other) {
      format = other;
      whole = true;
    }

    synchronized void setEncodings(List<Encoding> those) {
      offered = those;
    }

    synchronized void asked(boolean changesOnly) {
      asked = true;
      whole |= !changesOnly;
      notifyAll();
    }

    synchronized void changed() {
      changed = true;
      notifyAll();
    }

    synchronized void end() {
      ended = true;
      notifyAll();
    }

    @Override
    public void run() {
      try (writer) {
        while (true) {
          synchronized (this) {
            while (!ended && !(asked && (whole || changed || hasNews()))) {
              wait();
            }
            if (ended) {
              return;
            }
            changed = false;
          }
          update();
        }
      } catch (InterruptedException | IOException _) {
        // the viewer went: the reading side ends too
      }
    }

    private boolean hasNews() {
      return !toldKeys && offered.contains(Encoding.QEMU_EXTENDED_KEY);
    }

    private void update() throws IOException {
      ServedFrame now = frame();
      ServedFrame.Change change;
      List<Encoding> readable;
      PixelWriter pixels;
      boolean resized;
      boolean keys;
      boolean renamed;
      synchronized (this) {
        readable = offered;
        pixels = format;
        resized = now.width() != sent.width() || now.height() != sent.height();
        change = whole || resized ? ServedFrame.Change.all(now) : now.since(sent);
        keys = hasNews();
        renamed = !name.equals(screen.name()) && readable.contains(Encoding.DESKTOP_NAME);
        if (change.isNone() && !keys && !renamed) {
          return;
        }
        whole = false;
        asked = false;
        toldKeys |= keys;
        sent = now;
      }
      if (change.movedUp() > 0 && !readable.contains(Encoding.COPY_RECT)) {
        change = ServedFrame.Change.all(now);
      }
      boolean moved = change.movedUp() > 0;
      int count =
          change.drawn().size()
              + (moved ? 1 : 0)
              + (resized ? 1 : 0)
              + (keys ? 1 : 0)
              + (renamed ? 1 : 0);
      writer.begin(count);
      if (keys) {
        writer.head(Area.EMPTY, Encoding.QEMU_EXTENDED_KEY);
      }
      if (renamed) {
        rename();
      }
      if (resized) {
        resize(now, readable);
      }
      if (moved) {
        int up = change.movedUp();
        writer.copy(new Area(0, 0, now.width(), now.height() - up), 0, up);
      }
      Encoding encoding = UpdateWriter.chosen(readable);
      for (Area area : change.drawn()) {
        writer.pixels(now, area, encoding, pixels);
      }
      out.flush();
    }

    private void rename() throws IOException {
      name = screen.name();
      byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
      writer.head(Area.EMPTY, Encoding.DESKTOP_NAME);
      out.s32(bytes.length).bytes(bytes);
    }

    private void resize(ServedFrame now, List<Encoding> readable) throws IOException {
      Area area = new Area(0, 0, now.width(), now.height());
      if (readable.contains(Encoding.EXTENDED_DESKTOP_SIZE)) {
        writer.head(area, Encoding.EXTENDED_DESKTOP_SIZE);
        out.u8(1).u8(0).u16(0);
        out.s32(0).u16(0).u16(0).u16(now.width()).u16(now.height()).s32(0);
      } else if (readable.contains(Encoding.DESKTOP_SIZE)) {
        writer.head(area, Encoding.DESKTOP_SIZE);
      } else {
        throw new ProtocolException("the screen has another size, and the viewer cannot follow");
      }
    }
  }
}
