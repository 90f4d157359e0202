package io.coppice.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.coppice.model.Messages;
import io.coppice.model.Problem;
import io.coppice.model.blueprint.Blueprint;
import io.coppice.model.inventory.Inventory;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.UplinkPolicy;
import io.coppice.model.inventory.Workload;
import io.coppice.testkit.Worlds;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScenariosTest {
  @Test
  void firstLookIsRichInVariety() {
    Inventory inventory = builtIn("first-look").inventory();
    assertEquals(3, inventory.clusters().count());
    assertEquals(12, inventory.hosts().count());
    assertTrue(
        inventory.machines().count() >= 170 && inventory.machines().count() <= 190,
        "about 180: " + inventory.machines().count());
    EnumSet<Workload> workloads = EnumSet.noneOf(Workload.class);
    Set<String> names = new HashSet<>();
    inventory
        .machines()
        .forEach(
            machine -> {
              workloads.add(machine.guest().workload());
              assertTrue(names.add(machine.name()), machine.name());
              assertTrue(
                  inventory
                      .host(machine.host())
                      .reaches(machine.hardware().disks().getFirst().datastore()),
                  machine.name() + " reaches its disks");
            });
    assertEquals(EnumSet.allOf(Workload.class), workloads);
    assertTrue(
        any(inventory, Machine::template)
            && any(inventory, m -> m.linked().isPresent())
            && any(inventory, m -> !m.snapshots().isEmpty())
            && any(inventory, m -> m.hardware().passthrough())
            && any(inventory, m -> m.guest().tools() == Machine.Tools.NOT_INSTALLED));
    Set<UplinkPolicy> uplinks = EnumSet.noneOf(UplinkPolicy.class);
    inventory.switches().forEach(it -> uplinks.add(it.uplinks()));
    assertEquals(EnumSet.of(UplinkPolicy.FLOW_HASH, UplinkPolicy.SUB_GROUPS), uplinks);
  }

  /**
   * On a floor that is shown most machines wait for visitors: few hosts are short at its opening.
   */
  @Test
  void showFloorOpensInGoodHealth() {
    Worlds worlds = Worlds.of(builtIn("show-floor"));
    worlds.pass(Duration.ofSeconds(15));
    int wrong = worlds.snapshot().alarms().size();
    assertTrue(wrong > 0 && wrong < 776 / 20, wrong + " problems");
  }

  @Test
  void showFloorHasExactlyTheSizesItPromises() {
    Inventory inventory = builtIn("show-floor").inventory();
    long[] sums = new long[4];
    inventory
        .hosts()
        .forEach(
            host -> {
              sums[0] += host.hardware().cores();
              sums[1] += host.hardware().memory().value() >> 30;
            });
    inventory.datastores().forEach(store -> sums[2] += store.capacity().value() >> 40);
    assertEquals(28, inventory.clusters().count());
    assertEquals(776, inventory.hosts().count());
    assertEquals(6_208, sums[0]);
    assertEquals(37_248, sums[1], "GB of memory, 37 TB");
    assertEquals(348, sums[2], "TB of storage");
    assertEquals(37_248, inventory.machines().count());
    int[] perHost = new int[776];
    inventory.machines().forEach(machine -> perHost[machine.host().value()]++);
    for (int count : perHost) {
      assertEquals(48, count);
    }
  }

  @Test
  void theSameFileGivesTheSameInventory() {
    Inventory one = builtIn("first-look").inventory();
    Inventory other = builtIn("first-look").inventory();
    for (int row = 0; row < one.machines().size(); row++) {
      assertEquals(one.machines().get(row), other.machines().get(row));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'{\"format\": 1,\n  \"title\": 7}' | scenario.expected | 2 | $.title",
        "'{\"format\": 2, \"title\": \"x\", \"datacentre\": \"d\"}' | scenario.expected | 1 |"
            + " $.format",
        "'{\"format\": 1, \"titel\": \"x\", \"datacentre\": \"d\"}' | scenario.unknown | 1 |"
            + " $.titel",
        "'{\"format\": 1,\n\n \"title\": \"x\"' | scenario.cut-off | 3 | $",
        "'{\"format\": 1,\n"
            + " \"hosts\": [{\"name\": \"a\", \"cores\":' | scenario.cut-off | 2 |"
            + " $.hosts[0].cores",
        "'{\"format\": 1\n \"title\": \"x\"}' | scenario.syntax | 2 | $",
        "'{\"format\": 1,\n"
            + " \"hosts\": [{\"cores\": yes}]}' | scenario.syntax | 2 | $.hosts[0].cores",
        "'{\"format\": 1,\n \"hosts\": [3,]}' | scenario.syntax | 2 | $.hosts[1]",
        "'{\"format\":\n"
            + " 11111111112222222222333333333344444444445}' | scenario.too-long | 2 | $.format",
        "'{\"format\": 1} {}' | scenario.behind | 1 | $",
        "'{\"format\": 1} xx' | scenario.behind | 1 | $",
        "'{\"format\": 1e999}' | scenario.expected | 1 | $.format",
        "'' | scenario.empty | 1 | $",
        "'[]' | scenario.expected | 1 | $",
        "'{\"format\": 1, \"title\": \"x\", \"datacentre\": \"d\"}' | scenario.no-hosts | 1 | $",
        "'{\"format\": 1, \"title\": \"x\", \"title\": \"y\"}' | scenario.twice | 1 | $"
      })
  void aFaultIsNamedWithItsPlace(String text, String code, int line, String path) {
    List<Problem> problems = errors(text);
    Problem found =
        problems.stream()
            .filter(p -> p.code().equals(code))
            .findFirst()
            .orElseThrow(() -> new AssertionError(problems));
    assertEquals(Integer.toString(line), found.args().get(1));
    assertEquals(path, found.args().get(3));
    String words = new Messages(Locale.ENGLISH).what(found);
    assertTrue(words.startsWith("test.json, line " + line), words);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"datastores\":[{\"name\":\"a\",\"capacity\":\"1 XB\"}]",
        "\"datastores\":[{\"name\":\"a\",\"capacity\":\"1 TiB\"},{\"name\":\"a\",\"capacity\":\"1"
            + " TiB\"}]",
        "\"datastores\":[{\"name\":\"a\",\"count\":3,\"capacity\":\"1 TiB\"}]",
        "\"clusters\":[{\"name\":\"c\",\"hosts\":[{\"name\":\"h\",\"sockets\":0,\"cores\":1,\"mhz\":1000,\"memory\":\"1"
            + " GiB\"}]}]",
        "\"clusters\":[{\"name\":\"c\",\"hosts\":[{\"name\":\"h\",\"sockets\":1,\"cores\":1,\"mhz\":1000,\"memory\":\"1"
            + " GiB\",\"datastores\":[\"none\"]}]}]",
        "\"machines\":[{\"name\":\"m\",\"pools\":[\"none\"],\"vcpus\":1,\"memory\":\"1 GiB\"}]",
        "\"machines\":{}"
      })
  void aFaultyPartIsRefusedWhole(String part) {
    assertTrue(
        !errors("{\"format\":1,\"title\":\"t\",\"datacentre\":\"d\"," + part + "}").isEmpty());
  }

  @Test
  void whatIsNoFileIsTold(@TempDir Path folder) {
    assertEquals("scenario.no-file", code(Scenarios.read(folder.resolve("none.json").toString())));
    assertEquals("scenario.directory", code(Scenarios.read(folder.toString())));
  }

  /** It has no size, and no end. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void aDeviceIsReadOnlyUpToTheLimit() {
    assertEquals("scenario.too-large", code(Scenarios.read("/dev/zero")));
  }

  @Test
  void deepNestingAndManyFaultsEndSoon() {
    assertEquals("scenario.too-deep", errors("[".repeat(100_000)).getFirst().code());
    String many =
        "{\"format\":1,\"title\":\"t\",\"datacentre\":\"d\",\"datastores\":["
            + "{\"x\":1},".repeat(500)
            + "{}]}";
    assertEquals(ScenarioErrors.MOST, errors(many).size());
  }

  private static boolean any(Inventory inventory, java.util.function.Predicate<Machine> test) {
    boolean[] found = new boolean[1];
    inventory.machines().forEach(machine -> found[0] |= test.test(machine));
    return found[0];
  }

  private static String code(ScenarioReader.Result result) {
    return assertInstanceOf(ScenarioReader.Result.Faulty.class, result)
        .problems()
        .getFirst()
        .code();
  }

  private static List<Problem> errors(String text) {
    return assertInstanceOf(
            ScenarioReader.Result.Faulty.class,
            ScenarioReader.read(
                "test.json", new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))))
        .problems();
  }

  private static Blueprint builtIn(String name) {
    return switch (Scenarios.read(name)) {
      case ScenarioReader.Result.Read read -> read.blueprint();
      case ScenarioReader.Result.Faulty faulty ->
          fail(
              faulty.problems().stream()
                  .map(new Messages(Locale.ENGLISH)::what)
                  .toList()
                  .toString());
    };
  }
}
