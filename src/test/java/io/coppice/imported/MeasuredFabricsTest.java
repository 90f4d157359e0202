package io.coppice.imported;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.coppice.imported.FileTexts.HostFile;
import io.coppice.model.Messages;
import io.coppice.model.ReadingProgress;
import io.coppice.model.overlay.IpAddress;
import io.coppice.model.overlay.Link;
import io.coppice.model.overlay.NetworkDifference;
import io.coppice.model.overlay.NetworkState;
import io.coppice.model.overlay.NodeKind;
import io.coppice.model.overlay.Prefix;
import io.coppice.model.overlay.Proof;
import io.coppice.model.overlay.Route;
import io.coppice.model.overlay.fault.Diagnosis;
import io.coppice.model.overlay.fault.Fault;
import io.coppice.model.overlay.fault.FaultKind;
import io.coppice.model.overlay.predict.Predictor;
import io.coppice.model.overlay.predict.Reachability;
import io.coppice.model.overlay.trace.Hop;
import io.coppice.model.overlay.trace.Journey;
import io.coppice.model.overlay.trace.Question;
import io.coppice.model.overlay.trace.Trace;
import io.coppice.model.overlay.trace.Verdict;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Real fabrics of Linux kernels, with what really happened on them beside what they said. Of lab-h,
 * where a spine's link is down, answers hang on the kernel's hash: it has faults only.
 */
class MeasuredFabricsTest {
  private static List<HostFile> files(String name) {
    try (OrderedTasks tasks = new OrderedTasks(1)) {
      return HostFiles.read(archive(name), tasks, ReadingProgress.NONE).files();
    }
  }

  private static Path archive(String name) {
    try {
      return Path.of(MeasuredFabricsTest.class.getResource(name + ".tar.gz").toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static NetworkState fabric(String name) {
    return new HostFolderReader().read(archive(name)).state();
  }

  private static IpAddress ip(String text) {
    return IpAddress.parse(text).orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(strings = {"lab-a", "lab-b", "lab-c", "lab-d", "lab-e", "lab-f", "lab-g", "lab-i"})
  void everyMeasuredPingIsPredicted(String name) {
    List<String> truth =
        files(name).stream()
            .filter(file -> file.path().endsWith("reachability.csv"))
            .findFirst()
            .orElseThrow()
            .text()
            .lines()
            .skip(1)
            .map(line -> line.substring(line.indexOf(',') + 1))
            .toList();
    NetworkState network = fabric(name);
    List<String> predicted = new ArrayList<>();
    for (Reachability.Answer answer : Reachability.of(network, Reachability.pairs(network))) {
      predicted.add(
          String.join(
              ",",
              answer.pair().from(),
              answer.pair().to().toString(),
              answer.small().word(),
              answer.large().word()));
    }
    assertEquals(truth, predicted);
    assertEquals(24, predicted.size());
  }

  @Test
  void theHealthyFabricHasNoFault() {
    assertEquals(List.of(), Diagnosis.of(fabric("lab-a")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"h1", "h2", "h3", "h4", "l1", "s1"})
  void whereOneHostIsMissingNothingIsSaidThatIsNotSo(String missing, @TempDir Path folder)
      throws IOException {
    for (HostFile file : files("lab-a")) {
      String path = file.path().replaceFirst("^lab-a/", "");
      if (!path.startsWith(missing + "/") && path.indexOf('/') > 0) {
        Path copy = folder.resolve(path);
        Files.createDirectories(copy.getParent());
        Files.writeString(copy, file.text());
      }
    }
    assertEquals(List.of(), Diagnosis.of(new HostFolderReader().read(folder).state()));
  }

  @Test
  void theFourPlantedFaultsAreNamedAndNoOther() {
    NetworkState network = fabric("lab-b");
    List<Fault> faults = Diagnosis.of(network);
    assertEquals(
        Set.of(
            FaultKind.MTU_ABOVE_UNDERLAY,
            FaultKind.PORT_DIFFERS,
            FaultKind.FLOOD_MISSING,
            FaultKind.MAC_TWICE),
        faults.stream().map(Fault::kind).collect(Collectors.toSet()));
    assertEquals(4, faults.size());
    for (Fault fault : faults) {
      Set<String> where =
          fault.where().stream().map(Link.End::toString).collect(Collectors.toSet());
      Set<String> expected =
          switch (fault.kind()) {
            case MTU_ABOVE_UNDERLAY -> Set.of("h3:eth0", "l2:dn-h3");
            case PORT_DIFFERS -> Set.of("h4:vx-blue");
            case FLOOD_MISSING -> Set.of("h2:vx-red", "h4:vx-red");
            default -> Set.of("red-1:eth0", "red-3:eth0");
          };
      assertEquals(expected, where);
      assertTrue(fault.proofs().stream().allMatch(proof -> proof.line() > 0 && !proof.isNone()));
      assertEquals(3, Diagnosis.of(fault.cured(network)).size(), "its cure mends it alone");
    }
  }

  @Test
  void withEveryCureTheFabricIsWhole() {
    NetworkState network = fabric("lab-b");
    for (Fault fault : Diagnosis.of(network)) {
      network = fault.cured(network);
    }
    assertEquals(List.of(), Diagnosis.of(network));
    assertTrue(
        Reachability.of(network, Reachability.pairs(network)).stream()
            .allMatch(
                answer ->
                    answer.small() == Reachability.Reach.YES
                        && answer.large() == Reachability.Reach.YES));
  }

  @Test
  void theTopologyIsFoundAlthoughNobodySaysIt() {
    NetworkState network = fabric("lab-b");
    assertEquals(16, network.links().size());
    assertEquals(
        List.of(new Link.End("red-3", "eth0")), network.peersOf(new Link.End("h3", "p-red-3")));
    assertEquals(NodeKind.LEAF, network.node("l1").orElseThrow().kind());
    assertEquals(NodeKind.SPINE, network.node("s2").orElseThrow().kind());
    assertEquals("h2", network.node("red-2").orElseThrow().parent().orElseThrow());
    assertEquals(
        List.of("VXLAN 5001", "VXLAN 5002"),
        network.segments().stream().map(s -> s.label()).toList());
  }

  @Test
  void aTraceShowsBytesRowsAndEqualCostWays() {
    Trace trace = Predictor.trace(fabric("lab-a"), Question.small("blue-1", ip("192.168.7.4")));
    assertTrue(trace.verdict().isPassed());
    List<Hop> there = trace.of(Journey.Purpose.ECHO_REQUEST).orElseThrow().hops();
    Hop wrapped =
        there.stream().filter(hop -> hop.step() == Hop.Step.ENCAPSULATE).findFirst().orElseThrow();
    assertEquals(
        wrapped.before().orElseThrow().length() + 50, wrapped.after().orElseThrow().bytes().length);
    Hop leaf = there.stream().filter(hop -> hop.choice().isPresent()).findFirst().orElseThrow();
    assertEquals("l1", leaf.node());
    assertEquals(2, leaf.choice().orElseThrow().ways().size());
    assertTrue(leaf.row().place().startsWith("l1/route.json:1+"), leaf.row().place());
    assertTrue(trace.of(Journey.Purpose.ECHO_REPLY).isPresent());
  }

  @Test
  void goingOnShowsEveryLaterObstacle() {
    NetworkState network = fabric("lab-b");
    Question question = Question.small("blue-3", ip("192.168.7.4")).withBytes(Question.LARGE);
    List<String> first = rules(Predictor.trace(network, question));
    List<String> all = rules(Predictor.trace(network, question.goingOn()));
    assertEquals("port differs", first.getFirst());
    assertFalse(first.contains("path MTU of the tunnel"), first.toString());
    assertTrue(all.contains("port differs"), all.toString());
    assertTrue(all.contains("path MTU of the tunnel"), all.toString());
  }

  private static List<String> rules(Trace trace) {
    return trace.obstacles().stream()
        .map(Hop::verdict)
        .filter(Verdict.Dropped.class::isInstance)
        .map(verdict -> ((Verdict.Dropped) verdict).rule())
        .distinct()
        .toList();
  }

  @Test
  void aHostThatWasNotCollectedIsUnknownAndNeverDelivers(@TempDir Path folder) throws IOException {
    for (HostFile file : files("lab-a")) {
      boolean kept = !file.path().contains("l2/") && !file.path().endsWith(".csv");
      if (kept) {
        Path copy = folder.resolve(file.path());
        Files.createDirectories(copy.getParent());
        Files.writeString(copy, file.text());
      }
    }
    NetworkState network = new HostFolderReader().read(folder).state();
    Trace trace = Predictor.trace(network, Question.small("red-1", ip("192.168.7.4")));
    assertFalse(trace.verdict().isPassed());
    assertTrue(trace.verdict() instanceof Verdict.Unknown, trace.verdict().toString());
    assertTrue(
        Predictor.trace(network, Question.small("red-1", ip("192.168.7.2"))).verdict().isPassed());
    assertTrue(network.nodes().values().stream().anyMatch(node -> node.kind() == NodeKind.UNKNOWN));
    assertEquals(List.of(), Diagnosis.of(network), "what was not collected is no fault");
  }

  /** More such fabrics, each with faults that were chosen at random. */
  @ParameterizedTest
  @CsvSource({
    "lab-c, MAC_ELSEWHERE ROUTE_LOOP NEIGHBOUR_WRONG",
    "lab-d, LOCAL_ADDRESS_MISSING FLOOD_DANGLING",
    "lab-e, FLOOD_MISSING DEVICE_DOWN",
    "lab-f, LOCAL_ADDRESS_MISSING ROUTE_BLACK_HOLE ROUTE_LOOP",
    "lab-g, ID_DIFFERS ROUTE_LOOP",
    "lab-h, DEVICE_DOWN",
    "lab-i, DEVICE_DOWN LOCAL_ADDRESS_MISSING MAC_ELSEWHERE"
  })
  void eachPlantedFaultIsNamedOnceAndNoOther(String name, String kinds) {
    assertEquals(
        Arrays.stream(kinds.split(" ")).sorted().toList(),
        Diagnosis.of(fabric(name)).stream().map(fault -> fault.kind().name()).sorted().toList());
  }

  /** The healthy fabric with one answer changed. */
  private static NetworkState changed(Path folder, String file, UnaryOperator<String> change)
      throws IOException {
    for (HostFile each : files("lab-a")) {
      Path copy = folder.resolve(each.path());
      Files.createDirectories(copy.getParent());
      boolean meant = each.path().endsWith(file);
      String text = meant ? change.apply(each.text()) : each.text();
      assertFalse(meant && text.equals(each.text()), file + " has nothing to change");
      Files.writeString(copy, text);
    }
    return new HostFolderReader().read(folder).state();
  }

  @Test
  void aWrongIdIsOneFaultAndItsMachineIsAskedForWhereItShouldBe(@TempDir Path folder)
      throws IOException {
    NetworkState network =
        changed(folder, "h3/link.json", text -> text.replace("\"id\":5002", "\"id\":5102"));
    List<Fault> faults = Diagnosis.of(network);
    assertEquals(
        List.of(FaultKind.ID_DIFFERS),
        faults.stream().map(Fault::kind).toList(),
        faults.toString());
    assertEquals(List.of(), Diagnosis.of(faults.getFirst().cured(network)), "its cure mends it");
    List<Reachability.Answer> answers = Reachability.of(network, Reachability.pairs(network));
    assertEquals(24, answers.size());
    assertEquals(
        6, answers.stream().filter(a -> a.small() == Reachability.Reach.NO).count(), "blue-3");
  }

  @Test
  void aCircleIsOneFaultWhoeverSendsIntoIt(@TempDir Path folder) throws IOException {
    NetworkState network =
        changed(
            folder,
            "l2/route.json",
            text ->
                text.replaceFirst(
                    "(\"dst\":\"10.255.0.3\",\"gateway\":\")[^\"]*(\",\"dev\":\")[^\"]*\"",
                    "$1" + gatewayOf(text, "up-s1") + "$2up-s1\""));
    List<Fault> faults = Diagnosis.of(network);
    assertEquals(
        List.of(FaultKind.ROUTE_LOOP),
        faults.stream().map(Fault::kind).toList(),
        faults.toString());
  }

  /** The fabric where a node has one route to somewhere, by a device, or none by none. */
  private static NetworkState routed(NetworkState network, String node, String to, String by) {
    Prefix destination = Prefix.parse(to).orElseThrow();
    return network.withNode(
        node,
        it -> {
          List<Route> routes = new ArrayList<>();
          for (Route route : it.routes()) {
            if (!route.destination().equals(destination)) {
              routes.add(route);
            }
          }
          it.routes().stream()
              .filter(route -> route.type() == Route.Type.UNICAST)
              .flatMap(route -> route.nextHops().stream())
              .filter(hop -> hop.device().equals(by) && hop.gateway().isPresent())
              .findFirst()
              .ifPresent(
                  hop ->
                      routes.add(
                          new Route(
                              Route.Type.UNICAST,
                              destination,
                              "main",
                              0,
                              List.of(hop),
                              Optional.empty(),
                              0,
                              Proof.NONE)));
          return it.withRoutes(routes);
        });
  }

  @Test
  void twoCirclesTowardsOneAddressAreTwoFaults() {
    String to = "10.255.0.4/32";
    NetworkState network = routed(fabric("lab-a"), "l1", to, "up-s1");
    network = routed(network, "s1", to, "dn-l1");
    network = routed(network, "l2", to, "up-s2");
    network = routed(network, "s2", to, "dn-l2");
    List<Fault> circles =
        Diagnosis.of(network).stream().filter(f -> f.kind() == FaultKind.ROUTE_LOOP).toList();
    assertEquals(
        List.of("l1", "l2"),
        circles.stream().map(fault -> fault.where().getFirst().node()).toList());
  }

  @Test
  void aRouteThatADeviceThatIsDownCannotHaveTakenAwayIsMissing() {
    NetworkState healthy = fabric("lab-a");
    NetworkState down =
        healthy.withNode("l1", it -> it.withDevice("dn-h1", d -> d.change().up(false).build()));
    assertFalse(kinds(down).contains(FaultKind.ROUTE_MISSING), kinds(down).toString());
    List<String> missing =
        Diagnosis.of(routed(down, "l1", "10.255.0.0/24", "none")).stream()
            .filter(fault -> fault.kind() == FaultKind.ROUTE_MISSING)
            .map(fault -> fault.where().getFirst().node() + " " + fault.words().args().getFirst())
            .sorted()
            .toList();
    assertEquals(List.of("l1 10.255.0.3", "l1 10.255.0.4"), missing, "10.255.0.1 went with it");
  }

  private static List<FaultKind> kinds(NetworkState network) {
    return Diagnosis.of(network).stream().map(Fault::kind).toList();
  }

  /** Of the first route by a device. */
  private static String gatewayOf(String routes, String device) {
    Matcher found =
        Pattern.compile("\"gateway\":\"([^\"]*)\",\"dev\":\"" + device + '"').matcher(routes);
    assertTrue(found.find(), device);
    return found.group(1);
  }

  @Test
  void twoImportsAreCompared() {
    NetworkState before = fabric("lab-a");
    assertEquals(List.of(), NetworkDifference.between(before, before));
    List<String> changes =
        NetworkDifference.between(before, fabric("lab-b")).stream()
            .map(
                i ->
                    i.node()
                        + " "
                        + i.what()
                        + " "
                        + i.before().orElse("-")
                        + " "
                        + i.after().orElse("-"))
            .toList();
    assertTrue(changes.contains("h3 eth0 mtu 1600 1500"), changes.toString());
    assertTrue(changes.contains("h4 vx-blue port 4789 8472"), changes.toString());
    int firstAddress = changes.size();
    int lastSetting = 0;
    for (int i = 0; i < changes.size(); i++) {
      if (changes.get(i).contains(" ethernet address ")) {
        firstAddress = Math.min(firstAddress, i);
      } else {
        lastSetting = i;
      }
    }
    assertTrue(lastSetting < firstAddress, "what the kernel made up buries nothing: " + changes);
  }

  @Test
  void whatChangedIsSaidInEachLanguage() {
    List<NetworkDifference.Item> items =
        NetworkDifference.between(fabric("lab-a"), fabric("lab-b"));
    Set<String> aspects =
        items.stream()
            .map(NetworkDifference.Item::aspect)
            .filter(aspect -> !aspect.isEmpty())
            .collect(Collectors.toSet());
    assertTrue(aspects.containsAll(Set.of("mtu", "port", "ethernet-address")), aspects.toString());
    for (Locale locale : Messages.SUPPORTED) {
      Messages words = new Messages(locale);
      for (String aspect : aspects) {
        String key = "network.changes.aspect." + aspect;
        assertFalse(words.get(key).equals(key), key);
      }
    }
    NetworkDifference.Item mtu =
        items.stream().filter(item -> item.aspect().equals("mtu")).findFirst().orElseThrow();
    assertEquals("eth0", mtu.subject());
    assertEquals(
        "Ethernet-Adresse",
        new Messages(Locale.GERMAN).get("network.changes.aspect.ethernet-address"));
  }

  @Test
  void aFabricWithConfiguredTablesHasNoFault() {
    Path folder = Path.of("../shared/cases/overlay/kernel-fabric-clean");
    assumeTrue(Files.isDirectory(folder), "the clean fabric is not beside the project");
    NetworkState network = new HostFolderReader().read(folder).state();
    assertEquals(List.of(), Diagnosis.of(network));
    assertEquals(
        4, network.nodes().values().stream().filter(n -> n.kind() == NodeKind.HYPERVISOR).count());
  }

  @Test
  void sharedEndpointsOfSwitchPairsAreNoConflict(@TempDir Path folder) throws IOException {
    Path cases = Path.of("../shared/cases/overlay");
    assumeTrue(Files.isDirectory(cases), "the suzieq files are not beside the project");
    try (var files = Files.list(cases)) {
      for (Path file :
          files.filter(f -> f.getFileName().toString().startsWith("suzieq")).toList()) {
        Files.copy(file, folder.resolve(file.getFileName()));
      }
    }
    NetworkState network = new HostFolderReader().read(folder).state();
    assertEquals(14, network.nodes().values().stream().filter(n -> n.collected()).count());
    assertEquals(List.of(), Diagnosis.of(network));
    assertEquals(
        List.of("VXLAN 13", "VXLAN 24", "VXLAN 104001"),
        network.segments().stream().map(s -> s.label()).toList());
    assertEquals(6, network.segments().getLast().endpoints().size());
    assertEquals(
        Set.of("leaf01", "leaf02"),
        network.peersOf(new Link.End("server101", "bond0")).stream()
            .map(Link.End::node)
            .collect(Collectors.toSet()));
  }
}
