package io.coppice.bench;

import io.coppice.backend.Consoles;
import io.coppice.backend.Speed;
import io.coppice.boot.Screens;
import io.coppice.display.encoding.Encoding;
import io.coppice.display.rfb.RfbSession;
import io.coppice.display.rfb.SessionListener;
import io.coppice.display.rfb.SessionOptions;
import io.coppice.display.security.Gatekeeper;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.PowerState;
import io.coppice.session.LiveSession;
import io.coppice.store.MemoryStore;
import io.coppice.testkit.LiveConsole;
import io.coppice.testkit.Sessions;
import io.coppice.testkit.SmallSite;
import io.coppice.ui.kit.Place;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import javafx.animation.AnimationTimer;
import javafx.application.Platform;

/**
 * A wall of a hundred simulated consoles of 720x400 into each of which ten keys a second are typed,
 * in a whole console that the software pipeline draws without a display: processors that the
 * process is busy with (the guests, their servers and the typing included), and the time that a
 * frame takes while something asks for each of 60 a second, from the beginning of its pulse to the
 * end of its painting; beside it the time between pulses, which the toolkit's timer keeps near 16.7
 * ms however short the frames are. The same without the wall in sight.
 */
public final class ConsoleWallBench implements Bench {
  private static final int TILES = 100;
  private static final int SECONDS = 15;
  private static final int BACKSPACE = 0xFF08;

  @Override
  public String name() {
    return "console-wall";
  }

  @Override
  public void run(Out out) throws Exception {
    FrameTimes.prepare();
    LiveSession session =
        Sessions.over(new MemoryStore(List.of()), Sessions.sims(), SmallSite.of(20, 300));
    try (LiveConsole console =
        LiveConsole.open(session, Locale.ENGLISH, theme -> Screens.all(theme, Path.of("bench")))) {
      session.site().time().orElseThrow().setSpeed(Speed.X1);
      List<MachineId> machines = on(session);
      Consoles consoles = session.site().consoles().orElseThrow();
      List<RfbSession> typists = new ArrayList<>();
      for (MachineId machine : machines) {
        typists.add(typist(consoles, machine));
      }
      type(typists, 3);
      busy(out, "without-wall", typists);
      List<Long> frames = new ArrayList<>();
      LiveConsole.onFx(
          () -> {
            console.scene().addPostLayoutPulseListener(() -> frames.add(System.nanoTime()));
            return null;
          });
      pace(out, "without-wall", frames, typists);
      console.go(
          new Place.Named(
              "wall", machines.stream().map(MachineId::token).collect(Collectors.joining(","))));
      type(typists, 8);
      out.figure("tiles", machines.size(), "");
      busy(out, "wall", typists);
      pace(out, "wall", frames, typists);
      typists.forEach(RfbSession::close);
    }
  }

  /** Frames while something asks for each that the toolkit's timer allows. */
  private static void pace(Out out, String name, List<Long> frames, List<RfbSession> typists)
      throws Exception {
    AnimationTimer asking =
        new AnimationTimer() {
          @Override
          public void handle(long now) {
            Platform.requestNextPulse();
          }
        };
    LiveConsole.onFx(
        () -> {
          frames.clear();
          asking.start();
          return null;
        });
    double[] times;
    double[] painted;
    try (FrameTimes listening = new FrameTimes()) {
      type(typists, SECONDS);
      listening.stop();
      times = listening.sorted(false);
      painted = listening.sorted(true);
    }
    out.figure(name + "-frames", times.length / (double) SECONDS, "/s");
    out.figure(name + "-frame-p50", PageMapBench.percentile(times, 50), "ms");
    out.figure(name + "-frame-p95", PageMapBench.percentile(times, 95), "ms");
    if (painted.length > 0) {
      out.figure(name + "-painted", painted.length / (double) SECONDS, "/s");
      out.figure(name + "-painted-frame-p50", PageMapBench.percentile(painted, 50), "ms");
      out.figure(name + "-painted-frame-p95", PageMapBench.percentile(painted, 95), "ms");
    }
    List<Long> seen =
        LiveConsole.onFx(
            () -> {
              asking.stop();
              return List.copyOf(frames);
            });
    double[] gaps = new double[Math.max(0, seen.size() - 1)];
    for (int i = 0; i < gaps.length; i++) {
      gaps[i] = (seen.get(i + 1) - seen.get(i)) / 1e6;
    }
    out.figure(name + "-pulses", seen.size() / (double) SECONDS, "/s");
    java.util.Arrays.sort(gaps);
    out.figure(name + "-between-pulses-p50", PageMapBench.percentile(gaps, 50), "ms");
    out.figure(name + "-between-pulses-p95", PageMapBench.percentile(gaps, 95), "ms");
  }

  private static List<MachineId> on(LiveSession session) {
    List<MachineId> machines = new ArrayList<>();
    for (int row = 0; machines.size() < TILES; row++) {
      Machine machine = session.snapshot().inventory().machine(new MachineId(row));
      if (machine != null && machine.power() == PowerState.POWERED_ON && !machine.template()) {
        machines.add(machine.id());
      }
    }
    return machines;
  }

  private static RfbSession typist(Consoles consoles, MachineId machine) throws IOException {
    RfbSession session =
        new RfbSession(
            consoles.open(machine, 720 / 8, 400 / 8),
            SessionOptions.local(Gatekeeper.NOBODY)
                .withEncodings(List.of(Encoding.TRLE))
                .asThumbnail(),
            new SessionListener() {});
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                session.run();
              } catch (IOException _) {
                // the bench is over
              }
            });
    return session;
  }

  /** Ten keys a second into each, spread over the tenth. */
  private static void type(List<RfbSession> typists, int seconds) {
    long next = System.nanoTime();
    for (int tenth = 0; tenth < 10 * seconds; tenth++) {
      for (RfbSession each : typists) {
        each.key(true, tenth % 2 == 0 ? 'x' : BACKSPACE, 0);
      }
      next += TimeUnit.MILLISECONDS.toNanos(100);
      LockSupport.parkNanos(next - System.nanoTime());
    }
  }

  private static void busy(Out out, String name, List<RfbSession> typists) {
    long worked = ProcessTime.nanos();
    long from = System.nanoTime();
    type(typists, SECONDS);
    double cores = (ProcessTime.nanos() - worked) / (double) (System.nanoTime() - from);
    out.figure(name + "-processors", cores, "");
  }
}
