package io.coppice.ui.fork.shared.charts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.model.SimTime;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LayerChartTest {
  @ParameterizedTest
  @ValueSource(doubles = {0, 0.0004, 0.3, 1, 2, 3, 5, 1_000})
  void noLabelOfTheAxisStandsTwice(double most) {
    for (LayerSeries.Writer writer :
        List.<LayerSeries.Writer>of(
            value -> Math.round(value) + " ms",
            value -> String.format(Locale.ROOT, "%.1f s", value),
            value -> Long.toString((long) value))) {
      double top = LayerChart.top(series(most, writer));
      List<String> labels =
          IntStream.rangeClosed(0, 4).mapToObj(line -> writer.write(top * line / 4)).toList();
      assertEquals(5, labels.stream().distinct().count(), labels.toString());
      assertTrue(top >= most);
    }
  }

  private static LayerSeries series(double most, LayerSeries.Writer writer) {
    return new LayerSeries(
        List.of(SimTime.ZERO),
        List.of(new LayerSeries.Layer("it", "it", LayerSeries.Kind.LINE, new double[] {most})),
        writer);
  }
}
