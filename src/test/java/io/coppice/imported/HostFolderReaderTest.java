package io.coppice.imported;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.model.Problem;
import io.coppice.model.Severity;
import io.coppice.model.overlay.BridgePort;
import io.coppice.model.overlay.Device;
import io.coppice.model.overlay.DeviceKind;
import io.coppice.model.overlay.Encapsulation;
import io.coppice.model.overlay.ForwardingEntry;
import io.coppice.model.overlay.Neighbour;
import io.coppice.model.overlay.NetworkReader.Reading;
import io.coppice.model.overlay.Node;
import io.coppice.model.overlay.Route;
import io.coppice.model.overlay.fault.Diagnosis;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostFolderReaderTest {
  private static final String LINK =
      """
      [{"ifindex":2,"ifname":"eth0","flags":["BROADCAST","UP","LOWER_UP"],"mtu":1600,"link_type":"ether",
        "address":"02:00:00:00:00:01","a_member_of_tomorrow":{"x":[1,2]}},
       {"ifindex":4,"ifname":"vx5","flags":["UP","LOWER_UP"],"mtu":1550,"link_type":"ether","address":"02:00:00:00:00:05",
        "linkinfo":{"info_kind":"vxlan","info_data":{"id":16777215,"local":"10.0.0.1","port":4789,"learning":true}}}]
      """;

  @TempDir Path folder;

  private void put(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private Reading read() {
    return new HostFolderReader().read(folder);
  }

  private Node only() {
    Reading reading = read();
    assertEquals(1, reading.state().nodes().values().stream().filter(Node::collected).count());
    return reading.state().nodes().values().iterator().next();
  }

  private static List<String> codes(Reading reading) {
    return reading.problems().stream().map(Problem::code).toList();
  }

  @ParameterizedTest
  @CsvSource({
    "h1/link.json,h1",
    "h1/ip-d-s-j-link.json,h1",
    "rack7/h1/anything.out,h1",
    "h1-ip-d-j-link.json,h1",
    "esx-01.lab-link.json,esx-01.lab",
    "h1.txt,h1"
  })
  void theHostIsToldByFolderOrFileName(String path, String host) throws IOException {
    put(path, LINK);
    put(path.replaceAll("[^/]*$", "readme-" + host), "just a note");
    assertEquals(host, only().name());
  }

  @Test
  void aFileMayHoldSeveralAnswersWithPromptsBetween() throws IOException {
    put(
        "h1.log",
        "$ ip -d -j link show\n"
            + LINK
            + "$ ip -j neigh\n"
            + "[{\"dst\":\"10.0.0.2\",\"dev\":\"eth0\",\"lladdr\":\"02:00:00:00:00:02\",\"state\":[\"REACHABLE\"]}]\n"
            + "$ bridge fdb\n"
            + "00:00:00:00:00:00 dev vx5 dst 10.0.0.2 self permanent\n"
            + "$ ip route\n"
            + "default via 10.0.0.254 dev eth0\n"
            + "10.1.0.0/16 \n"
            + "\tnexthop via 10.0.0.3 dev eth0 weight 1\n"
            + "\tnexthop via 10.0.0.4 dev eth0 weight 1\n"
            + "blackhole 10.9.0.0/16\n");
    Node host = only();
    assertEquals(0xFFFFFF, host.device("vx5").orElseThrow().tunnel().orElseThrow().id());
    assertEquals(1, host.neighbours().size());
    assertTrue(host.forwarding().getFirst().isFlood());
    assertEquals(3, host.routes().size());
    assertEquals(2, host.routes().get(1).nextHops().size());
    assertEquals(Route.Type.BLACKHOLE, host.routes().get(2).type());
  }

  @Test
  void rowsOfOneDeviceLeaveItOut() throws IOException {
    put("h1/link.json", LINK);
    put(
        "h1/session.log",
        """
        root@h1:~# bridge fdb show dev vx5
        00:00:00:00:00:00 dst 10.0.0.2 vni 16777215 src_vni 16777215 self extern_learn permanent
        02:00:00:00:00:09 dst 10.0.0.2 self extern_learn
        02:00:00:00:00:08 vlan 1 extern_learn master br10
        root@h1:~# ip -s neigh show dev eth0
        10.0.0.2 lladdr 02:00:00:00:00:02 used 3/2/1 probes 1 REACHABLE
        """);
    put("h1/bridge-fdb-show-dev-eth0.txt", "02:00:00:00:00:07 master br0 permanent\n");
    put("h1/notes.txt", "02:00:00:00:00:06 dst 10.0.0.9 self permanent\n");
    Node host = only();
    assertEquals(
        List.of("vx5", "vx5", "vx5", "eth0"),
        host.forwarding().stream()
            .map(ForwardingEntry::device)
            .sorted(Comparator.reverseOrder())
            .toList());
    assertEquals("eth0", host.neighbours().getFirst().device());
  }

  @Test
  void soDoRowsInJson() throws IOException {
    put("h1/link.json", LINK);
    put(
        "h1/session.log",
        """
        root@h1:~# bridge -d -s -j fdb show dev vx5
        [{"mac":"00:00:00:00:00:00","flags":["self"],"dst":"10.0.0.2","state":"permanent"}]
        root@h1:~# ip -j neigh show dev eth0
        [{"dst":"10.0.0.2","lladdr":"02:00:00:00:00:02","state":["REACHABLE"]}]
        root@h1:~# ip -j neigh
        [{"dst":"10.0.0.3","dev":"vx5","lladdr":"02:00:00:00:00:03","state":["REACHABLE"]}]
        """);
    Node host = only();
    assertEquals("vx5", host.forwarding().getFirst().device());
    assertTrue(host.forwarding().getFirst().isFlood());
    assertEquals(
        List.of("eth0", "vx5"), host.neighbours().stream().map(Neighbour::device).toList());
  }

  @Test
  void aDeviceThatIsSaidTwiceIsOne() throws IOException {
    put("h1/link.json", LINK);
    put(
        "h1/fdb.txt",
        """
        02:00:00:00:00:09 dev dev vx5 vlan 1 master br20 permanent
        02:00:00:00:00:08 dev dev vx5 dst 10.0.0.2 self
        """);
    assertEquals(
        Set.of("vx5"),
        only().forwarding().stream().map(ForwardingEntry::device).collect(Collectors.toSet()));
  }

  @Test
  void halfAFileKeepsWhatIsWholeAndTellsWhereItBroke() throws IOException {
    put("h1/link.json", LINK.substring(0, LINK.indexOf("\"vx5\"") + 20));
    Reading reading = read();
    assertEquals(List.of("import.half"), codes(reading));
    Problem problem = reading.problems().getFirst();
    assertEquals("h1/link.json", problem.args().getFirst());
    assertEquals("3", problem.args().get(1), "the line");
    Node host = reading.state().node("h1").orElseThrow();
    assertTrue(host.device("eth0").isPresent());
    assertFalse(host.device("vx5").isPresent());
  }

  @Test
  void textInPlaceOfJsonIsToldOrRead() throws IOException {
    put("h1/link.json", LINK);
    put("h1/addr.json", "Object \"-j\" is unknown, try \"ip help\".\n");
    put("h1/fdb.json", "[{\"mac\":\"00:00:00:00:00:00\",\"ifname\":\"vx5\", oops]\n");
    Reading reading = read();
    assertTrue(codes(reading).contains("import.not-json"), codes(reading).toString());
    assertTrue(reading.state().node("h1").orElseThrow().device("vx5").isPresent());
  }

  @Test
  void anEmptyAnswerOfOldToolsIsNoFault() throws IOException {
    put("h1/link.json", LINK);
    put("h1/vlan.json", "[\n");
    put("h1/fdb.json", "[]");
    assertEquals(List.of(), codes(read()));
  }

  @Test
  void detailedTextOfLinksAndAddressesIsRead() throws IOException {
    put(
        "sw1/links.txt",
        """
        1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue state UNKNOWN mode DEFAULT group default
            link/loopback 00:00:00:00:00:00 brd 00:00:00:00:00:00 promiscuity 0
            inet 10.0.0.11/32 scope global lo
               valid_lft forever preferred_lft forever
        7: vni13: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 9000 qdisc noqueue master bridge state UNKNOWN
            link/ether 96:1a:5e:81:6f:7d brd ff:ff:ff:ff:ff:ff promiscuity 1
            vxlan id 13 local 10.0.0.112 srcport 0 0 dstport 4789 nolearning ageing 300
            bridge_slave state forwarding priority 8 cost 100 hairpin off learning off flood on
        8: bridge: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 9000 qdisc noqueue state UP
            link/ether 52:54:00:12:7a:81 brd ff:ff:ff:ff:ff:ff promiscuity 0
            bridge forward_delay 1500 hello_time 200 ageing_time 180000 stp_state 1 vlan_filtering 1
        9: vlan13@bridge: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 9000 qdisc noqueue state UP
            link/ether 52:54:00:12:7a:81 brd ff:ff:ff:ff:ff:ff promiscuity 0
            vlan protocol 802.1Q id 13 <REORDER_HDR>
            inet 172.16.1.11/24 scope global vlan13
        """);
    Node host = only();
    Device vni = host.device("vni13").orElseThrow();
    assertEquals(13, vni.tunnel().orElseThrow().id());
    assertFalse(vni.tunnel().orElseThrow().learning());
    assertFalse(vni.port().orElseThrow().learning());
    assertTrue(host.device("bridge").orElseThrow().bridge().orElseThrow().vlanAware());
    assertEquals(13, host.device("vlan13").orElseThrow().vlan());
    assertEquals("bridge", host.device("vlan13").orElseThrow().lower().orElseThrow());
    assertEquals(2, host.devices().values().stream().filter(d -> !d.addresses().isEmpty()).count());
  }

  @Test
  void openVSwitchIsRead() throws IOException {
    put(
        "h1/ovs-vsctl-show.txt",
        """
        5c0a2d2c-9b1b-4d7e-8f4a-1f3a1cf0a111
            Bridge br-int
                fail_mode: secure
                Port "gre0"
                    Interface "gre0"
                        type: gre
                        options: {key=flow, local_ip="10.0.0.1", remote_ip="10.0.0.2"}
                Port vx
                    Interface vx
                        type: vxlan
                        options: {dst_port="8472", key="77", remote_ip="10.0.0.3"}
                Port vm1
                    tag: 20
                    Interface vm1
                Port br-int
                    Interface br-int
                        type: internal
            ovs_version: "3.1.0"
        """);
    put(
        "h1/fdb-show.txt",
        """
         port  VLAN  MAC                Age
            1    20  02:00:00:00:00:09    5
        LOCAL     0  02:00:00:00:00:08    1
        """);
    Node host = only();
    assertEquals(
        Encapsulation.KEYED_GRE,
        host.device("gre0").orElseThrow().tunnel().orElseThrow().encapsulation());
    assertEquals(8472, host.device("vx").orElseThrow().tunnel().orElseThrow().port());
    assertEquals(77, host.device("vx").orElseThrow().tunnel().orElseThrow().id());
    assertEquals(DeviceKind.BRIDGE, host.device("br-int").orElseThrow().kind());
    BridgePort.Vlan tag = host.device("vm1").orElseThrow().port().orElseThrow().vlans().getFirst();
    assertEquals(20, tag.id());
  }

  @Test
  void whatFlowsDecideIsNoSegmentAndPatchPortsAreAPairAndPortsOfSeveralInterfacesABond()
      throws IOException {
    put(
        "h1/ovs-vsctl-show.txt",
        """
        5c0a2d2c-9b1b-4d7e-8f4a-1f3a1cf0a111
            Bridge br-int
                Port patch-tun
                    Interface patch-tun
                        type: patch
                        options: {peer=patch-int}
                Port bond1
                    tag: 7
                    Interface eth8
                    Interface eth9
            Bridge br-tun
                Port patch-int
                    Interface patch-int
                        type: patch
                        options: {peer=patch-tun}
                Port vxlan-0a000002
                    Interface vxlan-0a000002
                        type: vxlan
                        options: {df_default="true", in_key=flow, local_ip="10.0.0.1", out_key=flow, remote_ip="10.0.0.2"}
                Port gen0
                    Interface gen0
                        type: geneve
                        options: {key="9", remote_ip=flow}
        """);
    Reading reading = read();
    Node host = reading.state().node("h1").orElseThrow();
    assertTrue(host.device("vxlan-0a000002").orElseThrow().tunnel().orElseThrow().external());
    assertTrue(host.device("gen0").orElseThrow().tunnel().orElseThrow().external());
    assertEquals(List.of(), reading.state().segments());
    assertEquals(DeviceKind.BOND, host.device("bond1").orElseThrow().kind());
    assertEquals("bond1", host.device("eth9").orElseThrow().master().orElseThrow());
    assertEquals("br-int", host.device("bond1").orElseThrow().master().orElseThrow());
    assertTrue(
        reading.state().links().stream()
            .anyMatch(
                link ->
                    link.a().device().equals("patch-tun")
                        && link.b().device().equals("patch-int")));
  }

  @Test
  void frrObjectsInARowAreRead() throws IOException {
    put(
        "leaf/evpn.txt",
        "{\"vni\":5001,\"type\":\"L2\",\"vxlanIntf\":\"vni5001\",\"vtepIp\":\"10.0.0.1\",\"numRemoteVteps\":[\"10.0.0.2\",\"10.0.0.3\"]}{}\n"
            + "{\"vni\":5002.0,\"type\":\"L2\",\"vxlanIntf\":\"vni5002\",\"numRemoteVteps\":2}");
    Node host = only();
    assertEquals(2, host.device("vni5001").orElseThrow().tunnel().orElseThrow().remotes().size());
    assertEquals(5002, host.device("vni5002").orElseThrow().tunnel().orElseThrow().id());
  }

  @Test
  void anArchiveIsReadLikeItsFolder() throws IOException {
    Path zip = folder.resolve("net.zip");
    try (OutputStream out = Files.newOutputStream(zip);
        ZipOutputStream entries = new ZipOutputStream(out)) {
      entries.putNextEntry(new ZipEntry("net/h1/link.json"));
      entries.write(LINK.getBytes(java.nio.charset.StandardCharsets.UTF_8));
      entries.closeEntry();
    }
    Reading reading = new HostFolderReader().read(zip);
    assertTrue(reading.state().node("h1").isPresent());
    byte[] whole = Files.readAllBytes(zip);
    Files.write(zip, java.util.Arrays.copyOf(whole, whole.length / 2));
    assertFalse(new HostFolderReader().read(zip).problems().isEmpty());
  }

  private static byte[] zip(String name, byte[] content) throws IOException {
    java.io.ByteArrayOutputStream out = new java.io.ByteArrayOutputStream();
    try (ZipOutputStream entries = new ZipOutputStream(out)) {
      entries.putNextEntry(new ZipEntry(name));
      entries.write(content);
      entries.closeEntry();
    }
    return out.toByteArray();
  }

  @Test
  void archivesBesideEachOtherAreHostsOfTheirOwnAlsoWithinAnArchive() throws IOException {
    byte[] link = LINK.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    Files.write(folder.resolve("h1.zip"), zip("link.json", link));
    Files.write(folder.resolve("h2.zip"), zip("h2/link.json", link));
    Files.write(folder.resolve("more.zip"), zip("h3.zip", zip("link.json", link)));
    assertEquals(
        List.of("h1", "h2", "h3"),
        read().state().nodes().values().stream()
            .filter(Node::collected)
            .map(Node::name)
            .sorted()
            .toList());
  }

  @Test
  void textInUtf16IsReadWhereItsMarkSaysSo() throws IOException {
    Path file = folder.resolve("h1/link.json");
    Files.createDirectories(file.getParent());
    Files.write(file, ('\uFEFF' + LINK).getBytes(java.nio.charset.StandardCharsets.UTF_16LE));
    assertEquals(1600, only().device("eth0").orElseThrow().mtu());
  }

  @Test
  void textInUtf16IsReadWithoutItsMarkToo() throws IOException {
    Path file = folder.resolve("h1/link.json");
    Files.createDirectories(file.getParent());
    Files.write(file, LINK.getBytes(java.nio.charset.StandardCharsets.UTF_16LE));
    assertEquals(1600, only().device("eth0").orElseThrow().mtu());
    Files.write(file, LINK.getBytes(java.nio.charset.StandardCharsets.UTF_16BE));
    assertEquals(1600, only().device("eth0").orElseThrow().mtu());
    Files.write(file, new byte[64]);
    assertEquals(List.of("import.not-text"), codes(read()));
  }

  @Test
  void nothingToReadSaysWhatToCollect() {
    assertEquals(List.of("import.no-hosts"), codes(read()));
    assertEquals(
        List.of("import.not-there"), codes(new HostFolderReader().read(folder.resolve("nowhere"))));
  }

  /** A switch that speaks another language is not a switch without faults. */
  @Test
  void hostsOfWhichNoDeviceCouldBeReadAreNamed() throws IOException {
    put("h1/link.json", LINK);
    put(
        "routes.output",
        "[{\"hostname\":\"leaf1\",\"cmd\":\"show ip route vrf"
            + " all\",\"data\":{\"vrfs\":{\"default\":{\"routes\":{}}}}}]");
    put("h2/route.json", "[{\"dst\":\"default\",\"gateway\":\"10.0.0.9\",\"dev\":\"e0\"}]");
    Problem told =
        read().problems().stream()
            .filter(problem -> problem.code().equals("import.silent-hosts"))
            .findFirst()
            .orElseThrow();
    assertEquals(Severity.WARNING, told.severity());
    assertEquals(List.of("2", "h2, leaf1"), told.args());
  }

  @Test
  void whateverAHostSaysIsReadOrTold() throws IOException {
    List<String> seeds =
        List.of(
            LINK,
            "[{\"mac\":\"02:00:00:00:00:01\",\"ifname\":\"vx5\",\"dst\":\"10.0.0.2\",\"flags\":[\"self\"],\"state\":\"permanent\"}]",
            "[{\"type\":\"unicast\",\"dst\":\"10.0.0.0/8\",\"nexthops\":[{\"gateway\":\"10.0.0.1\",\"dev\":\"eth0\",\"weight\":1,\"flags\":[]}]}]",
            """
            2: eth0@if3: <UP,LOWER_UP> mtu 1500 master br0
                link/ether 02:00:00:00:00:01
                inet 10.0.0.1/24 scope global
            """,
            """
                Bridge b
                    Port p
                        Interface p
                            type: vxlan
                            options: {remote_ip="1.2.3.4"}
            """,
            """
            02:00:00:00:00:01 dev vx5 dst 10.0.0.2 self permanent
            10.0.0.0/8 via 10.0.0.1 dev eth0
            """);
    Random random = new Random(7);
    assertTimeoutPreemptively(
        Duration.ofSeconds(60),
        () -> {
          for (int round = 0; round < 400; round++) {
            put("h1/answer", mutated(seeds.get(round % seeds.size()), random));
            put("h1/link.json", round % 3 == 0 ? mutated(LINK, random) : LINK);
            Reading reading = read();
            Diagnosis.of(reading.state());
          }
        });
  }

  private static String mutated(String seed, Random random) {
    StringBuilder text = new StringBuilder(seed);
    for (int n = random.nextInt(6); n >= 0 && !text.isEmpty(); n--) {
      int at = random.nextInt(text.length());
      switch (random.nextInt(5)) {
        case 0 -> text.deleteCharAt(at);
        case 1 -> text.insert(at, "[]{}\",:\\/-.%0a\n".charAt(random.nextInt(15)));
        case 2 -> text.setLength(at);
        case 3 -> text.insert(at, text.substring(at / 2, at));
        default -> text.setCharAt(at, (char) random.nextInt(0x300));
      }
    }
    return text.toString();
  }

  @ParameterizedTest
  @ValueSource(strings = {"root@h1:~# ip -j neigh", "# coppice answer ip -j neigh show", "", "[]"})
  void aListThatAnOldToolOpensAndDoesNotCloseIsAnAnswerWithoutRows(String next) throws IOException {
    put("h1.txt", "[\n" + next + "\n" + LINK);
    Reading reading = read();
    assertTrue(reading.isWhole(), codes(reading).toString());
    assertEquals(1, reading.state().nodes().size());
  }

  @Test
  void deepNestingEndsWithItsPlace() throws IOException {
    put("h1/link.json", LINK);
    put("h1/deep.json", "[".repeat(200_000));
    Reading reading = assertTimeoutPreemptively(Duration.ofSeconds(20), this::read);
    assertTrue(codes(reading).stream().anyMatch(c -> c.startsWith("import.")));
    assertTrue(reading.state().node("h1").isPresent());
  }

  /** Made with bzip2 1.0.8 and xz 5.4.5 of one small tar each, cut after their first bytes. */
  @ParameterizedTest
  @CsvSource({
    "answers.tar.bz2, bzip2, 425a68393141592653599f",
    "answers.tar.xz, xz, fd377a585a000004e6d6b446",
    "answers.tar.zst, Zstandard, 28b52ffd04580100",
    "answers.7z, 7-Zip, 377abcaf271c0004",
    "answers.zip, RAR, 526172211a070100"
  })
  void whatIsCompressedWithSomethingElseIsToldSoByName(String name, String by, String bytes)
      throws IOException {
    Path file = folder.resolve(name);
    Files.write(file, java.util.HexFormat.of().parseHex(bytes));
    Reading reading = new HostFolderReader().read(file);
    assertEquals(List.of("import.compression"), codes(reading));
    assertEquals(List.of(name, by), reading.problems().getFirst().args());
    Path within = Files.createDirectory(folder.resolve("hosts"));
    Files.copy(file, within.resolve(name));
    Files.writeString(within.resolve("notes.txt"), "");
    assertTrue(codes(new HostFolderReader().read(within)).contains("import.compression"));
  }

  @Test
  void howFarReadingHasComeIsToldAndItEndsWhenNobodyWantsIt() throws IOException {
    for (String host : List.of("a", "b", "c")) {
      put(host + "/link.json", LINK);
    }
    List<Double> shares = Collections.synchronizedList(new ArrayList<>());
    Reading reading =
        new HostFolderReader().read(folder, (done, of) -> shares.add((double) done / of));
    assertEquals(3, reading.state().nodes().values().stream().filter(Node::collected).count());
    assertTrue(shares.stream().allMatch(share -> share >= 0 && share <= 1), shares.toString());
    assertTrue(shares.stream().anyMatch(share -> share > 0 && share < 0.5), "while it reads");
    assertTrue(shares.stream().anyMatch(share -> share > 0.5), "while it understands");
    assertThrows(
        CancellationException.class,
        () ->
            new HostFolderReader()
                .read(
                    folder,
                    (done, of) -> {
                      if (2 * done > of) {
                        throw new CancellationException();
                      }
                    }));
  }
}
