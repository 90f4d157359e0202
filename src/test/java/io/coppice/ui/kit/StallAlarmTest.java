package io.coppice.ui.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import javafx.application.Platform;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/** An alarm over a clock that the test moves. */
class StallAlarmTest {
  private static final Duration LIMIT = Duration.ofMillis(2);

  private final AtomicLong clock = new AtomicLong();
  private final AtomicInteger asked = new AtomicInteger();
  private final CountDownLatch held = new CountDownLatch(1);
  private StallAlarm alarm;

  @BeforeEach
  void watch() throws TimeoutException, InterruptedException {
    FxToolkit.registerPrimaryStage();
    alarm =
        new StallAlarm(
            LIMIT,
            _ -> {
              asked.incrementAndGet();
              return clock.get();
            });
    CountDownLatch holding = new CountDownLatch(1);
    Platform.runLater(
        () -> {
          alarm.start();
          holding.countDown();
          try {
            held.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    assertTrue(holding.await(30, TimeUnit.SECONDS));
  }

  @AfterEach
  void close() {
    held.countDown();
    alarm.close();
  }

  private static void until(java.util.concurrent.Callable<Boolean> is) throws TimeoutException {
    WaitForAsyncUtils.waitFor(30, TimeUnit.SECONDS, is);
  }

  @Test
  void aHeldThreadIsToldOnceWithTheTimeItTook() throws TimeoutException {
    until(() -> asked.get() > 1);
    clock.set(LIMIT.toNanos());
    until(() -> alarm.stalls() == 1);
    int then = asked.get();
    clock.set(7 * LIMIT.toNanos());
    held.countDown();
    until(() -> asked.get() > then + 2);
    assertEquals(1, alarm.stalls());
    assertEquals(LIMIT.multipliedBy(7), alarm.worst());
  }

  @Test
  void timeThatDoesNotCountRaisesNone() throws TimeoutException {
    until(() -> asked.get() > 20);
    clock.set(LIMIT.toNanos() - 1);
    int then = asked.get();
    until(() -> asked.get() > then + 20);
    assertEquals(0, alarm.stalls());
  }

  @Test
  void whileNobodyLooksNothingIsAsked() throws TimeoutException {
    held.countDown();
    alarm.rest(true);
    until(() -> watcher().getState() == Thread.State.WAITING);
    int then = asked.get();
    alarm.rest(false);
    until(() -> asked.get() > then);
  }

  private Thread watcher() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("stall-alarm"))
        .filter(Thread::isAlive)
        .findFirst()
        .orElseThrow();
  }
}
