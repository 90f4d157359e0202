package io.coppice.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.model.EntityId;
import io.coppice.model.Problem;
import io.coppice.model.blueprint.Blueprint;
import io.coppice.model.overlay.fabric.DerivedFabric;
import io.coppice.model.overlay.fabric.Fabric;
import io.coppice.testkit.SmallSite;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnderlayScenarioTest {
  @TempDir private Path folder;

  private static Blueprint builtIn(String name) {
    return assertInstanceOf(ScenarioReader.Result.Read.class, Scenarios.read(name)).blueprint();
  }

  private Blueprint again(Blueprint blueprint) throws IOException {
    Path file = folder.resolve("site.json");
    ScenarioWriter.write(file, blueprint);
    return assertInstanceOf(ScenarioReader.Result.Read.class, ScenarioReader.read(file))
        .blueprint();
  }

  private static ScenarioReader.Result withFabric(String fabric) {
    String text =
        """
        {"format": 1, "title": "t", "datacentre": "d",
         "networks": [{"name": "n", "portGroups": [{"name": "p"}, {"name": "q"}]}],
         "hosts": [{"name": "h", "sockets": 1, "cores": 1, "mhz": 1000, "memory": "1 GiB",
           "nics": [{"name": "v0", "switch": "n"}]}],
         "fabric": %s}
        """
            .formatted(fabric);
    return ScenarioReader.read(
        "f.json", new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"first-look", "shoot-out"})
  void anExportedNetworkOpensAgainEqual(String scenario) throws IOException {
    Blueprint site = builtIn(scenario);
    assertTrue(!site.fabric().isNone());
    assertEquals(described(site), described(again(site)));
  }

  @Test
  void aDerivedNetworkThatWasChangedOpensAgainEqual() throws IOException {
    Blueprint small = SmallSite.of(4, 12);
    Fabric cut =
        DerivedFabric.of(small.inventory()).withLinks(link -> link.withUp(false).withMtu(1600));
    Blueprint site =
        new Blueprint("small", "Small", "", small.start(), 7, small.inventory(), List.of(), cut);
    assertEquals(described(site), described(again(site)));
  }

  /** The fabric with names in the place of ids, which are given anew. */
  private static String described(Blueprint site) {
    String text = site.fabric().toString();
    for (EntityId.Kind kind :
        List.of(EntityId.Kind.HOST, EntityId.Kind.PORT_GROUP, EntityId.Kind.MACHINE)) {
      for (int row = site.inventory().table(kind).size() - 1; row >= 0; row--) {
        String name = site.inventory().find(kind.id(row)).orElseThrow().name();
        text = text.replace(kind.id(row).toString() + "]", name + "]");
        text = text.replace("node=" + kind.id(row).token() + ",", "node=" + name + ",");
      }
    }
    return text;
  }

  @Test
  void aFenceHasTwoAdaptersOfItsMachineAndNoAddressTwice() {
    String table =
        """
        [{"inside": "10.0.0.1", "outside": "10.1.0.1"},
         {"inside": "10.0.0.2", "outside": "10.1.0.1"}]
        """;
    String fences =
        """
        {"fences": [{"appliance": "nobody", "addresses": %s}]}
        """
            .formatted(table);
    assertEquals(
        List.of("scenario.dangling-none", "scenario.duplicate"),
        ((ScenarioReader.Result.Faulty) withFabric(fences))
            .problems().stream().map(Problem::code).toList());
  }

  /** What cannot be set by hand cannot be read either. */
  @ParameterizedTest
  @CsvSource({
    "10.60.1.2, 10.60.255.255, scenario.fence-row",
    "10.60.1.2, 10.60.255.0, scenario.fence-row",
    "10.60.1.2, 10.61.1.2, scenario.fence-row",
    "10.60.1.2, 10.60.0.1, scenario.fence-taken",
    "10.60.1.2, 10.60.2.1, scenario.fence-taken"
  })
  void aFencesTableHoldsAddressesThatMachinesCanHaveAndNobodyHas(
      String right, String wrong, String code) throws IOException {
    assertEquals(List.of(code), faults(text -> text.replace('"' + right + '"', '"' + wrong + '"')));
  }

  /** What is said of the scenario with two fences, with something changed in it. */
  private static List<String> faults(UnaryOperator<String> change) throws IOException {
    String text;
    try (InputStream in = Scenarios.class.getResourceAsStream("/scenarios/shoot-out.json")) {
      text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    String changed = change.apply(text);
    assertNotEquals(text, changed);
    ScenarioReader.Result read =
        ScenarioReader.read(
            "f.json", new ByteArrayInputStream(changed.getBytes(StandardCharsets.UTF_8)));
    return assertInstanceOf(ScenarioReader.Result.Faulty.class, read).problems().stream()
        .map(Problem::code)
        .toList();
  }

  private static String inOnePrivateVlan(String text, String... groups) {
    String changed = text;
    int secondary = 3001;
    for (String group : groups) {
      changed =
          changed.replace(
              "{\"name\": \"" + group + "\"",
              in(group, "COMMUNITY", 3000, secondary++).replaceAll("}$", ""));
    }
    return changed;
  }

  @Test
  void portGroupsOfOnePrivateVlanAreOneNetworkToFences() throws IOException {
    assertEquals(
        List.of("scenario.fence-twice"),
        faults(text -> inOnePrivateVlan(text, "net-lab-a", "net-lab-b")));
    assertEquals(
        List.of("scenario.fence-network"),
        faults(text -> inOnePrivateVlan(text, "net-lab-a", "net-campus")));
  }

  @Test
  void aFileWithoutANetworkHasNoneSaid() throws IOException {
    Blueprint small = SmallSite.of(3, 9);
    assertTrue(again(small).fabric().isNone());
    assertTrue(!Files.readString(folder.resolve("site.json")).contains("fabric"));
  }

  @Test
  void theShowFloorHasTwoThousandSegmentsAndAPairOfLeavesInEachRack() {
    Blueprint site = builtIn("show-floor");
    Fabric fabric = DerivedFabric.orSaid(site.fabric(), site.inventory());
    assertEquals(2_000, fabric.segments().size());
    assertEquals(28 * 2 + 4, fabric.nodes().size());
    assertEquals(776, fabric.endpoints().size());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{\"segments\": [{\"network\": \"p\", \"id\": \"16777216\"}]} | scenario.expected |"
            + " $.fabric.segments[0].id",
        "{\"segments\": [{\"network\": \"p\", \"id\": \"0\"}]} | scenario.expected |"
            + " $.fabric.segments[0].id",
        "{\"segments\": [{\"network\": \"p\", \"id\": \"-1\", \"protocol\": \"STT\"}]} |"
            + " scenario.expected | $.fabric.segments[0].id",
        "{\"segments\": [{\"network\": \"p\", \"id\": \"18446744073709551616\","
            + " \"protocol\": \"STT\"}]} | scenario.expected | $.fabric.segments[0].id",
        "{\"segments\": [{\"network\": \"p\", \"id\": \"5\"}, {\"network\": \"q\", \"id\": \"5\"}]}"
            + " | scenario.duplicate | $.fabric.segments[1].id",
        "{\"segments\": [{\"network\": \"zzz\", \"id\": \"5\"}]} | scenario.dangling |"
            + " $.fabric.segments[0].network",
        "{\"segments\": [{\"network\": \"p\", \"id\": \"5\", \"group\": \"10.0.0.1\"}]} |"
            + " scenario.expected | $.fabric.segments[0].group",
        "{\"switches\": [{\"name\": \"h\"}]} | scenario.duplicate | $.fabric.switches[0].name",
        "{\"switches\": [{\"name\": \"a\"}], \"links\": [{\"from\": \"a\", \"fromPort\": \"1\","
            + " \"to\": \"nobody\", \"toPort\": \"2\"}]} | scenario.dangling |"
            + " $.fabric.links[0].to",
        "{\"switches\": [{\"name\": \"a\"}], \"links\": [{\"from\": \"a\", \"fromPort\": \"1\","
            + " \"to\": \"a\", \"toPort\": \"1\"}]} | scenario.duplicate |"
            + " $.fabric.links[0].toPort",
        "{\"switches\": [{\"name\": \"a\", \"rules\": [{\"protocol\": \"GRE\", \"port\": 7}]}]} |"
            + " scenario.expected | $.fabric.switches[0].rules[0].port",
        "{\"endpoints\": [{\"host\": \"h\", \"address\": \"224.0.0.1\"}], \"switches\": []} |"
            + " scenario.expected | $.fabric.endpoints[0].address"
      })
  void aFaultInTheNetworkIsNamedWithItsPlace(String fabric, String code, String path) {
    List<Problem> problems =
        assertInstanceOf(ScenarioReader.Result.Faulty.class, withFabric(fabric)).problems();
    assertEquals(code, problems.getFirst().code(), problems::toString);
    assertEquals(path, problems.getFirst().args().get(3));
  }

  private static ScenarioReader.Result withGroups(String groups) {
    String text =
        """
        {"format": 1, "title": "t", "datacentre": "d",
         "networks": [{"name": "n", "portGroups": [%s]}],
         "hosts": [{"name": "h", "sockets": 1, "cores": 1, "mhz": 1000, "memory": "1 GiB",
           "nics": [{"name": "v0", "switch": "n"}]}]}
        """
            .formatted(groups);
    return ScenarioReader.read(
        "f.json", new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static String in(String name, String role, int primary, int secondary) {
    return "{\"name\": \"%s\", \"privateVlan\": {\"role\": \"%s\", \"primary\": %d, \"secondary\": %d}}"
        .formatted(name, role, primary, secondary);
  }

  private static List<String> contradictions(String... groups) {
    return switch (withGroups(String.join(", ", groups))) {
      case ScenarioReader.Result.Read _ -> List.of();
      case ScenarioReader.Result.Faulty faulty ->
          faulty.problems().stream().map(Problem::code).toList();
    };
  }

  @Test
  void privateVlansThatContradictEachOtherAreRefused() {
    String isolated = in("p", "ISOLATED", 100, 101);
    assertEquals(List.of(), contradictions(isolated, in("q", "COMMUNITY", 100, 102)));
    assertEquals(List.of(), contradictions(isolated, in("q", "ISOLATED", 100, 101)));
    assertEquals(
        List.of("scenario.second-isolated"),
        contradictions(isolated, in("q", "ISOLATED", 100, 102)));
    List<String> otherwise = List.of("scenario.private-vlan-otherwise");
    assertEquals(otherwise, contradictions(isolated, in("q", "COMMUNITY", 100, 101)));
    assertEquals(otherwise, contradictions(isolated, "{\"name\": \"q\", \"vlan\": 101}"));
    assertEquals(otherwise, contradictions("{\"name\": \"q\", \"vlan\": 101}", isolated));
    assertEquals(
        List.of("scenario.private-vlan-trunk"),
        contradictions(isolated.replace("\"name\"", "\"vlan\": 4095, \"name\"")));
  }
}
