package io.coppice.model.fork.elastic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.model.Messages;
import io.coppice.model.Problem;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever stands in a trace: it is read, or refused with lines; never anything else. */
class TraceCsvTest {
  private static final String SOUND =
      "minute;site;requests\n1;a;10\n2;a;0\n\n3;a;250\r\n4;a;7\n5;\"a;b\";8";
  private static final Messages WORDS = new Messages(Locale.ENGLISH);
  private static final List<String> BITS =
      List.of(
          ",",
          ";",
          "\t",
          "\n",
          "\r",
          "-1",
          "1.5",
          "1e9",
          "9999999999",
          "x",
          "\u0000",
          "\ufeff",
          "\u2028",
          " ",
          "٣",
          "\"7\"",
          "NaN",
          "+3",
          "0x10");

  private static TraceCsv read(String text) {
    TraceCsv csv = TraceCsv.read("load.csv", text);
    assertEquals(csv.trace().isEmpty(), !csv.problems().isEmpty(), text);
    assertTrue(csv.problems().size() <= TraceCsv.TOLD);
    csv.trace()
        .ifPresent(
            trace -> {
              assertFalse(trace.perMinute().isEmpty());
              assertTrue(trace.perMinute().stream().allMatch(count -> count >= 0), text);
            });
    for (Problem problem : csv.problems()) {
      assertEquals("load.csv", problem.args().getFirst());
      assertFalse(WORDS.what(problem).isBlank() || WORDS.cure(problem).isBlank());
      assertTrue(WORDS.has(problem.code() + ".cure"), problem.code());
    }
    return csv;
  }

  @Test
  void theLastColumnIsTheCount() {
    assertEquals(List.of(10, 0, 250, 7, 8), read(SOUND).trace().orElseThrow().perMinute());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'\ufeff12\n13' | 12,13",
        "'\ufeffminute,requests\n0,12' | 12",
        "'minute;requests\n0;12,0\n1;13' | 12,13",
        "'minute\trequests\n0\t12\n1\t\"13\"' | 12,13",
        "'\"0\",\"12\"\n\"1\",\"13\"' | 12,13",
        "'2026-03-02 08:00,12\n2026-03-02 08:01,13' | 12,13",
        "'0,12\n1,13' | 12,13",
        "'\"time, UTC\",\"the \"\"count\"\"\"\n\"8,30\",12' | 12",
        "'12.0\n13.00' | 12,13",
        "'a;b;\"1\"' | 1"
      })
  void tracesOfOtherProgramsAreReadWhole(String text, String counts) {
    assertEquals(
        List.of(counts.split(",")).stream().map(Integer::valueOf).toList(),
        read(text)
            .trace()
            .orElseThrow(() -> new AssertionError(read(text).problems()))
            .perMinute());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'minute;requests\n0;12,5' | fork.csv-line | 2",
        "'12,5\n11,0' | fork.csv-comma | 1",
        "'0,5\n1,0\n7,5' | fork.csv-comma | 3",
        "'0;5\n1;1.000' | fork.csv-thousands | 2",
        "'0\t12,000' | fork.csv-thousands | 1",
        "'minute,requests\n0,\"250,000\"' | fork.csv-thousands | 2",
        "'0;12\n1,13' | fork.csv-columns | 2",
        "'0\t12\n1;13' | fork.csv-line | 1",
        "'0;12;\n1;13;' | fork.csv-line | 1",
        "'12x\n13' | fork.csv-line | 1",
        "'a;1.200' | fork.csv-line | 1",
        "'\"0;12' | fork.csv-quotes | 1",
        "'0;\"12\"3' | fork.csv-quotes | 1",
        "'\"0\n1\";12' | fork.csv-quotes | 1",
        "'0;99999999' | fork.csv-most | 1",
        "'0;1e3' | fork.csv-line | 1"
      })
  void whatCouldBeReadInTwoWaysOrHalfIsRefusedWithItsLine(String text, String code, String line) {
    Problem first = read(text).problems().getFirst();
    assertEquals(code, first.code());
    assertEquals(line, first.args().get(1));
  }

  @Test
  void whatIsNoUtf8IsRefused() {
    byte[] latin = "minute;größe\n0;1".getBytes(StandardCharsets.ISO_8859_1);
    assertEquals(
        "fork.csv-encoding", TraceCsv.read("load.csv", latin).problems().getFirst().code());
    byte[] wide = "0;1\n".getBytes(StandardCharsets.UTF_16);
    assertEquals(Optional.empty(), TraceCsv.read("load.csv", wide).trace());
  }

  @ParameterizedTest
  @CsvSource({"'1,5\n2,x\n', 2", "'1,5\n\n3,-1', 3", "'1,1.5', 1", "'1,5\n2,99999999999', 2"})
  void aLineThatIsNoCountIsNamed(String text, String line) {
    assertEquals(line, read(text).problems().getFirst().args().get(1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n\n", "minute,requests", "minute,requests\n"})
  void aTraceOfNothingIsRefused(String text) {
    assertEquals("fork.csv-empty", read(text).problems().getFirst().code());
  }

  @Test
  void moreThanAYearOfMinutesIsRefused() {
    assertEquals(
        "fork.csv-long", read("1\n".repeat(TraceCsv.LONGEST + 1)).problems().getFirst().code());
    assertTrue(read("1\n".repeat(TraceCsv.LONGEST)).trace().isPresent());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void aTraceChangedAnywhereIsReadOrRefused(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < 2_000; round++) {
      StringBuilder text = new StringBuilder(SOUND);
      for (int i = random.nextInt(4); i >= 0; i--) {
        int at = random.nextInt(text.length() + 1);
        text.replace(
            at,
            Math.min(text.length(), at + random.nextInt(3)),
            BITS.get(random.nextInt(BITS.size())));
      }
      read(text.toString());
      byte[] noise = new byte[random.nextInt(200)];
      random.nextBytes(noise);
      read(new String(noise, StandardCharsets.UTF_8));
    }
  }
}
