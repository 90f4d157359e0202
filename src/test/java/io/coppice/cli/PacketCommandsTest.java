package io.coppice.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.cli.CommandLineArguments.Asked;
import io.coppice.model.Messages;
import io.coppice.wire.capture.CaptureReader;
import io.coppice.wire.capture.CaptureWriter;
import io.coppice.wire.packet.Frames;
import io.coppice.wire.packet.IpAddress;
import io.coppice.wire.packet.LinkType;
import io.coppice.wire.packet.Tcp;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

class PacketCommandsTest {
  private static final Frames.Path INNER =
      new Frames.Path(
          0x5254_0000_0001L,
          IpAddress.parse("10.0.0.1").orElseThrow(),
          0x5254_0000_0002L,
          IpAddress.parse("10.0.0.2").orElseThrow());

  @TempDir Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final StringWriter err = new StringWriter();

  private int run(InputStream in, Locale language, String... args) {
    Asked asked =
        new CommandLineArguments(
                new Messages(language), "1", new io.coppice.imported.HostFolderReader(), in, out)
            .read(args, new PrintWriter(new StringWriter()), new PrintWriter(err, true));
    return ((Asked.Done) asked).exitCode();
  }

  private int run(String... args) {
    return run(InputStream.nullInputStream(), Locale.ENGLISH, args);
  }

  private String capture(String name) throws IOException {
    Path file = folder.resolve(name);
    try (InputStream in = getClass().getResourceAsStream("/io/coppice/captures/" + name)) {
      Files.write(file, in.readAllBytes());
    }
    return file.toString();
  }

  private static List<byte[]> packets(byte[] capture) throws IOException {
    List<byte[]> packets = new ArrayList<>();
    CaptureReader reader =
        ((CaptureReader.Opened.Reading) CaptureReader.open(new ByteArrayInputStream(capture)))
            .reader();
    while (reader.next()) {
      packets.add(Arrays.copyOfRange(reader.bytes(), reader.at(), reader.at() + reader.length()));
    }
    assertTrue(reader.fault().isEmpty());
    return packets;
  }

  private static List<byte[]> frames() {
    List<byte[]> frames = new ArrayList<>();
    Random random = new Random(4);
    for (int i = 0; i < 40; i++) {
      byte[] payload = new byte[random.nextInt(1300)];
      random.nextBytes(payload);
      frames.add(Frames.tcp(INNER, 1000 + i, 80, i, i, Tcp.ACK, payload));
    }
    return frames;
  }

  private static byte[] written(List<byte[]> frames) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (CaptureWriter writer = CaptureWriter.pcapng(bytes)) {
      writer.addInterface(LinkType.ETHERNET, "eth0");
      for (byte[] frame : frames) {
        writer.packet(0, 1_000_000_000L, frame, 0, frame.length, frame.length, null);
      }
    }
    return bytes.toByteArray();
  }

  @ParameterizedTest
  @CsvSource({
    "vxlan,0,rfc",
    "vxlan,16777215,linux",
    "nvgre,0x1000,ovs",
    "geneve,42,linux",
    "stt,18446744073709551615,rfc"
  })
  void whatIsEncapsulatedDecapsulatesToTheSameFramesThroughPipes(
      String as, String id, String profile) throws IOException {
    List<byte[]> frames = frames();
    InputStream in = new ByteArrayInputStream(written(frames));
    String[] wrap = {
      "encapsulate", "--as", as, "--id", id, "--from", "192.0.2.1", "--to", "192.0.2.2", "-", "-"
    };
    assertEquals(0, run(in, Locale.ENGLISH, wrap), err::toString);
    assertTrue(err.toString().contains("40 frames wrapped"), err::toString);
    InputStream wrapped = new ByteArrayInputStream(out.toByteArray());
    out.reset();
    assertEquals(0, run(wrapped, Locale.ENGLISH, "decapsulate", "--profile", profile, "-", "-"));
    List<byte[]> again = packets(out.toByteArray());
    assertEquals(frames.size(), again.size(), err::toString);
    for (int i = 0; i < frames.size(); i++) {
      assertArrayEquals(frames.get(i), again.get(i));
    }
  }

  @Test
  void framesTooLongForTheUnderlayAreRefusedAndCounted() throws IOException {
    List<byte[]> frames =
        List.of(
            Frames.tcp(INNER, 1, 2, 3, 4, Tcp.ACK, new byte[1410]),
            Frames.tcp(INNER, 1, 2, 3, 4, Tcp.ACK, new byte[1411]));
    String[] args = {
      "encapsulate", "--as", "vxlan", "--id", "1", "--from", "fd00::1", "--to", "fd00::2", "-", "-"
    };
    String[] v4 = args.clone();
    v4[6] = "192.0.2.1";
    v4[8] = "192.0.2.2";
    assertEquals(0, run(new ByteArrayInputStream(written(frames)), Locale.ENGLISH, v4));
    assertEquals(1, packets(out.toByteArray()).size());
    assertTrue(err.toString().contains("Dropped 1: longer than the underlay"), err::toString);
    assertTrue(err.toString().contains("First: packet 2"), err::toString);
    out.reset();
    assertEquals(0, run(new ByteArrayInputStream(written(frames)), Locale.ENGLISH, args));
    assertEquals(0, packets(out.toByteArray()).size(), "20 bytes less fit over IPv6");
  }

  @Test
  void dissectingShowsTunnelsInnerPacketsAndConversations() throws IOException {
    assertEquals(0, run("dissect", capture("kernel-vxlan-ns.pcap")), err::toString);
    String text = out.toString(StandardCharsets.UTF_8);
    assertTrue(text.contains("VXLAN 42 "), text);
    assertTrue(text.contains("echo request"), text);
    assertTrue(text.contains(" conversation"), text);
    assertEquals("", err.toString());
  }

  @Test
  void jsonIsOneDocumentWithEveryFieldAndItsPlace() throws IOException {
    assertEquals(0, run("dissect", "--json", capture("ovs-nvgre-userspace-peer.pcap")));
    JsonNode document = new ObjectMapper().readTree(out.toByteArray());
    JsonNode nvgre = null;
    for (JsonNode packet : document.get("packets")) {
      for (JsonNode layer : packet.get("layers")) {
        if (layer.get("layer").asString().equals("nvgre") && nvgre == null) {
          nvgre = layer;
        }
      }
    }
    String fields = nvgre.toString();
    assertTrue(fields.contains("\"key\":\"nvgre.vsid\",\"value\":\"1193046\""), fields);
    assertTrue(fields.contains("RFC 7637"), fields);
    assertTrue(document.get("conversations").size() > 0);
  }

  @Test
  void aCutCaptureIsShownUpToTheCutAndTheFaultNamed() throws IOException {
    String name = capture("kernel-vxlan-ns.pcap");
    byte[] file = Files.readAllBytes(Path.of(name));
    Files.write(Path.of(name), Arrays.copyOf(file, file.length - 7));
    assertEquals(1, run("dissect", name));
    assertTrue(out.toString(StandardCharsets.UTF_8).contains("VXLAN 42"));
    assertTrue(err.toString().contains(name + ", byte "), err::toString);
    assertTrue(err.toString().contains("ends within a packet"), err::toString);
    err.getBuffer().setLength(0);
    assertEquals(1, run(InputStream.nullInputStream(), Locale.GERMAN, "dissect", name));
    assertTrue(err.toString().contains("endet mitten in einem Paket"), err::toString);
  }

  @Test
  void whatIsNoCaptureOrNotThereIsToldInOneLine() throws IOException {
    assertEquals(1, run("dissect", folder.resolve("none").toString()));
    assertTrue(err.toString().contains("there is no such file"), err::toString);
    Path text = Files.writeString(folder.resolve("text"), "this is text");
    assertEquals(1, run("dissect", text.toString()));
    assertTrue(err.toString().contains("neither pcap nor pcapng"), err::toString);
    assertEquals(2, err.toString().lines().count());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dissect --profile bsd x",
        "dissect --decode-as 99999=vxlan x",
        "encapsulate --as vxlan --id 16777216 --from 1.2.3.4 --to 1.2.3.5 x y",
        "encapsulate --as nvgre --id 4095 --from 1.2.3.4 --to 1.2.3.5 x y",
        "encapsulate --as gre --id 1 --from 1.2.3.4 --to 1.2.3.5 x y",
        "encapsulate --as vxlan --id 1 --from 1.2.3 --to 1.2.3.5 x y",
        "encapsulate --as vxlan --id 1 --from 1.2.3.4 --to ::1 x y",
        "encapsulate --as vxlan --id 1 --from 239.1.1.1 --to 1.2.3.4 x y",
        "encapsulate --as stt --id -1 --from 1.2.3.4 --to 1.2.3.5 x y",
        "encapsulate --as stt --id 1 --from 1.2.3.4 --to 1.2.3.5 --mtu 20 x y",
        "encapsulate --as stt --id 1 --from 1.2.3.4 --to 1.2.3.5 --outer-vlan 4095 x y"
      })
  void valuesThatMakeNoSenseAreNamedWithWhatIsWanted(String line) {
    assertEquals(2, run(line.split(" ")));
    assertTrue(err.toString().contains(" cannot be "), err::toString);
    assertTrue(!err.toString().contains("cli.wanted"), err::toString);
  }

  @Test
  void aFileIsNotWrittenWhileItIsRead() throws IOException {
    String file = capture("kernel-vxlan-ns.pcap");
    long size = Files.size(Path.of(file));
    assertEquals(1, run("decapsulate", file, file));
    assertEquals(size, Files.size(Path.of(file)));
    assertTrue(err.toString().contains("Name another file"), err::toString);
  }

  /** Fields that say the same again are copied: what a packet is said to be never depends on it. */
  @Test
  void aPacketIsWrittenTheSameHoweverOftenItsLikeCame() throws IOException {
    byte[] capture = Files.readAllBytes(Path.of(capture("kernel-vxlan-her.pcap")));
    int header = 24;
    ByteArrayOutputStream thrice = new ByteArrayOutputStream();
    thrice.write(capture);
    thrice.write(capture, header, capture.length - header);
    thrice.write(capture, header, capture.length - header);
    int code =
        run(
            new ByteArrayInputStream(thrice.toByteArray()),
            Locale.ENGLISH,
            "dissect",
            "--json",
            "-");
    assertEquals(0, code, err.toString());
    List<String> packets =
        out.toString(StandardCharsets.UTF_8)
            .lines()
            .filter(line -> line.startsWith("{\"number\""))
            .map(line -> line.substring(line.indexOf(",\"length\"")).replaceAll(",$", ""))
            .toList();
    int third = packets.size() / 3;
    assertTrue(third > 10, "" + packets.size());
    assertEquals(packets.subList(0, third), packets.subList(third, 2 * third));
    assertEquals(packets.subList(0, third), packets.subList(2 * third, 3 * third));
  }
}
