package io.coppice.bench;

import io.coppice.backend.Backend;
import io.coppice.backend.Consoles;
import io.coppice.backend.OperationLog;
import io.coppice.backend.SiteFactory;
import io.coppice.display.Area;
import io.coppice.display.Framebuffer;
import io.coppice.display.encoding.Encoding;
import io.coppice.display.rfb.RfbSession;
import io.coppice.display.rfb.SessionListener;
import io.coppice.display.rfb.SessionOptions;
import io.coppice.display.security.Gatekeeper;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.inventory.Workload;
import io.coppice.sim.SimSites;
import io.coppice.testkit.SmallSite;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;

/**
 * What an open console of a simulated guest (720x400), a thumbnail of it (a fifth of its sides) and
 * one of a drawn desktop (1024x768) hold in the heap, both ends of the channel and the session's
 * thread included.
 */
public final class ConsoleMemoryBench implements Bench {
  private static final int OPEN = 40;
  private static final int THUMBNAILS = 200;

  @Override
  public String name() {
    return "console-memory";
  }

  @Override
  public void run(Out out) throws Exception {
    SiteFactory.Past past = SiteFactory.Past.none(SmallSite.of(20, 300));
    try (Backend site = new SimSites().open(past, OperationLog.NONE)) {
      Consoles consoles = site.consoles().orElseThrow();
      SessionOptions options =
          SessionOptions.local(Gatekeeper.NOBODY)
              .withEncodings(List.of(Encoding.COPY_RECT, Encoding.TRLE, Encoding.RAW));
      double pixels = 720 * 400 * 4 / 1024.0;
      List<MachineId> texts = new ArrayList<>();
      List<MachineId> desktops = new ArrayList<>();
      site.snapshot()
          .inventory()
          .machines()
          .forEach(
              machine ->
                  (machine.guest().workload() == Workload.DESKTOP ? desktops : texts)
                      .add(machine.id()));
      open(consoles, options, 1, texts.subList(0, 5)); // what is loaded and kept once
      double console = open(consoles, options, 1, texts.subList(0, OPEN));
      double thumbnail = open(consoles, options.asThumbnail(), 5, texts.subList(0, THUMBNAILS));
      double desktop = open(consoles, options.asThumbnail(), 5, desktops);
      out.figure("console", console, "KiB");
      out.figure("console-goal", 2 * pixels + 1024, "KiB");
      out.figure("thumbnail", thumbnail, "KiB");
      out.figure("thumbnail-of-a-desktop", desktop, "KiB");
    }
  }

  private static double open(
      Consoles consoles, SessionOptions options, int shrunk, List<MachineId> machines)
      throws Exception {
    double before = used();
    Semaphore drawn = new Semaphore(0);
    List<RfbSession> sessions = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();
    for (MachineId machine : machines) {
      RfbSession session =
          new RfbSession(
              consoles.open(machine, side(720, shrunk), side(400, shrunk)),
              options,
              new SessionListener() {
                @Override
                public void drawn(Framebuffer picture, Area area) {
                  drawn.release();
                }
              });
      sessions.add(session);
      threads.add(Thread.ofVirtual().start(() -> hold(session)));
    }
    drawn.acquire(machines.size());
    double each = (used() - before) / machines.size();
    for (RfbSession session : sessions) {
      session.close();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    return each;
  }

  private static int side(int ofText, int shrunk) {
    return shrunk == 1 ? Consoles.WHOLE : ofText / shrunk;
  }

  private static void hold(RfbSession session) {
    try {
      session.run();
    } catch (IOException _) {
      // closed
    }
  }

  /** KiB of the heap in use after collecting. */
  private static double used() {
    Runtime runtime = Runtime.getRuntime();
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 4; i++) {
      runtime.gc();
      least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
    }
    return least / 1024.0;
  }
}
