package io.coppice.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.coppice.ui.kit.StallAlarm;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/** An alarm over the time that counts in tests still speaks. */
class WorkedTimeTest {
  private static final int PATIENCE = 60;

  private StallAlarm alarm;

  @BeforeEach
  void watch() throws TimeoutException {
    FxToolkit.registerPrimaryStage();
    alarm = new StallAlarm(StallAlarm.LIMIT, new WorkedTime());
    onFx(
        () -> {
          alarm.start();
          return null;
        });
  }

  @AfterEach
  void close() {
    alarm.close();
  }

  private static <T> T onFx(Callable<T> work) {
    return WaitForAsyncUtils.waitForAsyncFx(PATIENCE * 1000L, work);
  }

  @Test
  void workThatGoesOnTooLongIsAStall() {
    assertEquals(
        1,
        onFx(
            () -> {
              long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE / 2);
              while (alarm.stalls() == 0 && System.nanoTime() < end) {
                Thread.onSpinWait();
              }
              return alarm.stalls();
            }));
  }

  @Test
  void aWaitThatLastsTooLongIsAStall() {
    CountDownLatch never = new CountDownLatch(1);
    assertEquals(
        1,
        onFx(
            () -> {
              for (int i = 0; alarm.stalls() == 0 && i < PATIENCE * 10; i++) {
                never.await(50, TimeUnit.MILLISECONDS);
              }
              return alarm.stalls();
            }));
  }
}
