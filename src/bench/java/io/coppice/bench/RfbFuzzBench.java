package io.coppice.bench;

import io.coppice.display.Framebuffer;
import io.coppice.display.ScriptedChannel;
import io.coppice.display.encoding.Encoding;
import io.coppice.display.encoding.PixelFormat;
import io.coppice.display.rfb.RfbSession;
import io.coppice.display.rfb.SessionFailedException;
import io.coppice.display.rfb.SessionListener;
import io.coppice.display.rfb.SessionOptions;
import io.coppice.display.security.AccessDeniedException;
import io.coppice.display.security.Gatekeeper;
import io.coppice.display.stream.ChannelInput;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Ten million broken sessions: rectangles of every encoding, messages and handshakes with bytes
 * changed and ends cut, in parts of any length. Anything but a reason that is told ends the run;
 * the longest one, by the thread's processor time, is told too.
 */
public final class RfbFuzzBench implements Bench {
  private static final int SESSIONS = Integer.getInteger("bench.fuzz", 10_000_000);
  private static final int A_PART = 1_000_000;
  private static final long SEED = 20_261_128;
  private static final int[] KINDS = {0, 1, 2, 3, 150, 248, 255};

  @Override
  public String name() {
    return "rfb-fuzz";
  }

  @Override
  public void run(Out out) {
    SplittableRandom random = new SplittableRandom(SEED);
    int[] numbers = Arrays.stream(Encoding.values()).mapToInt(Encoding::number).toArray();
    SessionOptions options = small();
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long longest = 0;
    int longestSession = 0;
    long refused = 0;
    for (int i = 0; i < SESSIONS; i++) {
      byte[] script = script(random, numbers);
      long from = threads.getCurrentThreadCpuTime();
      IOException end = held(script, 1 + random.nextInt(300), options);
      long took = threads.getCurrentThreadCpuTime() - from;
      if (took > longest) {
        longest = took;
        longestSession = i;
      }
      if (end instanceof AccessDeniedException) {
        refused++;
      } else if (!(end instanceof SessionFailedException failed)
          || failed.kind() == SessionFailedException.Kind.BROKEN) {
        throw new IllegalStateException("session " + i + " of seed " + SEED, end);
      }
      if ((i + 1) % A_PART == 0) {
        out.figure("so-far", i + 1, "");
      }
    }
    out.figure("sessions", SESSIONS, "");
    out.figure("refused", (double) refused, "");
    out.figure("longest", longest / 1e6, "ms");
    out.figure("longest-session", longestSession, "");
  }

  /** With a window as small as a thumbnail's, so that sessions cost little. */
  private static SessionOptions small() {
    SessionOptions all = SessionOptions.local(Gatekeeper.NOBODY);
    return new SessionOptions(
        all.encodings(),
        java.util.Optional.of(
            (_, _, _) -> {
              throw new IOException("no picture");
            }),
        5,
        true,
        all.pace(),
        ChannelInput.SMALL,
        Duration.ofSeconds(30),
        all.security(),
        all.gatekeeper());
  }

  private static IOException held(byte[] script, int part, SessionOptions options) {
    try (RfbSession session =
        new RfbSession(
            new ScriptedChannel(script, part),
            options,
            new SessionListener() {
              @Override
              public void screen(Framebuffer picture) {
                if (picture.pixels().length > 1 << 26) {
                  throw new IllegalStateException("a screen above the bound");
                }
              }
            })) {
      session.run();
      throw new IllegalStateException("a session without end");
    } catch (IOException e) {
      return e;
    }
  }

  private static byte[] script(SplittableRandom random, int[] numbers) {
    byte[] noise = new byte[random.nextInt(300)];
    random.nextBytes(noise);
    ByteBuffer out = ByteBuffer.allocate(42 + 16 + noise.length + 8);
    out.put("RFB 003.008\n".getBytes(StandardCharsets.US_ASCII));
    out.put((byte) 1).put((byte) 1).putInt(0);
    out.putShort((short) random.nextInt(80)).putShort((short) random.nextInt(80));
    out.put(PixelFormat.OWN.toBytes()).putInt(0);
    if (random.nextInt(3) == 0) {
      out.put((byte) KINDS[random.nextInt(KINDS.length)]);
    } else {
      out.put((byte) 0).put((byte) 0).putShort((short) (1 + random.nextInt(3)));
      out.putShort((short) random.nextInt(3)).putShort((short) random.nextInt(3));
      out.putShort((short) random.nextInt(80)).putShort((short) random.nextInt(80));
      out.putInt(numbers[random.nextInt(numbers.length)]);
    }
    out.put(noise);
    byte[] script = Arrays.copyOf(out.array(), out.position());
    if (random.nextInt(4) == 0) {
      for (int flips = random.nextInt(4); flips >= 0; flips--) {
        script[random.nextInt(script.length)] = (byte) random.nextInt();
      }
    }
    return random.nextInt(4) == 0
        ? Arrays.copyOf(script, random.nextInt(script.length + 1))
        : script;
  }
}
