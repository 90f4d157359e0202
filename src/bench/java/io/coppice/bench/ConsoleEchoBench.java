package io.coppice.bench;

import io.coppice.backend.Backend;
import io.coppice.backend.OperationLog;
import io.coppice.backend.SiteFactory;
import io.coppice.backend.Speed;
import io.coppice.display.Area;
import io.coppice.display.Framebuffer;
import io.coppice.display.encoding.Encoding;
import io.coppice.display.rfb.RfbSession;
import io.coppice.display.rfb.SessionListener;
import io.coppice.display.rfb.SessionOptions;
import io.coppice.display.security.Gatekeeper;
import io.coppice.model.EntityId.MachineId;
import io.coppice.sim.SimSites;
import io.coppice.testkit.SmallSite;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * From a key at a simulated guest's console until the letter's pixels are decoded, by this house's
 * client over the channel within this process, while time runs at 1x. A frame of the screen (at
 * most 16.7 ms at 60 Hz) comes on top of it.
 */
public final class ConsoleEchoBench implements Bench {
  private static final MachineId MACHINE = new MachineId(1);
  private static final int WARM = 400;
  private static final int KEYS = 600;
  private static final int BACKSPACE = 0xFF08;

  @Override
  public String name() {
    return "console-echo";
  }

  @Override
  public void run(Out out) throws Exception {
    SiteFactory.Past past = SiteFactory.Past.none(SmallSite.of(4, 40));
    try (Backend site = new SimSites().open(past, OperationLog.NONE)) {
      site.time().orElseThrow().setSpeed(Speed.X1);
      Semaphore drawn = new Semaphore(0);
      RfbSession session =
          new RfbSession(
              site.consoles().orElseThrow().open(MACHINE),
              SessionOptions.local(Gatekeeper.NOBODY)
                  .withEncodings(List.of(Encoding.COPY_RECT, Encoding.TRLE)),
              new SessionListener() {
                @Override
                public void drawn(Framebuffer picture, Area area) {
                  drawn.release();
                }
              });
      Thread thread = Thread.ofVirtual().start(() -> hold(session));
      drawn.acquire();
      double[] times = new double[KEYS];
      for (int i = -WARM; i < KEYS; i++) {
        drawn.drainPermits();
        long before = System.nanoTime();
        session.key(true, i % 2 == 0 ? 'x' : BACKSPACE, 0);
        if (!drawn.tryAcquire(5, TimeUnit.SECONDS)) {
          throw new IllegalStateException("key " + i + " has no echo");
        }
        if (i >= 0) {
          times[i] = (System.nanoTime() - before) / 1e6;
        }
      }
      session.close();
      thread.join();
      Arrays.sort(times);
      out.figure("keys", KEYS, "");
      out.figure("p50", PageMapBench.percentile(times, 50), "ms");
      out.figure("p95", PageMapBench.percentile(times, 95), "ms");
      out.figure("p99", PageMapBench.percentile(times, 99), "ms");
    }
  }

  private static void hold(RfbSession session) {
    try {
      session.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
