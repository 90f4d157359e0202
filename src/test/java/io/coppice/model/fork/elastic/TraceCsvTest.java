package io.coppice.model.fork.elastic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.model.Messages;
import io.coppice.model.Problem;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever stands in a trace: it is read, or refused with lines; never anything else. */
class TraceCsvTest {
  private static final String SOUND = "minute;site;requests\n1;a;10\n2;a;0\n\n3;a;250\r\n4\t7\n5,8";
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
