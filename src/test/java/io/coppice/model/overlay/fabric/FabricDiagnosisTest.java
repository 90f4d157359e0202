package io.coppice.model.overlay.fabric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.backend.FaultOperation;
import io.coppice.model.EntityId.HostId;
import io.coppice.model.Messages;
import io.coppice.model.Problem;
import io.coppice.model.Severity;
import io.coppice.model.blueprint.Blueprint;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Inventory;
import io.coppice.model.overlay.Middlebox;
import io.coppice.model.overlay.fault.Diagnosis;
import io.coppice.model.overlay.fault.Fault;
import io.coppice.model.overlay.fault.FaultKind;
import io.coppice.scenario.ScenarioReader;
import io.coppice.scenario.Scenarios;
import io.coppice.testkit.Worlds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class FabricDiagnosisTest {
  private static final Blueprint FIRST_LOOK = read("first-look");
  private static final Inventory INVENTORY = FIRST_LOOK.inventory();
  private static final Fabric WHOLE = DerivedFabric.of(INVENTORY);

  private static Blueprint read(String scenario) {
    return ((ScenarioReader.Result.Read) Scenarios.read(scenario)).blueprint();
  }

  private static List<String> codes(List<Problem> problems) {
    return problems.stream().map(Problem::code).toList();
  }

  /** What stands in a problem, but in which order a link's ends are named. */
  private static String told(Problem problem) {
    List<String> args = new ArrayList<>(problem.args());
    String[] ends = args.getFirst().split(", ");
    Arrays.sort(ends);
    args.set(0, String.join(", ", ends));
    boolean sized = problem.code().equals("fault.mtu-above-underlay");
    return problem.code() + " " + (sized ? args.subList(0, 5) : args);
  }

  /** What the diagnosis of the whole network says of sizes and middleboxes. */
  private static Set<String> diagnosed(Fabric fabric, Inventory inventory) {
    Set<String> told = new TreeSet<>();
    Diagnosis.of(FabricNetwork.of("all", fabric, inventory)).stream()
        .filter(it -> it.kind() == FaultKind.MTU_ABOVE_UNDERLAY || it.kind() == FaultKind.MIDDLEBOX)
        .map(Fault::words)
        .forEach(words -> told.add(told(words)));
    return told;
  }

  private static Set<String> here(Fabric fabric, Inventory inventory) {
    Set<String> told = new TreeSet<>();
    FabricDiagnosis.of(fabric, inventory).stream()
        .filter(it -> it.code().startsWith("fault.mtu-") || it.code().startsWith("fault.box-"))
        .forEach(problem -> told.add(told(problem)));
    return told;
  }

  @Test
  void aSiteWithoutFaultsHasNone() {
    assertEquals(List.of(), FabricDiagnosis.of(Fabric.NONE, INVENTORY));
  }

  @Test
  void whatIsToBeFoundInTheShootOutIsFoundAsTheDiagnosisFindsIt() {
    Blueprint site = read("shoot-out");
    Set<String> all = here(site.fabric(), site.inventory());
    assertEquals(4, all.size(), all.toString());
    assertEquals(diagnosed(site.fabric(), site.inventory()), all);
  }

  @Test
  void sizesAndMiddleboxesAreThoseOfTheWholeDiagnosisWhateverIsCut() {
    Middlebox wall =
        Middlebox.PLAIN.withRules(List.of(new Middlebox.Rule(false, Middlebox.Protocol.UDP, 4789)));
    int any = 0;
    for (int seed = 0; seed < 30; seed++) {
      Random random = new Random(seed);
      Fabric fabric =
          WHOLE.withLinks(
              link -> {
                FabricLink sized = random.nextInt(8) == 0 ? link.withMtu(1500) : link;
                return random.nextInt(10) == 0 ? sized.withUp(false) : sized;
              });
      String walled = fabric.nodes().get(random.nextInt(fabric.nodes().size())).name();
      fabric = fabric.withNode(walled, node -> node.withBox(wall));
      Set<String> here = here(fabric, INVENTORY);
      assertEquals(diagnosed(fabric, INVENTORY), here, "seed " + seed);
      any += here.size();
    }
    assertTrue(any > 100, any + " in all");
  }

  @Test
  void aCutLinkIsOneProblemWhileTheOthersCarryOn() {
    FabricLink cut = WHOLE.links().getFirst();
    Fabric fabric = WHOLE.withLinks(link -> link.equals(cut) ? link.withUp(false) : link);
    List<Problem> found = FabricDiagnosis.of(fabric, INVENTORY);
    assertEquals(List.of("fault.link-cut"), codes(found));
    assertEquals(Severity.WARNING, found.getFirst().severity());
    assertEquals(List.of(cut.a().toString(), cut.b().toString()), found.getFirst().args());
  }

  @Test
  void hostsWithoutAWayToTheRestAreToldWithTheirSegments() {
    Host host = INVENTORY.hosts().get(0);
    Fabric fabric =
        WHOLE.withLinks(
            link ->
                link.a().node().equals(host.id().token())
                        || link.b().node().equals(host.id().token())
                    ? link.withUp(false)
                    : link);
    List<Problem> found = FabricDiagnosis.of(fabric, INVENTORY);
    assertEquals("fault.hosts-cut-off", found.getFirst().code());
    assertEquals(List.of(host.id()), found.getFirst().about());
    assertEquals(host.name(), found.getFirst().args().getFirst());
    assertTrue(found.getFirst().args().get(1).startsWith("VXLAN "), found.toString());
    assertEquals(1, codes(found).stream().filter("fault.hosts-cut-off"::equals).count());
    assertEquals(
        List.of(host.id()), found.getLast().about(), "its links are told as problems of the host");
  }

  @Test
  void aSwitchThatIsDownIsTold() {
    String leaf = WHOLE.links().getFirst().a().node();
    Fabric fabric = WHOLE.withNode(leaf, node -> node.withUp(false));
    assertEquals(List.of("fault.switch-down"), codes(FabricDiagnosis.of(fabric, INVENTORY)));
  }

  @Test
  void aHostWithMembersAndWithoutAnEndpointIsTold() {
    HostId host = WHOLE.endpoints().getFirst().host();
    Fabric fabric = WHOLE.withEndpoints(WHOLE.endpoints().subList(1, WHOLE.endpoints().size()));
    List<Problem> found = FabricDiagnosis.of(fabric, INVENTORY);
    assertEquals(List.of("fault.no-endpoint"), codes(found));
    assertEquals(List.of(host), found.getFirst().about());
  }

  @Test
  void packetsThatMayBeCutOnTheWayAreNotTooLarge() {
    Fabric narrow =
        WHOLE.withLinks(link -> link.b().node().startsWith("spine") ? link.withMtu(1400) : link);
    assertFalse(here(narrow, INVENTORY).isEmpty());
    Fabric inPieces =
        narrow.withSegments(
            narrow.segments().stream()
                .map(
                    it ->
                        new SegmentSettings(
                            it.portGroup(),
                            it.encapsulation(),
                            it.id(),
                            it.tenant(),
                            it.replication(),
                            it.group(),
                            it.ageing(),
                            it.suppression(),
                            false,
                            it.mtu()))
                .toList());
    assertEquals(Set.of(), here(inPieces, INVENTORY));
  }

  @Test
  void whatAHostsOwnAlarmTellsIsNotToldAgain() {
    Worlds worlds = Worlds.of(FIRST_LOOK);
    Host host = worlds.world().inventory().hosts().get(0);
    worlds.run(new FaultOperation.CutNic(host.id(), host.hardware().nics().getFirst().name()));
    assertTrue(worlds.alarms().contains("alarm.uplink-not-redundant"), worlds.alarms().toString());
    assertEquals(List.of(), FabricDiagnosis.of(Fabric.NONE, worlds.world().inventory()));
    worlds.run(new FaultOperation.CutNic(host.id(), host.hardware().nics().get(1).name()));
    assertTrue(worlds.alarms().contains("alarm.uplinks-down"), worlds.alarms().toString());
    assertEquals(List.of(), FabricDiagnosis.of(Fabric.NONE, worlds.world().inventory()));
  }

  @Test
  void everyProblemHasWordsAndACure() {
    Messages words = new Messages(Locale.GERMAN);
    for (String code :
        List.of(
            "fault.link-cut", "fault.switch-down", "fault.no-endpoint", "fault.hosts-cut-off")) {
      Problem problem = Problem.error(code, "a", "b");
      assertFalse(words.what(problem).startsWith("fault."), code);
      assertFalse(words.cure(problem).isEmpty(), code);
    }
  }
}
