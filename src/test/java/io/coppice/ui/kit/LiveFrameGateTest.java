package io.coppice.ui.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.coppice.backend.InventoryOperation.Rename;
import io.coppice.backend.Snapshot;
import io.coppice.backend.Speed;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.SimTime;
import io.coppice.session.LiveSession;
import io.coppice.store.MemoryStore;
import io.coppice.testkit.LiveConsole;
import io.coppice.testkit.Sessions;
import io.coppice.testkit.SmallSite;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/** Over a site that stands still but for what the test asks of it, in the midst of an update. */
class LiveFrameGateTest {
  private static final MachineId MACHINE = new MachineId(0);

  private LiveSession session;
  private LiveFrameGate gate;
  private final AtomicReference<String> shown = new AtomicReference<>("");

  @BeforeEach
  void open() throws TimeoutException {
    FxToolkit.registerPrimaryStage();
    session = Sessions.inMemory(SmallSite.of(1, 2));
    gate = WaitForAsyncUtils.waitForAsyncFx(30_000, () -> new LiveFrameGate(session));
  }

  @AfterEach
  void close() {
    WaitForAsyncUtils.waitForAsyncFx(30_000, gate::close);
    session.close();
  }

  private void rename(String name) {
    session.submit("Rename", List.of(new Rename(MACHINE, name))).toCompletableFuture().join();
  }

  private static String name(Snapshot snapshot) {
    return snapshot.inventory().machine(MACHINE).name();
  }

  private void untilShown(String name) throws TimeoutException {
    WaitForAsyncUtils.waitFor(30, TimeUnit.SECONDS, () -> shown.get().equals(name));
    assertEquals(name, shown.get());
  }

  @Test
  void whatChangesWhileAStateIsComputedIsShownAfterIt() throws TimeoutException {
    AtomicInteger times = new AtomicInteger();
    gate.bind(
        snapshot -> {
          String name = name(snapshot);
          if (times.incrementAndGet() == 1) {
            rename("meanwhile");
          }
          return name;
        },
        shown::set);
    untilShown("meanwhile");
  }

  @Test
  void whatChangesWhileAComputationFailsIsShownAfterIt() throws TimeoutException {
    AtomicInteger times = new AtomicInteger();
    gate.bind(
        snapshot -> {
          if (times.incrementAndGet() == 1) {
            rename("after the failure");
            throw new IllegalStateException("planted");
          }
          return name(snapshot);
        },
        shown::set);
    untilShown("after the failure");
  }

  @Test
  void whatChangesBetweenComputingAndShowingIsShown() throws TimeoutException {
    AtomicInteger times = new AtomicInteger();
    gate.bind(
        LiveFrameGateTest::name,
        name -> {
          shown.set(name);
          if (times.incrementAndGet() == 1) {
            rename("between");
          }
        });
    untilShown("between");
  }

  @Test
  void whateverThreadsAskTheNewestIsShownInTheEnd() throws TimeoutException, InterruptedException {
    AtomicInteger newest = new AtomicInteger();
    AtomicInteger seen = new AtomicInteger(-1);
    FrameGate.Binding binding = gate.bind(_ -> newest.get(), seen::set);
    int threads = 4;
    CountDownLatch ended = new CountDownLatch(threads);
    for (int i = 0; i < threads; i++) {
      Thread.ofPlatform()
          .start(
              () -> {
                for (int n = 0; n < 20_000; n++) {
                  newest.incrementAndGet();
                  binding.refresh();
                }
                ended.countDown();
              });
    }
    assertTrue(ended.await(30, TimeUnit.SECONDS));
    WaitForAsyncUtils.waitFor(30, TimeUnit.SECONDS, () -> seen.get() == threads * 20_000);
  }

  @Test
  void whatSomebodyChoseIsShownWithoutWaitingForABeat() throws TimeoutException {
    Optional<ToolkitPulse> found = LiveConsole.onFx(ToolkitPulse::find);
    assumeTrue(found.isPresent(), "the command line does not open JavaFX's toolkit");
    AtomicReference<String> chosen = new AtomicReference<>("at first");
    FrameGate.Binding binding = gate.bind(_ -> chosen.get(), shown::set);
    untilShown("at first");
    try {
      LiveConsole.onFx(
          () -> {
            found.get().stop();
            chosen.set("chosen");
            binding.refresh();
            return null;
          });
      untilShown("chosen");
    } finally {
      LiveConsole.onFx(
          () -> {
            found.get().start();
            return null;
          });
    }
  }

  @Test
  void whereNobodyWorksTimeAloneMovesTheClockOnly() throws TimeoutException {
    LiveSession simulated =
        Sessions.over(new MemoryStore(List.of()), Sessions.sims(), SmallSite.of(1, 2));
    LiveFrameGate calm =
        WaitForAsyncUtils.waitForAsyncFx(30_000, () -> new LiveFrameGate(simulated, () -> 0));
    try {
      AtomicReference<SimTime> clock = new AtomicReference<>(SimTime.ZERO);
      AtomicReference<SimTime> ages = new AtomicReference<>(SimTime.ZERO);
      calm.bindToTime(Snapshot::time, clock::set);
      calm.bind(Snapshot::time, ages::set);
      calm.bind(LiveFrameGateTest::name, shown::set);
      calm.calm(true);
      until(() -> isBehind(ages, clock));
      simulated.submit("Rename", List.of(new Rename(MACHINE, "while nobody works")));
      untilShown("while nobody works");
      until(() -> isBehind(ages, clock));
      simulated.site().time().orElseThrow().setSpeed(Speed.PAUSED);
      WaitForAsyncUtils.waitForAsyncFx(30_000, () -> calm.calm(false));
      until(() -> ages.get().equals(simulated.snapshot().time()));
    } finally {
      WaitForAsyncUtils.waitForAsyncFx(30_000, calm::close);
      simulated.close();
    }
  }

  @Test
  void whereNobodyWorksOnlyWhatIsMoreThanTheTimeIsToldThatItWaitsForAFrame()
      throws TimeoutException {
    LiveSession simulated =
        Sessions.over(new MemoryStore(List.of()), Sessions.sims(), SmallSite.of(1, 2));
    LiveFrameGate calm =
        WaitForAsyncUtils.waitForAsyncFx(30_000, () -> new LiveFrameGate(simulated, () -> 0));
    try {
      AtomicReference<SimTime> clock = new AtomicReference<>(SimTime.ZERO);
      AtomicInteger told = new AtomicInteger();
      calm.bindToTime(Snapshot::time, clock::set);
      calm.bind(LiveFrameGateTest::name, shown::set);
      calm.calm(true);
      WaitForAsyncUtils.waitForAsyncFx(30_000, () -> calm.onAwaited(told::incrementAndGet));
      untilTheClockMovedAlone(clock, told);
      int before = told.get();
      simulated.submit("Rename", List.of(new Rename(MACHINE, "told at once")));
      untilShown("told at once");
      until(() -> told.get() > before);
    } finally {
      WaitForAsyncUtils.waitForAsyncFx(30_000, calm::close);
      simulated.close();
    }
  }

  /** Three seconds in which nobody was told; figures and alarms change but now and then. */
  private static void untilTheClockMovedAlone(AtomicReference<SimTime> clock, AtomicInteger told)
      throws TimeoutException {
    AtomicInteger last = new AtomicInteger(-1);
    AtomicReference<SimTime> from = new AtomicReference<>(SimTime.ZERO);
    until(
        () -> {
          if (told.get() != last.get() || from.get().equals(SimTime.ZERO)) {
            from.set(clock.get());
            last.set(told.get());
          }
          return clock.get().since(from.get()).toSeconds() >= 3;
        });
  }

  private static boolean isBehind(AtomicReference<SimTime> ages, AtomicReference<SimTime> clock) {
    return !ages.get().equals(SimTime.ZERO) && clock.get().since(ages.get()).toSeconds() >= 3;
  }

  private static void until(Callable<Boolean> holds) throws TimeoutException {
    WaitForAsyncUtils.waitFor(60, TimeUnit.SECONDS, holds);
  }
}
