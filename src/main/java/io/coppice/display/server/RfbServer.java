package io.coppice.display.server;

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
 * updates are written by a second thread, which is there only while one is due. A request for a
 * part of the screen is answered with all that changed.
 */
public final class RfbServer implements AutoCloseable {
  /** Wider than any screen. */
  public static final int WHOLE = Integer.MAX_VALUE;

  private static final int LONGEST_CUT_TEXT = 1 << 20;
  private static final int MOST_ENCODINGS = 1024;
  private static final int NONE = 1;
  private static final int CONTINUOUS_UPDATES = 150;
  private static final int FENCE = 248;

  /** Block before, block after, sync next: nothing is reordered here, so all of them hold. */
  private static final int FENCES_KNOWN = 7;

  private static final int LONGEST_FENCE = 64;

  private final ByteChannel line;
  private final ServedScreen screen;
  private final ByteOutput out;
  private final ScreenSender sending;

  /**
   * A session to come.
   *
   * @param line closed with the session
   * @param width of the box in pixels that the picture is to fill: the screen's sides are divided
   *     by the largest whole number that leaves one of them as long as the box's; {@link #WHOLE}
   *     shows it whole
   * @param height of that box
   */
  public RfbServer(ByteChannel line, ServedScreen screen, int width, int height) {
    if (width < 1 || height < 1) {
      throw new IllegalArgumentException("a box of " + width + " x " + height + " pixels");
    }
    this.line = line;
    this.screen = screen;
    boolean small = width < WHOLE || height < WHOLE;
    out = small ? new ByteOutput(line, ByteOutput.SMALL) : new ByteOutput(line);
    sending = new ScreenSender(out, screen, width, height);
  }

  /** Holds the session until the viewer ends it, or says what is not allowed. */
  public void run() throws IOException {
    try (DataInputStream in = new DataInputStream(Channels.newInputStream(line));
        ServedScreen.Watch _ = screen.watch(sending::changed)) {
      begin(in);
      try {
        while (true) {
          message(in);
        }
      } finally {
        sending.end();
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

  private void begin(DataInputStream in) throws IOException {
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
    ServedFrame first = sending.frame();
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
        int shrunk = sending.shrunk();
        screen.pointer(in.readUnsignedShort() * shrunk, in.readUnsignedShort() * shrunk, buttons);
      }
      case 6 -> cutText(in);
      case CONTINUOUS_UPDATES -> {
        boolean on = in.readUnsignedByte() != 0;
        in.skipNBytes(8);
        sending.setContinuous(on);
      }
      case FENCE -> fence(in);
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

  /** "ClientFence Message": what came before was done when this is answered. */
  private void fence(DataInputStream in) throws IOException {
    in.skipNBytes(3);
    int flags = in.readInt();
    int length = in.readUnsignedByte();
    if (length > LONGEST_FENCE) {
      throw new ProtocolException("a fence of " + length + " bytes; 64 at most");
    }
    byte[] payload = in.readNBytes(length);
    if ((flags & ScreenSender.Fence.REQUEST) != 0) {
      sending.answer(new ScreenSender.Fence(flags & FENCES_KNOWN, payload));
    }
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
}
