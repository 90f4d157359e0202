package io.coppice.imported;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.coppice.backend.Backend;
import io.coppice.backend.ReadOnlySites;
import io.coppice.model.Problem;
import io.coppice.model.ReadingProgress;
import io.coppice.model.overlay.Encapsulation;
import io.coppice.model.overlay.NetworkReader.Reading;
import io.coppice.model.overlay.NetworkState;
import io.coppice.model.overlay.Node;
import io.coppice.model.overlay.NodeKind;
import io.coppice.model.overlay.Segment;
import io.coppice.model.overlay.fault.Diagnosis;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Networks as captures show them; the real ones are read where they are there. */
class CaptureNetworkTest {
  @TempDir private Path home;

  private static Path real(String name) {
    Path file = Path.of("../shared/cases/overlay", name);
    assumeTrue(Files.exists(file), "the real captures are not there");
    return file;
  }

  private static Reading read(Path file) {
    return CaptureNetwork.read(file, ReadingProgress.NONE).orElseThrow();
  }

  private static Set<String> names(NetworkState network, NodeKind kind) {
    return network.nodes().values().stream()
        .filter(node -> node.kind() == kind)
        .map(Node::name)
        .collect(Collectors.toSet());
  }

  private static Set<String> codes(Reading reading) {
    return reading.problems().stream().map(Problem::code).collect(Collectors.toSet());
  }

  @Test
  void endpointsSegmentAndMachinesOfACaptureAreTheNodesOfItsNetwork() {
    NetworkState network = read(real("tcpdump-vxlan_port_8472.pcap")).state();
    assertEquals(Set.of("192.168.203.1", "192.168.202.1"), names(network, NodeKind.HYPERVISOR));
    assertEquals(Set.of("192.168.203.3", "192.168.203.5"), names(network, NodeKind.MACHINE));
    assertEquals(1, network.links().size());
    Segment segment = network.segment(Encapsulation.VXLAN, 100).orElseThrow();
    assertEquals(2, segment.endpoints().size());
    assertEquals(2, segment.machines().size());
    assertEquals(2013, network.collected().orElseThrow().toString().startsWith("2013") ? 2013 : 0);
    assertEquals(List.of(), Diagnosis.of(network), "nobody was asked, so nothing is proven");
  }

  @Test
  void aMirrorIsToldAsOneWayAndIsNoFault() {
    Reading reading = read(real("suricata-vxlan-decoder-03.pcap"));
    assertTrue(codes(reading).contains("import.capture.one-way"));
    assertTrue(reading.state().segment(Encapsulation.VXLAN, 5569041).isPresent());
    assertEquals(List.of(), Diagnosis.of(reading.state()));
  }

  @Test
  void twoIdsByDirectionAreTwoSegmentsAndNotOneWay() {
    Reading reading = read(real("tcpdump-geneve.pcap"));
    assertEquals(2, reading.state().segments().size());
    assertTrue(!codes(reading).contains("import.capture.one-way"));
  }

  @Test
  void aCaptureThatBreaksOffKeepsWhatWasBeforeAndSaysWhere() throws IOException {
    byte[] whole;
    try (InputStream in =
        CaptureNetworkTest.class.getResourceAsStream(
            "/io/coppice/captures/kernel-vxlan-her.pcap")) {
      whole = in.readAllBytes();
    }
    Path cut = home.resolve("cut.pcap");
    Files.write(cut, Arrays.copyOf(whole, whole.length - 7));
    Reading reading = read(cut);
    assertTrue(codes(reading).contains("import.capture.ends"));
    assertTrue(!reading.state().nodes().isEmpty());
  }

  @Test
  void anImportOpensACaptureAsASiteWhateverItsName() throws IOException {
    Path odd = home.resolve("no-name");
    try (InputStream in =
        CaptureNetworkTest.class.getResourceAsStream(
            "/io/coppice/captures/kernel-vxlan-her.pcap")) {
      Files.copy(in, odd);
    }
    ReadOnlySites sites = new ImportedSites(new HostFolderReader(), name -> name);
    try (Backend site = sites.open(ReadOnlySites.SCHEME + odd).site().orElseThrow()) {
      assertTrue(!site.network(site.snapshot()).orElseThrow().segments().isEmpty());
    }
  }
}
