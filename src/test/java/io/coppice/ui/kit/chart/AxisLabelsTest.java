package io.coppice.ui.kit.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.model.SimTime;
import io.coppice.model.inventory.Metric;
import io.coppice.ui.kit.Format;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What stands beside the axes of a chart. */
class AxisLabelsTest {
  private final Format format = new Format(Locale.ENGLISH);

  @ParameterizedTest
  @EnumSource(Metric.class)
  void noValueIsWrittenTwice(Metric metric) {
    for (long most : new long[] {0, 1, 3, 20, 60, 99, 101, 999, 1_001, 12_345, 1_000_000}) {
      for (int lines = 1; lines <= 9; lines++) {
        ChartScale.Axis axis =
            ChartScale.values(most, lines, metric.unit(), value -> label(metric, value));
        List<String> labels = new ArrayList<>();
        for (long value = 0; value <= axis.top(); value += axis.step()) {
          labels.add(label(metric, value));
        }
        assertTrue(axis.top() >= most, most + " above " + axis);
        assertEquals(new HashSet<>(labels).size(), labels.size(), most + ": " + labels);
      }
    }
  }

  private String label(Metric metric, long value) {
    return value == 0 ? "0" : format.figure(metric, value);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-03-02T08:00:00Z, 2026-03-02T09:00:00Z",
    "2026-03-01T20:00:00Z, 2026-03-02T20:00:00Z",
    "2026-02-24T08:00:00Z, 2026-03-03T08:00:00Z",
    "2026-02-28T23:30:00Z, 2026-03-01T00:30:00Z",
    "2026-03-02T08:00:00Z, 2026-03-02T08:00:40Z"
  })
  void timesAreWrittenOnceAndCarryTheirDateWhereTheySpanDays(Instant from, Instant to) {
    long first = SimTime.of(from).micros();
    long last = SimTime.of(to).micros();
    boolean dated = TimeLabels.spansDays(first, last);
    assertEquals(!from.toString().substring(0, 10).equals(to.toString().substring(0, 10)), dated);
    for (int ticks = 2; ticks <= 12; ticks++) {
      List<Long> at = ChartScale.ticks(first, last, ChartScale.timeStep(last - first, ticks));
      List<String> labels = TimeLabels.of(at, dated, Locale.ENGLISH);
      assertEquals(new HashSet<>(labels).size(), labels.size(), labels.toString());
      if (dated) {
        assertTrue(labels.getFirst().matches(".*[A-Z][a-z]{2}.*"), labels.toString());
      } else {
        assertFalse(labels.stream().anyMatch(label -> label.contains("Mar")), labels.toString());
      }
    }
  }
}
