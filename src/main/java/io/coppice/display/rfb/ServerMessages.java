package io.coppice.display.rfb;

import io.coppice.display.Area;
import io.coppice.display.Framebuffer;
import io.coppice.display.encoding.Decoders;
import io.coppice.display.encoding.Encoding;
import io.coppice.display.encoding.PixelFormat;
import io.coppice.display.security.SecurityType;
import io.coppice.display.stream.ChannelInput;
import io.coppice.display.stream.ProtocolException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** Reads what a server says (RFC 6143 7.6) and draws it. One thread reads; facts for any. */
final class ServerMessages implements AutoCloseable {
  private static final int UPDATE = 0;
  private static final int COLOUR_MAP = 1;
  private static final int BELL = 2;
  private static final int CUT_TEXT = 3;
  private static final int END_OF_CONTINUOUS_UPDATES = 150;
  private static final int FENCE = 248;

  private static final int FENCE_REQUEST = 1 << 31;
  private static final int FENCES_KNOWN = 7;
  private static final int LONGEST_FENCE = 64;

  /** Beyond it a rectangle count means "until LastRect". */
  private static final int UNCOUNTED = 0xFFFF;

  private final ChannelInput in;
  private final ClientMessages client;
  private final SessionOptions options;
  private final SessionListener listener;
  private final Patience patience;
  private final Decoders decoders;
  private final PseudoRectangles pseudo;
  private final PixelFormat serverFormat;
  private volatile Framebuffer picture;
  private final PixelFormat format;
  private boolean continuous;
  private volatile String name;
  private final AtomicLong updates = new AtomicLong();
  private volatile Encoding lastEncoding;
  private volatile boolean waiting = true;
  private Encoding encoding;
  private String place = "";

  ServerMessages(
      ChannelInput in,
      ClientMessages client,
      SessionOptions options,
      SessionListener listener,
      Patience patience,
      Framebuffer picture,
      PixelFormat serverFormat,
      PixelFormat format,
      String name) {
    this.in = in;
    this.client = client;
    this.options = options;
    this.listener = listener;
    this.patience = patience;
    this.picture = picture;
    this.serverFormat = serverFormat;
    this.format = format;
    this.name = name;
    decoders = new Decoders(options.jpeg(), in.capacity());
    pseudo = new PseudoRectangles(in, listener);
  }

  Framebuffer picture() {
    return picture;
  }

  void readAll() throws IOException {
    while (true) {
      readOne();
    }
  }

  /** Reads one message to its end. */
  void readOne() throws IOException {
    place = "";
    int kind = in.u8();
    patience.busy();
    switch (kind) {
      case UPDATE -> update();
      case COLOUR_MAP -> colourMap();
      case BELL -> listener.bell();
      case CUT_TEXT -> cutText();
      case END_OF_CONTINUOUS_UPDATES -> continuousUpdates();
      case FENCE -> fence();
      default -> throw new ProtocolException("a message of kind " + kind + ", which is unknown");
    }
    patience.idle();
  }

  private void update() throws IOException {
    in.skip(1);
    int count = in.u16();
    boolean resized = false;
    Area drawn = Area.EMPTY;
    for (int i = 0; i < count || count == UNCOUNTED; i++) {
      place = "rectangle " + (i + 1) + (count == UNCOUNTED ? "" : " of " + count);
      Area area = new Area(in.u16(), in.u16(), in.u16(), in.u16());
      int number = in.s32();
      encoding =
          Encoding.of(number)
              .orElseThrow(
                  () -> new ProtocolException("encoding " + number + ", which was not asked for"));
      place += ", " + area.width() + " x " + area.height() + " at " + area.x() + ", " + area.y();
      if (encoding == Encoding.LAST_RECTANGLE) {
        break;
      }
      if (encoding.isPixels()) {
        draw(area);
        drawn = drawn.union(area);
      } else if (encoding == Encoding.QEMU_EXTENDED_KEY) {
        client.takeExtendedKeys();
      } else if (encoding == Encoding.DESKTOP_SIZE) {
        resized |= resize(area);
      } else if (encoding == Encoding.EXTENDED_DESKTOP_SIZE) {
        resized |= pseudo.screens(area) && resize(area);
      } else if (encoding == Encoding.DESKTOP_NAME) {
        name = RfbSession.text(in, in.u32());
        listener.named(name);
      } else {
        pseudo.read(encoding, area, format);
      }
    }
    encoding = null;
    updates.incrementAndGet();
    if (!drawn.isEmpty()) {
      listener.drawn(picture, drawn);
    }
    waiting = false;
    if (continuous) {
      if (resized) {
        client.continuousUpdates(picture);
      }
    } else if (options.pace() == SessionOptions.Pace.EAGER) {
      requestUpdate();
    }
  }

  private void draw(Area area) throws IOException {
    if (area.x() + area.width() > picture.width() || area.y() + area.height() > picture.height()) {
      throw new ProtocolException(
          "it is not wholly inside the screen of " + picture.width() + " x " + picture.height());
    }
    lastEncoding = encoding;
    if (area.isEmpty()) {
      if (encoding != Encoding.RAW && encoding != Encoding.HEXTILE) {
        throw new ProtocolException("a rectangle without pixels");
      }
      return;
    }
    decoders.decode(encoding, in, format, picture, area);
    picture.damage(area);
  }

  /** The screen has another size; what fits of the picture stays until it is drawn anew. */
  private boolean resize(Area area) throws ProtocolException {
    if (area.width() == picture.width() && area.height() == picture.height()) {
      return false;
    }
    if (!Framebuffer.fits(area.width(), area.height())) {
      throw new ProtocolException(
          "a screen of " + area.width() + " x " + area.height() + " pixels");
    }
    Framebuffer next = new Framebuffer(area.width(), area.height());
    next.copyFrom(picture);
    next.damage(new Area(0, 0, area.width(), area.height()));
    picture = next;
    listener.screen(next);
    return true;
  }

  /** Asks for the next update, unless one is on its way. */
  void requestUpdate() {
    synchronized (client) {
      if (waiting) {
        return;
      }
      waiting = true;
    }
    try {
      client.requestUpdate(true, picture);
    } catch (IOException _) {
      // the reading side finds the line closed, and says so
    }
  }

  private void colourMap() throws IOException {
    in.skip(1);
    int first = in.u16();
    int count = in.u16();
    for (int i = 0; i < count; i++) {
      int red = in.u16();
      int green = in.u16();
      int blue = in.u16();
      format.colour(first + i, red, green, blue);
    }
  }

  private void cutText() throws IOException {
    place = "clipboard";
    in.skip(3);
    int length = in.s32();
    if (length < 0) {
      extendedCutText(-(long) length);
      return;
    }
    if (length > ExtendedClipboard.LONGEST) {
      in.skip(length);
      listener.clipboardTooLarge(length);
      return;
    }
    byte[] bytes = ExtendedClipboard.grown(in, length);
    listener.clipboard(new String(bytes, StandardCharsets.ISO_8859_1));
  }

  private void extendedCutText(long length) throws IOException {
    if (length < 4) {
      throw new ProtocolException("an extended clipboard message of " + length + " bytes");
    }
    int flags = in.s32();
    long rest = length - 4;
    if ((flags & ExtendedClipboard.CAPABILITIES) != 0) {
      in.skip(rest);
      client.beginExtendedClipboard();
    } else if ((flags & ExtendedClipboard.PROVIDE) != 0) {
      ExtendedClipboard.text(in, flags, rest).ifPresent(listener::clipboard);
    } else {
      in.skip(rest);
      if ((flags & ExtendedClipboard.NOTIFY) != 0 && (flags & ExtendedClipboard.TEXT) != 0) {
        client.requestClipboard();
      } else if ((flags & ExtendedClipboard.REQUEST) != 0) {
        client.provideClipboard();
      } else if ((flags & ExtendedClipboard.PEEK) != 0) {
        client.beginExtendedClipboard();
      }
    }
  }

  /** The first one tells that the server can, every later one that it stopped. */
  private void continuousUpdates() throws IOException {
    if (!continuous && options.pace() == SessionOptions.Pace.EAGER) {
      continuous = true;
      client.continuousUpdates(picture);
    } else {
      continuous = false;
      requestUpdate();
    }
  }

  private void fence() throws IOException {
    in.skip(3);
    int flags = in.s32();
    int length = in.u8();
    if (length > LONGEST_FENCE) {
      throw new ProtocolException("a fence of " + length + " bytes; 64 at most");
    }
    byte[] payload = new byte[length];
    in.readFully(payload);
    if ((flags & FENCE_REQUEST) != 0) {
      client.fence(flags & FENCES_KNOWN, payload);
    }
  }

  boolean isResizable() {
    return pseudo.isResizable();
  }

  int screenId() {
    return pseudo.screenId();
  }

  int screenFlags() {
    return pseudo.screenFlags();
  }

  SessionFacts facts(String version, SecurityType security) {
    Framebuffer shown = picture;
    return new SessionFacts(
        name,
        version,
        security,
        shown.width(),
        shown.height(),
        serverFormat.toString(),
        Optional.ofNullable(lastEncoding),
        updates.get(),
        in.total(),
        client.hasExtendedKeys(),
        isResizable());
  }

  /** Where reading stands; for the reading thread, after it stopped. */
  String placeNow() {
    return place;
  }

  Optional<Encoding> encodingNow() {
    return Optional.ofNullable(encoding);
  }

  long bytes() {
    return in.total();
  }

  @Override
  public void close() {
    decoders.close();
  }
}
