package io.coppice.bench;

import com.shinyhut.vernacular.client.VernacularClient;
import com.shinyhut.vernacular.client.VernacularConfig;
import com.shinyhut.vernacular.client.rendering.ColorDepth;
import io.coppice.display.Framebuffer;
import io.coppice.display.ScriptedChannel;
import io.coppice.display.encoding.Encoding;
import io.coppice.display.encoding.PixelFormat;
import io.coppice.display.rfb.RfbSession;
import io.coppice.display.rfb.SessionFailedException;
import io.coppice.display.rfb.SessionListener;
import io.coppice.display.rfb.SessionOptions;
import io.coppice.display.security.Gatekeeper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Full-screen updates a second of a 1920x1080 session of text, windows and film, decoded from
 * memory, each encoding; beside it Vernacular on those that it has, and what inflating alone takes.
 * By the wall and, since machines are shared, by the processor time of the whole process; the best
 * of the rounds.
 */
public final class ConsoleDecodeBench implements Bench {
  private static final int EACH = 4;
  private static final int ROUNDS = 6;

  /** Of a round: the processor's time is told in steps of 10 ms. */
  private static final long LEAST_NANOS = 600_000_000;

  private static final List<Encoding> THEIRS =
      List.of(Encoding.RAW, Encoding.HEXTILE, Encoding.ZLIB);

  private interface Session {
    void hold() throws Exception;
  }

  @Override
  public String name() {
    return "console-decode";
  }

  @Override
  public void run(Out out) throws Exception {
    List<MovingPictures.Still> pictures = MovingPictures.of(EACH);
    byte[] wanted = theirFormat();
    for (Encoding each :
        List.of(Encoding.RAW, Encoding.HEXTILE, Encoding.ZLIB, Encoding.ZRLE, Encoding.TIGHT)) {
      String name = each.title().toLowerCase(java.util.Locale.ROOT);
      RecordedServer server = new RecordedServer(each, PixelFormat.OWN.toBytes());
      byte[] ours = server.session(pictures);
      out.figure(name + "-bytes-an-update", ours.length / (double) pictures.size(), "B");
      measure(out, name, pictures.size(), () -> decode(ours, each, pictures));
      if (!server.stretches().isEmpty()) {
        measure(out, name + "-inflating-alone", pictures.size(), () -> inflate(server.stretches()));
      }
      if (THEIRS.contains(each)) {
        byte[] other = new RecordedServer(each, wanted).session(pictures);
        measure(out, name + "-vernacular", pictures.size(), () -> theirs(other, each));
      }
    }
  }

  private static void measure(Out out, String name, int updates, Session session) throws Exception {
    double wall = 0;
    double work = 0;
    for (int round = 0; round < ROUNDS; round++) {
      long from = System.nanoTime();
      long worked = ProcessTime.nanos();
      int held = 0;
      while (System.nanoTime() - from < LEAST_NANOS) {
        session.hold();
        held++;
      }
      wall = Math.max(wall, held * updates * 1e9 / (System.nanoTime() - from));
      work = Math.max(work, held * updates * 1e9 / (ProcessTime.nanos() - worked));
    }
    out.figure(name, wall, "updates/s");
    out.figure(name + "-by-processor", work, "updates/s");
  }

  /**
   * What the platform's decompressor takes of it, which no decoder over it can do without: without
   * the sum of a stream's bytes, which only its end would ask for.
   */
  private static void inflate(List<RecordedServer.Stretch> stretches) throws DataFormatException {
    byte[] plain = new byte[1 << 16];
    Inflater[] inflaters = {new Inflater(true), new Inflater(true), new Inflater(true)};
    boolean[] begun = new boolean[inflaters.length];
    for (RecordedServer.Stretch each : stretches) {
      Inflater inflater = inflaters[each.stream()];
      int head = begun[each.stream()] ? 0 : 2; // RFC 1950 2.2
      begun[each.stream()] = true;
      inflater.setInput(each.packed(), head, each.packed().length - head);
      int got;
      do {
        got = inflater.inflate(plain);
      } while (got > 0);
    }
    for (Inflater each : inflaters) {
      each.end();
    }
  }

  private static void decode(byte[] bytes, Encoding encoding, List<MovingPictures.Still> pictures)
      throws IOException {
    Framebuffer[] shown = new Framebuffer[1];
    try (RfbSession session =
        new RfbSession(
            new ScriptedChannel(bytes, 256 * 1024),
            SessionOptions.local(Gatekeeper.NOBODY).withEncodings(List.of(encoding)),
            new SessionListener() {
              @Override
              public void screen(Framebuffer picture) {
                shown[0] = picture;
              }
            })) {
      session.run();
    } catch (SessionFailedException e) {
      if (e.kind() != SessionFailedException.Kind.ENDED) {
        throw e;
      }
    }
    if (!Arrays.equals(shown[0].pixels(), pictures.getLast().pixels())) {
      throw new IllegalStateException(encoding + " decodes to another picture");
    }
  }

  /** Gives no byte of the next message of the handshake with those of the last. */
  private static final class Turns extends ByteArrayInputStream {
    private static final int[] ENDS = {12, 14, 18, 42};

    private final CountDownLatch over;

    Turns(byte[] bytes, CountDownLatch over) {
      super(bytes);
      this.over = over;
    }

    @Override
    public synchronized int read() {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public synchronized int read(byte[] into, int from, int most) {
      int left = most;
      for (int end : ENDS) {
        if (pos < end) {
          left = Math.min(left, end - pos);
        }
      }
      int got = super.read(into, from, left);
      if (got < 0) {
        over.countDown();
      }
      return got;
    }

    /** Nobody is to read ahead. */
    @Override
    public synchronized int available() {
      return 0;
    }
  }

  /** A line that is bytes in memory. */
  private static final class Recorded extends Socket {
    final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final InputStream in;

    Recorded(byte[] bytes, CountDownLatch over) {
      in = new Turns(bytes, over);
    }

    @Override
    public InputStream getInputStream() {
      return in;
    }

    @Override
    public OutputStream getOutputStream() {
      return said;
    }
  }

  private static Recorded theirs(byte[] bytes, Encoding encoding) throws InterruptedException {
    CountDownLatch over = new CountDownLatch(1);
    VernacularConfig config = new VernacularConfig();
    config.setColorDepth(ColorDepth.BPP_24_TRUE);
    config.setEnableHextileEncoding(encoding == Encoding.HEXTILE);
    config.setEnableZLibEncoding(encoding == Encoding.ZLIB);
    config.setEnableCopyrectEncoding(false);
    config.setEnableRreEncoding(false);
    config.setScreenUpdateListener(_ -> {});
    config.setErrorListener(_ -> over.countDown());
    Recorded line = new Recorded(bytes, over);
    VernacularClient client = new VernacularClient(config);
    client.start(line);
    over.await();
    client.stop();
    return line;
  }

  /** The pixels that Vernacular asks for: its first message after the handshake. */
  private static byte[] theirFormat() throws Exception {
    byte[] nothing = new RecordedServer(Encoding.RAW, PixelFormat.OWN.toBytes()).session(List.of());
    byte[] said = theirs(nothing, Encoding.RAW).said.toByteArray();
    int at = 12 + 1 + 1; // version, security, whether others may stay
    if (said.length < at + 20 || said[at] != 0) {
      throw new IllegalStateException(
          "Vernacular does not begin with its pixels: " + HexFormat.of().formatHex(said));
    }
    return Arrays.copyOfRange(said, at + 4, at + 20);
  }
}
