package io.coppice.ui.kit.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.backend.Series;
import io.coppice.model.EntityId.HostId;
import io.coppice.model.SimTime;
import io.coppice.model.inventory.Metric;
import io.coppice.ui.kit.chart.ChartScale.Axis;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChartTest {
  private static final long MINUTE = 60_000_000;

  private static Series series(long... times) {
    int[] values = new int[times.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = 10 * (i + 1);
    }
    return new Series(new HostId(0), Metric.CPU_USED, times, values, values);
  }

  @ParameterizedTest
  @CsvSource({
    "7, 4, WATTS, 8, 2",
    "16300, 4, MEGAHERTZ, 20000, 5000",
    "0, 3, BASIS_POINTS, 100, 100",
    "94208, 3, MEBIBYTES, 102400, 51200",
    "3000, 4, MEBIBYTES, 3072, 1024",
    "1, 5, MICROSECONDS, 100, 100"
  })
  void axesEndAtRoundNumbers(long most, int lines, Metric.Unit unit, long top, long step) {
    assertEquals(new Axis(top, step), ChartScale.values(most, lines, unit));
  }

  @Test
  void ticksStandAtWholeStepsOfTheClock() {
    long step = ChartScale.timeStep(60 * MINUTE, 7);
    assertEquals(10 * MINUTE, step);
    assertEquals(
        List.of(10 * MINUTE, 20 * MINUTE), ChartScale.ticks(3 * MINUTE, 25 * MINUTE, step));
  }

  @Test
  void whatWasSeenSinceFollowsWhatIsRemembered() {
    MetricTrace trace = MetricTrace.NONE.seeing(100, 7, 10).seeing(105, 8, 10).seeing(120, 9, 10);
    assertEquals(2, trace.size());
    MetricTrace joined = trace.remembering(series(50, 110));
    assertEquals(3, joined.size());
    assertEquals(110, joined.time(1));
    assertEquals(9, joined.value(2));
  }

  @Test
  void aCourseStaysSmallHoweverLongItIsWatched() {
    MetricTrace trace = MetricTrace.NONE;
    for (int i = 1; i < 20_000; i++) {
      trace = trace.seeing(i * 10L, i, 10);
    }
    assertTrue(trace.size() <= 1_440, "kept " + trace.size());
    assertEquals(19_999, trace.value(trace.size() - 1));
  }

  @Test
  void onlyPointsWithinReachAreReadOut() {
    MetricTrace trace = MetricTrace.NONE.remembering(series(100, 200));
    assertEquals(0, trace.nearest(140, 50));
    assertEquals(1, trace.nearest(160, 50));
    assertEquals(-1, trace.nearest(400, 50));
    assertEquals(-1, MetricTrace.NONE.nearest(0, 50));
  }

  @Test
  void aWindowFollowsTheClockUntilItIsZoomed() {
    ChartTime time = new ChartTime();
    time.advance(new SimTime(600 * MINUTE));
    assertEquals(540 * MINUTE, time.from());
    time.zoom(550 * MINUTE, 560 * MINUTE);
    time.advance(new SimTime(601 * MINUTE));
    assertTrue(time.isZoomed());
    assertEquals(550 * MINUTE, time.from());
    assertEquals(560 * MINUTE, time.to());
    time.reset();
    assertEquals(601 * MINUTE, time.to());
  }

  @Test
  void aWindowStaysWithinItsSpan() {
    ChartTime time = new ChartTime();
    time.advance(new SimTime(600 * MINUTE));
    time.zoom(590 * MINUTE, 640 * MINUTE);
    assertEquals(600 * MINUTE, time.to());
    assertEquals(50 * MINUTE, time.to() - time.from());
    time.zoomBy(100, 580 * MINUTE);
    assertFalse(time.isZoomed());
    time.zoom(595 * MINUTE, 595 * MINUTE);
    assertEquals(MINUTE, time.to() - time.from());
  }
}
