package io.coppice.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchResultsTest {
  private static final List<String> BEFORE =
      List.of(
          "# Java 25",
          "WARNING: of a library",
          "BENCH fork children=1000 machines",
          "BENCH fork time=725 ms",
          "BENCH gone ratio=0.5");

  @Test
  void whatARunLeavesReadsBack(@TempDir Path folder) throws IOException {
    BenchResults results = BenchResults.of(BEFORE);
    Path file = folder.resolve("deep/run.txt");
    results.write(file);
    assertEquals(results, BenchResults.read(file));
    assertEquals(3, results.figures().size());
  }

  @Test
  void aLaterRunIsComparedFigureByFigure() {
    BenchResults now = BenchResults.of(List.of("BENCH fork time=1450 ms", "BENCH idle cpu=0.8 %"));
    assertEquals(
        List.of(
            "COMPARE fork time was 725.0 ms, is 1450.0 ms (2.00 times)",
            "COMPARE idle cpu is 0.8 %, not measured before",
            "COMPARE fork children was 1000.0 machines, not measured now",
            "COMPARE gone ratio was 0.5, not measured now"),
        now.against(BenchResults.of(BEFORE)));
  }
}
