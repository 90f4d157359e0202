package io.coppice.ui.fork.sharing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.model.fork.ForkEstimate;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How many more fit, and for how long. */
class ForecastTest {
  private static final long CHILD = ForkEstimate.OVERHEAD + ForkEstimate.AT_ONCE;

  private static Forecast forecast(long free, double rate, double each) {
    return new Forecast(Optional.empty(), free, rate, each, Optional.empty());
  }

  @Test
  void withoutDivergenceAsManyFitAsThereIsRoomFor() {
    assertEquals(10, forecast(10 * CHILD, 0, 0).fit(Duration.ofDays(1)));
  }

  @Test
  void whatFitsKeepsRoomForSoLong() {
    Forecast forecast = forecast(100 * CHILD, 1_000_000, 100_000);
    Duration time = Duration.ofMinutes(10);
    int fit = forecast.fit(time);
    double seconds = (double) time.toSeconds();
    double needed = (double) fit * CHILD + (1_000_000 + fit * 100_000.0) * seconds;
    assertTrue(needed <= forecast.free(), "all that fit have room");
    assertTrue(needed + CHILD + 100_000 * seconds > forecast.free(), "one more has not");
  }

  @Test
  void nothingFitsOnceTheGroupItselfFillsTheHost() {
    assertEquals(0, forecast(CHILD, 1_000_000_000, 0).fit(Duration.ofMinutes(10)));
  }
}
