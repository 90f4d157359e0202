package io.coppice.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.model.Messages;
import io.coppice.model.Problem;
import io.coppice.testkit.RandomForks;
import io.coppice.testkit.RandomSite;
import io.coppice.testkit.Worlds;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever stands in a file: it is read, or refused with places; never anything else. */
class ScenarioFuzzTest {
  private static final Messages WORDS = new Messages(Locale.ENGLISH);
  private static final List<String> VALUES =
      List.of(
          "null",
          "true",
          "-1",
          "0",
          "1",
          "1.5",
          "1e400",
          "-1e400",
          "2147483647",
          "2147483648",
          "99999999999999999999",
          "\"\"",
          "\" \"",
          "\"*\"",
          "\"#\"",
          "\"a/b\"",
          "\"\\u0000\"",
          "\"0 B\"",
          "\"1 B\"",
          "\"1 PiB\"",
          "\"99999999 PiB\"",
          "\"POWERED_ON\"",
          "\"NFS\"",
          "[]",
          "{}",
          "[[]]",
          "[\"*\"]",
          "[{}]",
          "{\"name\": \"x\"}",
          "\"-290000-01-01T00:00:00Z\"",
          "\"9999-12-31T23:59:59Z\"",
          "\"1970-01-01T00:00:00Z\"");
  private static final Pattern VALUE =
      Pattern.compile("(?<=: )(?:\"[^\"]*\"|-?\\d[\\d.]*|true|false)|\\[[^\\[\\]{}]*\\]");

  @TempDir Path folder;

  private static byte[] firstLook() throws IOException {
    try (InputStream in = ScenarioReader.class.getResourceAsStream("/scenarios/first-look.json")) {
      return in.readAllBytes();
    }
  }

  /** The example of the help, which has one of nearly everything. */
  private static String example() throws IOException {
    try (InputStream in = ScenarioReader.class.getResourceAsStream("/help/scenario-format.md")) {
      String page = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      int from = page.indexOf("```json\n") + 8;
      return page.substring(from, page.indexOf("```", from));
    }
  }

  private static ScenarioReader.Result read(byte[] bytes) {
    ScenarioReader.Result result =
        ScenarioReader.read("fuzz.json", new ByteArrayInputStream(bytes));
    if (result instanceof ScenarioReader.Result.Faulty faulty) {
      assertFalse(faulty.problems().isEmpty());
      assertTrue(faulty.problems().size() <= ScenarioErrors.MOST);
      faulty.problems().forEach(ScenarioFuzzTest::hasAPlace);
    }
    return result;
  }

  private static ScenarioReader.Result read(String text) {
    return read(text.getBytes(StandardCharsets.UTF_8));
  }

  private static List<Problem> errors(String text) {
    return assertInstanceOf(ScenarioReader.Result.Faulty.class, read(text)).problems();
  }

  private static void hasAPlace(Problem problem) {
    assertEquals("fuzz.json", problem.args().get(0));
    assertTrue(Integer.parseInt(problem.args().get(1)) >= 1, problem::toString);
    assertTrue(Integer.parseInt(problem.args().get(2)) >= 1, problem::toString);
    assertTrue(problem.args().get(3).startsWith("$"), problem::toString);
    assertTrue(WORDS.has(problem.code()) && WORDS.has(problem.code() + ".cure"), problem::code);
    assertFalse(WORDS.what(problem).isBlank() || WORDS.cure(problem).isBlank());
  }

  @Test
  void aFileCutOffAnywhereIsFaulty() throws IOException {
    byte[] whole = firstLook();
    int last = new String(whole, StandardCharsets.UTF_8).stripTrailing().length();
    for (int length = 0; length < last; length += 97) {
      byte[] cut = new byte[length];
      System.arraycopy(whole, 0, cut, 0, length);
      assertInstanceOf(ScenarioReader.Result.Faulty.class, read(cut), "cut at " + length);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void bytesChangedAnywhereAreReadOrRefusedWithAPlace(long seed) throws IOException {
    byte[] whole = firstLook();
    Random random = new Random(seed);
    for (int round = 0; round < 150; round++) {
      byte[] changed = whole.clone();
      for (int i = 1 + random.nextInt(4); i > 0; i--) {
        changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
      }
      read(changed);
    }
  }

  @Test
  void everyValueReplacedByAnyOtherIsReadOrRefusedWithAPlace() throws IOException {
    String whole = example();
    List<MatchResult> places = VALUE.matcher(whole).results().toList();
    assertTrue(places.size() > 100, "the example is rich: " + places.size());
    for (MatchResult place : places) {
      for (String value : VALUES) {
        read(whole.substring(0, place.start()) + value + whole.substring(place.end()));
      }
    }
  }

  /** An export says everything the format knows, so that every reader meets every value. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 5, 8, 13})
  void anExportWithValuesReplacedIsReadOrRefusedWithAPlace(long seed) throws IOException {
    Path file = folder.resolve("export.json");
    ScenarioWriter.write(file, RandomSite.of(seed));
    String whole = Files.readString(file);
    List<MatchResult> places = VALUE.matcher(whole).results().toList();
    Random random = new Random(seed);
    for (int round = 0; round < 500; round++) {
      MatchResult place = places.get(random.nextInt(places.size()));
      String value = VALUES.get(random.nextInt(VALUES.size()));
      read(whole.substring(0, place.start()) + value + whole.substring(place.end()));
    }
  }

  /** Two values of a rich file are replaced: if that is accepted, it is a world that lives. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void whatIsAcceptedIsAWorldThatRuns(long seed) throws IOException {
    Random random = new Random(seed);
    int accepted = 0;
    for (String whole : List.of(example(), GroupScenarioTest.SITE)) {
      List<MatchResult> places = VALUE.matcher(whole).results().toList();
      for (int round = 0; round < 400; round++) {
        int at = random.nextInt(places.size() - 1);
        MatchResult place = places.get(at + random.nextInt(2));
        String value =
            random.nextBoolean()
                ? VALUES.get(random.nextInt(VALUES.size()))
                : places.get(random.nextInt(places.size())).group();
        String text = whole.substring(0, place.start()) + value + whole.substring(place.end());
        if (read(text) instanceof ScenarioReader.Result.Read site
            && site.blueprint().inventory().machines().size() < 1_000) {
          accepted++;
          Worlds worlds = Worlds.of(site.blueprint());
          RandomForks.whole(worlds.world());
          worlds.pass(Duration.ofSeconds(3));
          RandomForks.whole(worlds.world());
        }
      }
    }
    assertTrue(accepted > 40, accepted + " were accepted");
  }

  @Test
  void everyMemberLeftOutIsReadOrRefusedWithAPlace() throws IOException {
    String whole = example();
    Pattern member = Pattern.compile("\"\\w+\"(?=:)");
    for (MatchResult place : member.matcher(whole).results().toList()) {
      List<Problem> errors =
          errors(whole.substring(0, place.start()) + "\"zzz\"" + whole.substring(place.end()));
      assertFalse(errors.isEmpty(), place::group);
    }
  }

  @Test
  void deepAndLongThingsEndSoon() {
    assertEquals("scenario.too-deep", errors("{\"a\":".repeat(100_000)).getFirst().code());
    assertEquals("scenario.too-deep", errors("[".repeat(1_000_000)).getFirst().code());
    String deep = "{\"pools\": [{\"name\": \"p\", ".repeat(500);
    assertEquals("scenario.syntax", errors(deep).getFirst().code());
    errors("{\"title\": \"" + "x".repeat(5_000_000) + "\"}");
    errors("{\"" + "x".repeat(5_000_000) + "\": 1}");
    errors("{\"format\": " + "1".repeat(1_000_000) + "}");
    errors("{\"machines\": [" + "{},".repeat(300_000) + "{}]}");
    errors("{\"machines\": [" + "[],".repeat(300_000) + "[]]}");
    errors(" ".repeat(10_000_000));
  }

  @Test
  void rulesThatWouldMakeTooMuchAreRefusedBeforeTheyDo() {
    String top = "{\"format\":1,\"title\":\"t\",\"datacentre\":\"d\",";
    String host = "\"sockets\":1,\"cores\":1,\"mhz\":1000,\"memory\":\"1 GiB\"";
    String clusters =
        "\"clusters\":[{\"name\":\"c#\",\"count\":1000,\"hosts\":[{\"name\":\"h#\",\"count\":10000,"
            + host
            + "}]}]";
    assertTrue(errors(top + clusters + "}").size() > 0);
    String rule =
        "{\"name\":\"%s#\",\"count\":150000,\"pools\":[\"h\"],\"vcpus\":1,\"memory\":\"1 GiB\"}";
    List<Problem> errors =
        errors(
            top
                + "\"hosts\":[{\"name\":\"h\","
                + host
                + "}],\"machines\":["
                + rule.formatted("a")
                + ","
                + rule.formatted("b")
                + "]}");
    assertEquals("$.machines[1].count", errors.getFirst().args().get(3));
  }

  @Test
  void noBytesAtAllOrNoTextAtAllIsFaulty() throws IOException {
    read(new byte[0]);
    read(new byte[100_000]);
    Random random = new Random(7);
    for (int round = 0; round < 200; round++) {
      byte[] noise = new byte[1 + random.nextInt(300)];
      random.nextBytes(noise);
      assertInstanceOf(ScenarioReader.Result.Faulty.class, read(noise));
    }
    ByteArrayOutputStream wide = new ByteArrayOutputStream();
    wide.writeBytes(example().getBytes(StandardCharsets.UTF_16));
    read(wide.toByteArray());
    Path file = Files.write(folder.resolve("x.json"), wide.toByteArray());
    ScenarioReader.read(file);
  }

  @Test
  void whatIsNoPathIsNoFile() {
    assertInstanceOf(ScenarioReader.Result.Faulty.class, Scenarios.read("a\u0000b"));
    assertEquals("a\u0000b", Scenarios.head("a\u0000b").title());
  }
}
