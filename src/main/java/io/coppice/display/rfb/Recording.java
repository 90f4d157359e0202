package io.coppice.display.rfb;

import io.coppice.display.Framebuffer;
import io.coppice.display.encoding.Encoding;
import io.coppice.display.encoding.PixelFormat;
import io.coppice.display.security.Gatekeeper;
import io.coppice.display.security.SecurityType;
import io.coppice.display.stream.ByteOutput;
import io.coppice.display.stream.ChannelInput;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A recorded session, played to any instant: what is shown at an instant is the picture after the
 * last update that had begun to come by then, however one got there. Forwards goes on from where it
 * stands; backwards begins anew, since decompressors only go forwards, or at the last whole picture
 * where {@link RecordingWriter} wrote one. One thread.
 */
public final class Recording implements AutoCloseable {
  /** Milliseconds ahead from which a whole picture is not waited for. */
  private static final long WORTH_A_JUMP = 1000;

  private final RecordedBlocks blocks;
  private final SessionListener listener;
  private Played played;
  private ChannelInput in;
  private ServerMessages messages;
  private PixelFormat format;
  private String name;
  private long at;
  private boolean damaged;
  private boolean unfinished;

  /**
   * Opens a recording, and plays it to its first instant.
   *
   * @throws RecordingException if the file holds none
   */
  public Recording(Path file, SessionListener listener) throws IOException {
    this.listener = listener;
    blocks = new RecordedBlocks(file);
    try {
      begin();
    } catch (IOException e) {
      blocks.close();
      throw e;
    }
  }

  /** The bytes of the blocks that had come by an instant. */
  private final class Played implements ReadableByteChannel {
    private int block;
    private int within;

    Played(int block) {
      this.block = block;
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
      while (block < blocks.blocks().size()) {
        RecordedBlocks.Block now = blocks.blocks().get(block);
        if (within < now.length()) {
          int got = blocks.read(now, within, into);
          within += got;
          return got;
        }
        block++;
        within = 0;
      }
      return -1;
    }

    /** When the byte came that is read last, or, if nothing is left of it, the next. */
    long millis(boolean isLeft) {
      int from = block;
      int last = blocks.blocks().size() - 1;
      while (!isLeft && from < last && (from > block || within == length(from))) {
        from++;
        if (length(from) > 0) {
          break;
        }
      }
      return last < 0 ? 0 : blocks.blocks().get(Math.min(from, last)).millis();
    }

    private int length(int of) {
      return blocks.blocks().get(of).length();
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() {}
  }

  private void begin() throws IOException {
    if (messages != null) {
      messages.close();
    }
    played = new Played(0);
    in = new ChannelInput(played);
    try {
      byte[] greeting = new byte[12];
      in.readFully(greeting);
      boolean old = greeting[10] < '7';
      int security = old ? in.s32() : in.u8();
      if (!old) {
        // a list of one: recorders write down the handshake that they had themselves
        in.skip(security);
        in.skip(greeting[10] >= '8' ? 4 : 0);
      } else if (security != SecurityType.NONE.number()) {
        throw new RecordingException("a session that began with a password is not played");
      }
      int width = in.u16();
      int height = in.u16();
      format = PixelFormat.read(in);
      if (!Framebuffer.fits(width, height)) {
        throw new RecordingException("a screen of " + width + " x " + height + " pixels");
      }
      name = RfbSession.text(in, in.u32());
      messages = reader(new Framebuffer(width, height));
      at = 0;
      listener.named(name);
      listener.screen(messages.picture());
    } catch (EOFException e) {
      throw new RecordingException("the recording ends before its first picture", e);
    }
  }

  private ServerMessages reader(Framebuffer picture) {
    SessionOptions options = SessionOptions.local(Gatekeeper.NOBODY);
    return new ServerMessages(
        in,
        new ClientMessages(new ByteOutput(new Nowhere()), options),
        options,
        listener,
        new Patience(options.patience(), () -> {}),
        picture,
        format,
        format,
        name);
  }

  /** Goes on at a block that needs none before it. */
  private void beginAt(int block) {
    Framebuffer before = messages.picture();
    messages.close();
    played = new Played(block);
    in = new ChannelInput(played);
    messages = reader(new Framebuffer(before.width(), before.height()));
    at = blocks.blocks().get(block).millis();
    listener.screen(messages.picture());
  }

  /**
   * Plays to an instant.
   *
   * @param millis from the beginning; what is beyond the end is the end
   * @throws RecordingException if what is recorded breaks the protocol; the picture stays the last
   *     good one, and the recording ends there
   */
  public void playTo(long millis) throws IOException {
    int key = blocks.keyBefore(millis);
    boolean back = millis < at;
    if (key >= 0 && (back || blocks.blocks().get(key).millis() > at + WORTH_A_JUMP)) {
      damaged = false;
      beginAt(key);
    } else if (back) {
      damaged = false;
      begin();
    }
    goOnTo(millis);
    at = Math.max(at, millis);
  }

  /**
   * Plays from where it is to its end, leaving out nothing: what is counted then is all there is.
   *
   * @throws RecordingException as {@link #playTo} does
   */
  public void playThrough() throws IOException {
    goOnTo(Long.MAX_VALUE);
    at = Math.max(at, millis());
  }

  private void goOnTo(long millis) throws IOException {
    while (!damaged && hasNext() && played.millis(in.available() > 0) <= millis) {
      try {
        messages.readOne();
      } catch (EOFException _) {
        damaged = true;
        unfinished = true;
      } catch (IOException e) {
        damaged = true;
        throw new RecordingException(messages.placeNow() + ": " + e.getMessage(), e);
      }
    }
  }

  private boolean hasNext() {
    return in.available() > 0 || !isAtEnd();
  }

  private boolean isAtEnd() {
    return played.block >= blocks.blocks().size()
        || played.block == blocks.blocks().size() - 1
            && played.within == blocks.blocks().get(played.block).length();
  }

  /** When the last byte came, in milliseconds from the beginning. */
  public long millis() {
    return blocks.blocks().isEmpty() ? 0 : blocks.blocks().getLast().millis();
  }

  /** What is shown now. */
  public Framebuffer picture() {
    return messages.picture();
  }

  /** What the session was like, and how many updates were drawn until now. */
  public SessionFacts facts() {
    return messages.facts("", SecurityType.NONE);
  }

  /**
   * Whether the file ends in the middle of a block, or, once it was played to its end, of an
   * update; what came before is played.
   */
  public boolean isCut() {
    return blocks.isCut() || unfinished;
  }

  /** The encoding that is being read, where playing stopped. */
  public Optional<Encoding> encodingNow() {
    return messages.encodingNow();
  }

  @Override
  public void close() throws IOException {
    messages.close();
    blocks.close();
  }

  /** What a player would say to a server. */
  private static final class Nowhere implements WritableByteChannel {
    @Override
    public int write(ByteBuffer from) {
      int said = from.remaining();
      from.position(from.limit());
      return said;
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() {}
  }
}
