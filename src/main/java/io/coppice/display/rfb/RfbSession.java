package io.coppice.display.rfb;

import io.coppice.display.Framebuffer;
import io.coppice.display.encoding.PixelFormat;
import io.coppice.display.security.Gatekeeper;
import io.coppice.display.security.SecurityHandshake;
import io.coppice.display.security.SecurityType;
import io.coppice.display.stream.ByteOutput;
import io.coppice.display.stream.ChannelInput;
import io.coppice.display.stream.ProtocolException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.ByteChannel;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A session with a remote-framebuffer server, from the first byte to the last. {@link #run} blocks
 * on a thread of its own until the session ends; everything else may be called on any thread, and
 * does nothing while there is no session.
 *
 * <p>We ask for our own pixel format, and decode whatever the server may send before it heard of
 * that. Updates are asked for one at a time, or continuously where the server can.
 */
public final class RfbSession implements AutoCloseable {
  static final int LONGEST_NAME = 64 * 1024;

  private final ByteChannel line;
  private final SessionOptions options;
  private final SessionListener listener;
  private final Patience patience;
  private volatile ServerMessages messages;
  private volatile ClientMessages client;
  private volatile String version = "";
  private volatile SecurityType security = SecurityType.NONE;
  private volatile boolean closed;

  /**
   * A session to come.
   *
   * @param line to the server: a socket, or a pipe within this process; closed with the session
   */
  public RfbSession(ByteChannel line, SessionOptions options, SessionListener listener) {
    this.line = line;
    this.options = options;
    this.listener = listener;
    this.patience = new Patience(options.patience(), this::hangUp);
  }

  /**
   * Holds the session until {@link #close} or the server ends it.
   *
   * @throws io.coppice.display.security.AccessDeniedException if it may not begin
   * @throws SessionFailedException if it ended otherwise than by {@link #close}
   */
  public void run() throws IOException {
    ChannelInput in = new ChannelInput(line, options.bufferBytes());
    try (patience) {
      patience.watch(in);
      try {
        begin(in);
        messages.readAll();
      } catch (ClosedChannelException | EOFException e) {
        if (!closed) {
          throw failure(
              patience.isLost()
                  ? SessionFailedException.Kind.STALLED
                  : SessionFailedException.Kind.ENDED,
              e);
        }
      } catch (ProtocolException e) {
        throw failure(SessionFailedException.Kind.PROTOCOL, e);
      } catch (io.coppice.display.security.AccessDeniedException e) {
        throw e;
      } catch (IOException e) {
        if (!closed) {
          throw failure(SessionFailedException.Kind.ENDED, e);
        }
      } catch (RuntimeException | Error e) {
        // even the memory's end must not end this thread without a word to whoever looks on
        throw failure(SessionFailedException.Kind.BROKEN, e);
      }
    } finally {
      ServerMessages reader = messages;
      if (reader != null) {
        reader.close();
      }
      line.close();
    }
  }

  private SessionFailedException failure(SessionFailedException.Kind kind, Throwable cause) {
    ServerMessages reader = messages;
    String name = cause.getClass().getSimpleName();
    String said = cause.getMessage();
    return new SessionFailedException(
        kind,
        said == null ? name : cause instanceof IOException ? said : name + ": " + said,
        reader == null ? Optional.empty() : reader.encodingNow(),
        reader == null ? "" : reader.placeNow(),
        reader == null ? 0 : reader.bytes(),
        cause);
  }

  private void begin(ChannelInput in) throws IOException {
    ByteOutput out = output(line);
    patience.busy();
    int minor = agreeOnVersion(in, out);
    SecurityHandshake.Secured secured =
        new SecurityHandshake(unhurried(options.gatekeeper()), options.security())
            .agree(line, in, minor);
    security = secured.type();
    ChannelInput from = secured.in();
    patience.watch(from);
    out = output(secured.channel());
    out.u8(options.shared() ? 1 : 0).flush();
    int width = from.u16();
    int height = from.u16();
    PixelFormat format = PixelFormat.read(from);
    if (!Framebuffer.fits(width, height)) {
      throw new ProtocolException("a screen of " + width + " x " + height + " pixels");
    }
    String name = text(from, from.u32());
    patience.idle();
    ClientMessages sender = new ClientMessages(out, options);
    ServerMessages reader =
        new ServerMessages(
            from,
            sender,
            options,
            listener,
            patience,
            new Framebuffer(width, height),
            format,
            PixelFormat.OWN,
            name);
    messages = reader;
    listener.named(name);
    listener.screen(reader.picture());
    sender.begin(width, height);
    client = sender;
  }

  /** While a person, or the desktop's keyring, is asked, the server is not what is waited for. */
  private Gatekeeper unhurried(Gatekeeper asked) {
    return new Gatekeeper() {
      @Override
      public Optional<Credentials> credentials(SecurityType type, boolean withUser) {
        patience.idle();
        try {
          return asked.credentials(type, withUser);
        } finally {
          patience.busy();
        }
      }

      @Override
      public boolean trusts(String fingerprint, String subject) {
        patience.idle();
        try {
          return asked.trusts(fingerprint, subject);
        } finally {
          patience.busy();
        }
      }
    };
  }

  /** What this side says is small; a thumbnail says hardly anything. */
  private ByteOutput output(ByteChannel to) {
    return options.pace() == SessionOptions.Pace.ON_DEMAND
        ? new ByteOutput(to, ByteOutput.SMALL)
        : new ByteOutput(to);
  }

  private int agreeOnVersion(ChannelInput in, ByteOutput out) throws IOException {
    byte[] greeting = new byte[12];
    in.readFully(greeting);
    String text = new String(greeting, StandardCharsets.ISO_8859_1);
    if (!text.matches("RFB \\d{3}\\.\\d{3}\n")) {
      throw new ProtocolException(
          "this is no remote-framebuffer server: it says \""
              + SecurityHandshake.printable(text.strip())
              + "\"");
    }
    version =
        Integer.parseInt(text.substring(4, 7)) + "." + Integer.parseInt(text.substring(8, 11));
    int major = Integer.parseInt(text.substring(4, 7));
    int minor = Integer.parseInt(text.substring(8, 11));
    if (major < 3) {
      throw new ProtocolException("version " + version + " of the protocol, which never was");
    }
    // 3.889 is Apple's, 4 and 5 are RealVNC's: all of them speak 3.8 (RFC 6143 7.1.1); others are
    // 3.3
    int spoken = major > 3 || minor >= 8 ? 8 : minor == 7 ? 7 : 3;
    out.bytes(("RFB 003.00" + spoken + "\n").getBytes(StandardCharsets.ISO_8859_1)).flush();
    return spoken;
  }

  static String text(ChannelInput in, long length) throws IOException {
    if (length > LONGEST_NAME) {
      throw new ProtocolException("a name of " + length + " bytes");
    }
    byte[] bytes = new byte[(int) length];
    in.readFully(bytes);
    return SecurityHandshake.printable(new String(bytes, StandardCharsets.UTF_8));
  }

  /** What the session is like; empty before it began. */
  public Optional<SessionFacts> facts() {
    ServerMessages reader = messages;
    return reader == null ? Optional.empty() : Optional.of(reader.facts(version, security));
  }

  /** Asks for what changed, where the pace is {@link SessionOptions.Pace#ON_DEMAND}. */
  public void requestUpdate() {
    ServerMessages reader = messages;
    if (reader != null) {
      reader.requestUpdate();
    }
  }

  /** Asks for the whole screen anew. */
  public void refresh() {
    ServerMessages reader = messages;
    if (reader != null) {
      say(sender -> sender.requestUpdate(false, reader.picture()));
    }
  }

  /**
   * A key goes down or up.
   *
   * @param keysym the X11 keysym; 0 where none fits
   * @param scancode the XT scancode of "QEMU Extended Key Event Message"; 0 where it is not known
   */
  public void key(boolean down, int keysym, int scancode) {
    say(sender -> sender.key(down, keysym, scancode));
  }

  /** The pointer moved, or a button went down or up; bit 0 is the left button. */
  public void pointer(int x, int y, int buttons) {
    say(sender -> sender.pointer(x, y, buttons));
  }

  /** Text for the machine's clipboard. */
  public void clipboard(String text) {
    say(sender -> sender.clipboard(text));
  }

  /** Asks for another size; false where the server never grants one. */
  public boolean requestSize(int width, int height) {
    ServerMessages reader = messages;
    if (reader == null || !reader.isResizable() || !Framebuffer.fits(width, height)) {
      return false;
    }
    say(sender -> sender.requestSize(width, height, reader.screenId(), reader.screenFlags()));
    return true;
  }

  private interface Saying {
    void to(ClientMessages sender) throws IOException;
  }

  /** What cannot be said any more is not said; the reading side tells why. */
  private void say(Saying saying) {
    ClientMessages sender = client;
    if (sender != null && !closed) {
      try {
        saying.to(sender);
      } catch (IOException _) {
        hangUp();
      }
    }
  }

  private void hangUp() {
    try {
      line.close();
    } catch (IOException _) {
      // it is closed, or as good as closed
    }
  }

  /** Ends the session; {@link #run} returns. */
  @Override
  public void close() {
    closed = true;
    hangUp();
  }
}
