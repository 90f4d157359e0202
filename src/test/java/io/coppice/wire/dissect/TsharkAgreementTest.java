package io.coppice.wire.dissect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.coppice.wire.capture.CaptureReader;
import io.coppice.wire.capture.CaptureWriter;
import io.coppice.wire.packet.Frames;
import io.coppice.wire.packet.Icmp;
import io.coppice.wire.packet.IpAddress;
import io.coppice.wire.packet.LinkType;
import io.coppice.wire.packet.Tcp;
import io.coppice.wire.tunnel.Encapsulator;
import io.coppice.wire.tunnel.OuterHeader;
import io.coppice.wire.tunnel.SttSegmenter;
import io.coppice.wire.tunnel.TunnelKind;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Another decoder reads what we write and what others captured, and agrees field by field. */
class TsharkAgreementTest {
  private static final IpAddress A = IpAddress.parse("192.0.2.1").orElseThrow();
  private static final IpAddress B = IpAddress.parse("192.0.2.2").orElseThrow();
  private static final OuterHeader OUTER = OuterHeader.between(2, A, 4, B);
  private static final Frames.Path INNER =
      new Frames.Path(
          0x5254_0000_0001L,
          IpAddress.parse("10.0.0.1").orElseThrow(),
          0x5254_0000_0002L,
          IpAddress.parse("10.0.0.2").orElseThrow());

  /** Fields that both call by the same name. */
  private static final List<String> FIELDS =
      List.of(
          "eth.dst",
          "eth.src",
          "ip.ttl",
          "ip.proto",
          "ip.id",
          "ip.src",
          "ip.dst",
          "ip.len",
          "ip.checksum",
          "udp.srcport",
          "udp.dstport",
          "udp.length",
          "udp.checksum",
          "vxlan.vni",
          "geneve.vni",
          "geneve.version",
          "geneve.proto_type",
          "geneve.option.class",
          "gre.key",
          "gre.proto",
          "tcp.srcport",
          "tcp.dstport",
          "tcp.seq_raw",
          "tcp.ack_raw",
          "tcp.window_size_value",
          "tcp.checksum",
          "tcp.urgent_pointer",
          "icmp.type",
          "icmp.code",
          "icmp.checksum",
          "icmp.ident",
          "arp.opcode",
          "arp.src.hw_mac",
          "arp.dst.proto_ipv4");

  @TempDir Path folder;

  @BeforeAll
  static void tsharkIsHere() {
    boolean here = false;
    try {
      Process process = new ProcessBuilder("tshark", "--version").start();
      process.getInputStream().readAllBytes();
      here = process.waitFor() == 0;
    } catch (IOException | InterruptedException _) {
      Thread.interrupted();
    }
    assumeTrue(here, "skipped: tshark is not installed");
  }

  /** A row for each packet, a list of values for each field. */
  private static List<List<List<String>>> tshark(Path file, List<String> fields, String... more)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("tshark", "-n", "-r", file.toString()));
    command.addAll(List.of(more));
    command.addAll(List.of("-T", "fields", "-E", "separator=|", "-E", "aggregator=;"));
    fields.forEach(field -> command.addAll(List.of("-e", field)));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor());
    return text.lines()
        .map(
            line ->
                Arrays.stream(line.split("\\|", -1))
                    .map(cell -> cell.isEmpty() ? List.<String>of() : List.of(cell.split(";", -1)))
                    .toList())
        .toList();
  }

  private static List<Dissection> ours(Path file) throws IOException {
    List<Dissection> trees = new ArrayList<>();
    try (CaptureReader reader =
        ((CaptureReader.Opened.Reading) CaptureReader.open(Files.newInputStream(file))).reader()) {
      while (reader.next()) {
        byte[] b = Arrays.copyOfRange(reader.bytes(), reader.at(), reader.at() + reader.length());
        trees.add(Dissection.of(b, reader.original(), reader.link(), PortTable.STANDARD));
      }
    }
    return trees;
  }

  private static List<String> values(Dissection tree, String key) {
    return tree.layers().stream()
        .flatMap(layer -> layer.fields().stream())
        .flatMap(DissectionTest::fields)
        .filter(field -> field.spec().key().equals(key))
        .map(Dissection.Field::value)
        .toList();
  }

  /** Numbers as numbers, however they are written. */
  private static String plain(String value) {
    String v = value.toLowerCase(Locale.ROOT);
    if (v.startsWith("0x")) {
      return new BigInteger(v.substring(2), 16).toString();
    }
    return v;
  }

  /**
   * Compares field by field.
   *
   * @param theirs rows that begin with {@link #FIELDS}
   * @return how many values were compared
   */
  private static int agree(Path file, List<List<List<String>>> theirs) throws IOException {
    List<Dissection> ours = ours(file);
    assertEquals(theirs.size(), ours.size());
    int compared = 0;
    for (int p = 0; p < ours.size(); p++) {
      for (int f = 0; f < FIELDS.size(); f++) {
        List<String> expected =
            theirs.get(p).get(f).stream().map(TsharkAgreementTest::plain).toList();
        List<String> said =
            values(ours.get(p), FIELDS.get(f)).stream().map(TsharkAgreementTest::plain).toList();
        assertEquals(
            expected, said, file.getFileName() + " packet " + (p + 1) + " " + FIELDS.get(f));
        compared += said.size();
      }
    }
    return compared;
  }

  private static List<byte[]> frames() {
    List<byte[]> frames = new ArrayList<>();
    Random random = new Random(8);
    for (int i = 0; i < 30; i++) {
      byte[] payload = new byte[random.nextInt(1300)];
      frames.add(
          switch (i % 6) {
            case 0 -> Frames.tcp(INNER, 1000 + i, 8080, i, i, Tcp.ACK, payload);
            case 1 -> Frames.udp(INNER, 1000 + i, 9999, payload);
            case 2 -> Frames.echo(INNER, true, i, i, payload, true);
            case 3 -> Frames.tooBig(INNER, 1400, Frames.udp(INNER, 1000 + i, 9999, payload));
            case 4 ->
                Frames.unreachable(
                    INNER, Icmp.PROHIBITED, Frames.udp(INNER, 1000 + i, 4789, payload));
            default -> Frames.arpRequest(INNER.sourceMac(), 0x0a00_0001, 0x0a00_0002);
          });
    }
    return frames;
  }

  private Path write(List<byte[]> packets) throws IOException {
    Path file = folder.resolve("written.pcapng");
    try (CaptureWriter writer = CaptureWriter.pcapng(Files.newOutputStream(file))) {
      writer.addInterface(LinkType.ETHERNET, "eth0");
      for (byte[] p : packets) {
        writer.packet(0, 1_700_000_000_123_456_789L, p, 0, p.length, p.length, "a comment");
      }
    }
    return file;
  }

  /** All kinds in one file, so that the other decoder starts once. */
  @Test
  void whatWeWrapReadsTheSameInTshark() throws IOException, InterruptedException {
    List<byte[]> packets = new ArrayList<>();
    for (TunnelKind kind : List.of(TunnelKind.VXLAN, TunnelKind.GENEVE, TunnelKind.NVGRE)) {
      for (OuterHeader outer : List.of(OUTER, OUTER.withVlan(77))) {
        Encapsulator encapsulator =
            new Encapsulator(kind, kind == TunnelKind.VXLAN ? 0xABCDEF : 0x123456, outer, 1500);
        for (byte[] frame : frames()) {
          byte[] out = new byte[2000];
          int length = encapsulator.encapsulate(frame, 0, frame.length, out, 0);
          packets.add(Arrays.copyOf(out, length));
        }
      }
    }
    Path file = write(packets);
    List<String> fields = new ArrayList<>(FIELDS);
    fields.addAll(List.of("_ws.malformed", "frame.comment"));
    List<List<List<String>>> theirs = tshark(file, fields);
    assertTrue(agree(file, theirs) > 6 * 600);
    for (List<List<String>> row : theirs) {
      assertEquals(List.of(), row.get(FIELDS.size()), "nothing malformed");
      assertEquals(List.of("a comment"), row.get(FIELDS.size() + 1));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "kernel-vxlan-ns.pcap",
        "kernel-vxlan-her.pcap",
        "kernel-vxlan-multicast.pcap",
        "kernel-vxlan-gbp.pcap",
        "ovs-nvgre-userspace-peer.pcap"
      })
  void whatOthersCapturedReadsTheSameHereAndThere(String name)
      throws IOException, InterruptedException {
    Path file = folder.resolve(name);
    try (InputStream in = getClass().getResourceAsStream("/io/coppice/captures/" + name)) {
      Files.write(file, in.readAllBytes());
    }
    assertTrue(agree(file, tshark(file, FIELDS)) > 100);
  }

  @Test
  void ourSttIsTsharksSttAndItsTcpChecksumsAreRight() throws IOException, InterruptedException {
    List<byte[]> packets = new ArrayList<>();
    SttSegmenter segmenter = new SttSegmenter(0xfedc_ba98_7654_3210L, OUTER, 1500, 9);
    for (int payload : new int[] {10, 1000, 5000, 60_000}) {
      byte[] frame = Frames.tcp(INNER, 1000, 8080, 1, 1, Tcp.ACK, new byte[payload]);
      segmenter.segment(
          frame, 0, frame.length, (b, at, n) -> packets.add(Arrays.copyOfRange(b, at, at + n)));
    }
    Path file = write(packets);
    String[] options = {"-o", "ip.try_heuristic_first:TRUE", "-o", "tcp.check_checksum:TRUE"};
    List<String> fields =
        List.of(
            "stt.pkt_len",
            "stt.seg_off",
            "stt.pkt_id",
            "stt.context_id",
            "stt.version",
            "stt.flags",
            "stt.l4offset",
            "stt.vlan.id",
            "tcp.dstport");
    List<List<List<String>>> theirs = tshark(file, fields, options);
    List<Dissection> ours = ours(file);
    int compared = 0;
    for (int p = 0; p < ours.size(); p++) {
      for (int f = 0; f < 3; f++) {
        assertEquals(
            theirs.get(p).get(f).stream().map(TsharkAgreementTest::plain).toList(),
            values(ours.get(p), fields.get(f)).stream().map(TsharkAgreementTest::plain).toList(),
            "packet " + (p + 1) + " " + fields.get(f));
        compared++;
      }
    }
    assertEquals(3 * packets.size(), compared);
    List<List<List<String>>> checksums =
        tshark(file, List.of("tcp.checksum.status"), "-o", "tcp.check_checksum:TRUE");
    assertTrue(checksums.stream().allMatch(row -> row.getFirst().getFirst().equals("1")));
    List<String> contexts =
        theirs.stream()
            .flatMap(row -> row.get(3).stream())
            .map(TsharkAgreementTest::plain)
            .toList();
    assertEquals(4, contexts.size(), "four frames, each whole once");
    assertTrue(contexts.stream().allMatch(Long.toUnsignedString(0xfedc_ba98_7654_3210L)::equals));
  }
}
