package io.coppice.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.coppice.backend.MachineOperation;
import io.coppice.model.Bytes;
import io.coppice.model.EntityId.FolderId;
import io.coppice.model.Messages;
import io.coppice.model.Problem;
import io.coppice.model.blueprint.Blueprint;
import io.coppice.model.fork.elastic.TraceCsv;
import io.coppice.model.inventory.Folder;
import io.coppice.model.inventory.Machine;
import io.coppice.testkit.FieldCases;
import io.coppice.testkit.Worlds;
import io.coppice.ui.kit.Format;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that went wrong in use, and others of their kinds. */
class FieldCasesTest {
  private static final List<Messages> WORDS =
      List.of(new Messages(Locale.ENGLISH), new Messages(Locale.GERMAN));

  /** A small site in which one part is replaced. */
  private static final String SITE =
      """
      {"format": 1, "title": "t", "datacentre": "dc", "start": "2026-03-02T08:00:00Z", "seed": 7,
       "datastores": [{"name": "ds1", "capacity": "1 TiB"}],
       "networks": [{"name": "sw", "portGroups": [{"name": "pg"}]}],
       "clusters": [{"name": "c", "hosts": [{"name": "h-##", "count": 2, "sockets": 2, "cores": 8,
         "mhz": 2600, "memory": "128 GiB", "nics": [{"name": "vmnic0", "switch": "sw"}],
         "datastores": ["ds1"]}]}],
       "machines": [{"name": "vm1", "pools": ["c"], "datastores": ["ds1"], "networks": ["pg"],
         "vcpus": 2, "memory": "4 GiB", "disks": [{"capacity": "40 GiB"}]}]}
      """;

  @TempDir private Path folder;

  private static ScenarioReader.Result read(byte[] bytes) {
    return ScenarioReader.read("test.json", new ByteArrayInputStream(bytes));
  }

  private static Problem first(ScenarioReader.Result result) {
    List<Problem> problems =
        assertInstanceOf(ScenarioReader.Result.Faulty.class, result).problems();
    problems.forEach(FieldCasesTest::speaksPlainly);
    return problems.getFirst();
  }

  /** No library's words, no large number called infinite, nothing that a terminal would obey. */
  private static void speaksPlainly(Problem problem) {
    for (Messages words : WORDS) {
      for (String said : List.of(words.what(problem), words.cure(problem))) {
        assertFalse(said.isBlank(), problem::toString);
        assertFalse(said.contains("found Infinity") || said.contains("ReadFeature"), said);
        assertTrue(
            said.codePoints()
                .allMatch(
                    c ->
                        c == ' '
                            || !Character.isISOControl(c)
                                && !Character.isSpaceChar(c)
                                && Character.getType(c) != Character.FORMAT
                                && Character.getType(c) != Character.SURROGATE),
            said);
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a07-nan.json | scenario.not-number | $.seed | NaN",
        "a09-exp.json | scenario.expected | $.seed | 1e999999999",
        "a17-nulchar.json | scenario.name.character | $.machines[0].name | vm\\u00001",
        "a19-zwsp.json | scenario.name.character | $.machines[0].name | \\u200b",
        "a20-nbsp.json | scenario.name.space | $.machines[0].name | \\u00a0vm1\\u00a0",
        "b06-size-zero.json | scenario.expected | $.datastores[0].capacity | 0 GiB",
        "b10-size-huge2.json | scenario.expected | $.datastores[0].capacity | <= \"1 PiB\"",
        "c00-casedup.json | scenario.same-name | $.machines[1].name | $.machines[0].name",
        "c01-casedup-ds.json | scenario.same-name | $.datastores[1].name | $.datastores[0].name",
        "e04-samename-ids.json | scenario.same-name | $.machines[1].name | $.machines[0].name",
        "e07-thick-too-big.json | scenario.thick-too-big | $.machines[0].disks[0].capacity | 1 TiB",
        "e12-reservation-too-big.json | scenario.expected | $.machines[0].memoryShares.reservation"
            + " | <= 4096",
        "f03-every0.json | scenario.expected | $.forkGroups[0].elastic.arrivals.every | PT0S",
        "g02-vm-25tib-mem.json | scenario.expected | $.machines[0].memory | 24 TiB"
      })
  void isRefusedAtItsPlaceInPlainWords(String file, String code, String path, String said) {
    Problem found = first(ScenarioReader.read(FieldCases.file(file)));
    assertEquals(code, found.code(), found::toString);
    assertEquals(path, found.args().get(3), found::toString);
    assertTrue(WORDS.getFirst().what(found).contains(said), WORDS.getFirst().what(found));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "b11-size-nbsp.json",
        "c12-5000tags.json",
        "k02-deep.json",
        "m01-lease-9999.json",
        "m02-odd-sizes.json",
        "m03-snapshot-years.json",
        "m04-hoursago-600000.json",
        "m05-mac-case-ipv6.json"
      })
  void opensAndSoDoesItsExportWhichSaysTheSame(String file) throws IOException {
    exportsAlike(ScenarioReader.read(FieldCases.file(file)));
  }

  @Test
  void aNoBreakSpaceBeforeAUnitIsRead() {
    Blueprint read = blueprint(ScenarioReader.read(FieldCases.file("b11-size-nbsp.json")));
    assertEquals(new Bytes(Bytes.TIB), read.inventory().datastores().get(0).capacity());
  }

  @ParameterizedTest
  @CsvSource({"\u00a0", "\u202f", "\u2007", "\u2009", "\u3000", "' '", "''"})
  void anySpaceBeforeAUnitIsReadOrNamed(String space) {
    String file = SITE.replace("1 TiB", "1" + space + "TiB");
    ScenarioReader.Result result = read(file.getBytes(StandardCharsets.UTF_8));
    if (result instanceof ScenarioReader.Result.Faulty) {
      assertTrue(
          WORDS
              .getFirst()
              .what(first(result))
              .contains(String.format("\\u%04x", (int) space.charAt(0))),
          result.toString());
    } else {
      assertEquals(
          new Bytes(Bytes.TIB), blueprint(result).inventory().datastores().get(0).capacity());
    }
  }

  @Test
  void fiveThousandTagsAreAllThere() {
    Blueprint read = blueprint(ScenarioReader.read(FieldCases.file("c12-5000tags.json")));
    assertEquals(5_000, read.inventory().machines().get(0).about().tags().size());
  }

  @Test
  void foldersThreeThousandDeepKeepTheirNames() {
    Blueprint read = blueprint(ScenarioReader.read(FieldCases.file("k02-deep.json")));
    var folders = read.inventory().folders();
    int deep = 0;
    FolderId at = read.inventory().machines().get(0).folder();
    while (folders.get(at.value()).parent().isPresent()) {
      Folder folder = folders.get(at.value());
      deep++;
      assertEquals("f" + (3_000 - deep), folder.name());
      at = folder.parent().get();
    }
    assertEquals(3_000, deep);
  }

  @Test
  void sizesThatAreNoWholeMebibytesAreKeptToTheByteAndEditedAround() {
    Blueprint read = blueprint(ScenarioReader.read(FieldCases.file("m02-odd-sizes.json")));
    Machine machine = read.inventory().machines().get(0);
    assertEquals(new Bytes(2_000_000 * 1_024L), machine.hardware().memory());
    assertEquals(
        40.7 * Bytes.GIB,
        (double) machine.hardware().disks().getFirst().capacity().value(),
        1,
        "to the byte");
    Worlds worlds = Worlds.of(read);
    MachineOperation.EditHardware edit =
        new MachineOperation.EditHardware(
            machine.id(),
            Optional.of(1),
            Optional.empty(),
            List.of(),
            List.of(),
            Optional.empty(),
            Optional.empty());
    if (machine.isOn()) {
      worlds.run(new MachineOperation.PowerOff(machine.id()));
    }
    worlds.run(edit);
    assertEquals(1, worlds.machine(0).hardware().vcpus());
    assertEquals(machine.hardware().memory(), worlds.machine(0).hardware().memory());
  }

  @Test
  void snapshotsOfOtherYearsCarryTheirYear() {
    Blueprint read = blueprint(ScenarioReader.read(FieldCases.file("m03-snapshot-years.json")));
    Format format = new Format(Locale.ENGLISH, read::start);
    List<String> taken =
        read.inventory().machines().get(0).snapshots().nodes().stream()
            .map(node -> format.moment(node.taken()))
            .toList();
    assertEquals(3, taken.size());
    assertTrue(taken.get(0).contains(" 2023 "), taken.toString());
    assertTrue(taken.get(1).contains(" 2025 "), taken.toString());
    assertFalse(taken.get(2).contains("2026"), taken.toString());
  }

  @Test
  void aSnapshotSixHundredThousandHoursOldIsThatOld() {
    Blueprint read = blueprint(ScenarioReader.read(FieldCases.file("m04-hoursago-600000.json")));
    assertEquals(
        Duration.ofDays(25_000),
        read.start().since(read.inventory().machines().get(0).snapshots().nodes().get(0).taken()));
  }

  private void exportsAlike(ScenarioReader.Result result) throws IOException {
    Path once = folder.resolve("once.json");
    Path twice = folder.resolve("twice.json");
    ScenarioWriter.write(once, blueprint(result));
    ScenarioWriter.write(twice, blueprint(ScenarioReader.read(once)));
    assertEquals(Files.readString(once), Files.readString(twice));
  }

  private static Blueprint blueprint(ScenarioReader.Result result) {
    return switch (result) {
      case ScenarioReader.Result.Read read -> read.blueprint();
      case ScenarioReader.Result.Faulty faulty ->
          fail(faulty.problems().stream().map(WORDS.getFirst()::what).toList().toString());
    };
  }

  @Test
  void aTraceThatBeginsWithAMarkIsReadWhole() throws IOException {
    byte[] bytes = Files.readAllBytes(FieldCases.file("t-bom.csv"));
    TraceCsv csv = TraceCsv.read("t-bom.csv", bytes);
    assertEquals(12, csv.trace().orElseThrow().perMinute().getFirst());
    assertEquals(
        Files.readString(FieldCases.file("t-bom.csv")).lines().count(),
        csv.trace().orElseThrow().perMinute().size());
  }

  /** What stands in the site, what in its place, and what is said of it where. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "7 | Infinity | scenario.not-number | $.seed",
        "7 | -INF | scenario.not-number | $.seed",
        "7 | 07 | scenario.syntax | $.seed",
        "7 | 0x7 | scenario.syntax | $.seed",
        "7 | +7 | scenario.syntax | $.seed",
        "7 | .5 | scenario.syntax | $.seed",
        "7 | 1e | scenario.syntax | $.seed",
        "7 | 'x' | scenario.syntax | $.seed",
        "7 | -1e400 | scenario.expected | $.seed",
        "7 | 12345678901234567890 | scenario.expected | $.seed",
        "7 | 1.5 | scenario.expected | $.seed",
        "`\"vm1\"` | `\"a\\u001b[31mb\"` | scenario.name.character | $.machines[0].name",
        "`\"vm1\"` | `\"a\\nb\"` | scenario.name.character | $.machines[0].name",
        "`\"vm1\"` | `\"a\\u202eb\"` | scenario.name.character | $.machines[0].name",
        "`\"vm1\"` | `\"a\\ud800b\"` | scenario.name.character | $.machines[0].name",
        "`\"vm1\"` | `\"a\\ufeff\"` | scenario.name.character | $.machines[0].name",
        "`\"vm1\"` | `\"\\u3000\"` | scenario.name.empty | $.machines[0].name",
        "`\"vm1\"` | `\"a \"` | scenario.name.space | $.machines[0].name",
        "`\"vm1\"` | `\"vm\tx\"` | scenario.syntax | $.machines[0].name",
        "`\"vm1\"` | `\"vm\\qx\"` | scenario.syntax | $.machines[0].name",
        "`\"c\"` | `\"\\u200e\"` | scenario.name.character | $.clusters[0].name",
        "`\"pg\"` | `\"p\\u2028\"` | scenario.name.character | $.networks[0].portGroups[0].name",
        "`\"t\"` | `\" \"` | scenario.name.empty | $.title",
        "`\"seed\"` | `\"\\u001b[2J\"` | scenario.unknown | `$.\\u001b[2J`",
        "1 TiB | 0.5 MiB | scenario.expected | $.datastores[0].capacity",
        "1 TiB | 1025 TiB | scenario.expected | $.datastores[0].capacity",
        "1 TiB | -1 TiB | scenario.expected | $.datastores[0].capacity",
        "1 TiB | 1 TB | scenario.expected | $.datastores[0].capacity",
        "4 GiB | 3 MiB | scenario.expected | $.machines[0].memory",
        "4 GiB | 99999999999999999999999999999999999999999999 B | scenario.expected |"
            + " $.machines[0].memory",
        "40 GiB | 63 TiB | scenario.expected | $.machines[0].disks[0].capacity",
        "128 GiB | 25 TiB | scenario.expected | $.clusters[0].hosts[0].memory",
        "2026-03-02T08:00:00Z | 1969-12-31T23:59:59Z | scenario.expected | $.start",
        "2026-03-02T08:00:00Z | +12000-01-01T00:00:00Z | scenario.expected | $.start"
      })
  void itsKindIsRefusedAtItsPlaceInPlainWords(
      String stands, String instead, String code, String path) {
    String text = SITE.replace(stands, instead);
    assertFalse(text.equals(SITE));
    Problem found = first(read(text.getBytes(StandardCharsets.UTF_8)));
    assertEquals(code, found.code(), found::toString);
    assertEquals(path, found.args().get(3), found::toString);
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32", "UTF-32LE"})
  void nothingButUtf8IsRead(String charset) {
    Problem found = first(read(SITE.getBytes(Charset.forName(charset))));
    assertEquals("scenario.not-utf8", found.code());
  }

  @Test
  void bytesThatAreNoUtf8AreNamedByTheirPlace() {
    byte[] latin = SITE.replace("vm1", "Köln").getBytes(StandardCharsets.ISO_8859_1);
    Problem found = first(read(latin));
    assertEquals("scenario.not-utf8", found.code());
    int at = SITE.indexOf("vm1") + 1;
    String before = SITE.substring(0, at);
    assertEquals(
        String.valueOf(before.chars().filter(c -> c == '\n').count() + 1), found.args().get(1));
    assertEquals(String.valueOf(at - before.lastIndexOf('\n')), found.args().get(2));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1\u00a0TiB", "1\u202fTiB", "1TiB", " 1 TiB ", "1.000 TiB"})
  void sizesAreReadWithWhateverSpaceBeforeTheUnit(String size) throws IOException {
    exportsAlike(read(SITE.replace("1 TiB", size).getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void aMarkBeforeTheFileIsPassedOver() throws IOException {
    exportsAlike(read(("\ufeff" + SITE).getBytes(StandardCharsets.UTF_8)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Web Stra\u00dfe|Web STRASSE",
        "K\u00f6ln|Ko\u0308ln",
        "\ufb01le|FILE",
        "a\u00a0b|a b",
        "\u2460|1"
      })
  void namesThatAreTheSameByTheHelpsRuleAreRefusedWithBothPlaces(String both) {
    String[] names = both.split("\\|");
    for (String kind : List.of("folders", "machines", "datastores", "portGroups")) {
      String text =
          switch (kind) {
            case "machines" ->
                SITE.replace("\"vm1\"", quoted(names[0]))
                    .replace("]}]}\n", "]}, " + machine(names[1]) + "]}\n");
            case "datastores" ->
                SITE.replace(
                    "\"datastores\": [{",
                    "\"datastores\": [{\"name\": %s, \"capacity\": \"1 TiB\"}, {\"name\": %s, \"capacity\": \"1 TiB\"}, {"
                        .formatted(quoted(names[0]), quoted(names[1])));
            case "portGroups" ->
                SITE.replace(
                    "{\"name\": \"pg\"}",
                    "{\"name\": \"pg\"}, {\"name\": %s}, {\"name\": %s}"
                        .formatted(quoted(names[0]), quoted(names[1])));
            default -> "";
          };
      if (!text.isEmpty()) {
        Problem found = first(read(text.getBytes(StandardCharsets.UTF_8)));
        assertEquals("scenario.same-name", found.code(), kind + found);
      }
    }
  }

  private static String machine(String name) {
    return "{\"name\": %s, \"pools\": [\"c\"], \"vcpus\": 1, \"memory\": \"1 GiB\"}"
        .formatted(quoted(name));
  }

  private static String quoted(String name) {
    return '"' + name + '"';
  }

  @Test
  void foldersThatAreTheSameByNameAreOne() throws IOException {
    String text =
        SITE.replace("\"seed\"", "\"folders\": [\"Web/A\", \"WEB/b\", \"web\"], \"seed\"");
    ScenarioReader.Result result = read(text.getBytes(StandardCharsets.UTF_8));
    assertEquals(4 + 3, blueprint(result).inventory().folders().size());
    exportsAlike(result);
  }
}
