package io.coppice.wire.capture;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.wire.packet.LinkType;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CaptureTest {
  private static final long TIME = 1_700_000_000_123_456_789L;

  private record Packet(long time, byte[] bytes, int original, int from, List<String> comments) {}

  private static CaptureReader open(byte[] file) throws IOException {
    return assertInstanceOf(
            CaptureReader.Opened.Reading.class, CaptureReader.open(new ByteArrayInputStream(file)))
        .reader();
  }

  private static List<Packet> all(CaptureReader reader) {
    List<Packet> packets = new ArrayList<>();
    while (reader.next()) {
      packets.add(
          new Packet(
              reader.time(),
              Arrays.copyOfRange(reader.bytes(), reader.at(), reader.at() + reader.length()),
              reader.original(),
              reader.interfaceIndex(),
              reader.comments()));
    }
    return packets;
  }

  private static CaptureFault refused(byte[] file) throws IOException {
    return assertInstanceOf(
            CaptureReader.Opened.Refused.class, CaptureReader.open(new ByteArrayInputStream(file)))
        .fault();
  }

  private static byte[] bytes(int length) {
    byte[] b = new byte[length];
    new Random(length).nextBytes(b);
    return b;
  }

  private static byte[] pcapng() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (CaptureWriter writer = CaptureWriter.pcapng(out)) {
      int first = writer.addInterface(LinkType.ETHERNET, "eth0");
      int second = writer.addInterface(LinkType.RAW, "größe");
      for (int i = 0; i < 200; i++) {
        String comment = i % 3 == 0 ? "dropped: rule " + i + " ü" : null;
        writer.packet(i % 2 == 0 ? first : second, TIME + i, bytes(i), 0, i, i + 5, comment);
      }
    }
    return out.toByteArray();
  }

  @Test
  void pcapngKeepsInterfacesNanosecondsAndComments() throws IOException {
    CaptureReader reader = open(pcapng());
    List<Packet> packets = all(reader);
    assertEquals(200, packets.size());
    for (int i = 0; i < 200; i++) {
      Packet p = packets.get(i);
      assertEquals(TIME + i, p.time());
      assertArrayEquals(bytes(i), p.bytes());
      assertEquals(i + 5, p.original());
      assertEquals(i % 2, p.from());
      assertEquals(i % 3 == 0 ? List.of("dropped: rule " + i + " ü") : List.of(), p.comments());
    }
    assertTrue(reader.fault().isEmpty());
  }

  @Test
  void pcapKeepsNanoseconds() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (CaptureWriter writer = CaptureWriter.pcap(out, LinkType.ETHERNET)) {
      writer.packet(0, TIME, bytes(90_000), 0, 90_000, 90_000, null);
    }
    Packet packet = all(open(out.toByteArray())).getFirst();
    assertEquals(TIME, packet.time());
    assertArrayEquals(bytes(90_000), packet.bytes());
  }

  private static byte[] pcap(ByteOrder order, int magic, int fraction) {
    ByteBuffer b = ByteBuffer.allocate(24 + 16 + 5).order(order);
    b.putInt(magic).putShort((short) 2).putShort((short) 4).putLong(0).putInt(65_535).putInt(1);
    b.putInt(1_700_000_000).putInt(fraction).putInt(5).putInt(9).put(bytes(5));
    return b.array();
  }

  @ParameterizedTest
  @CsvSource({"a1b2c3d4, 123456, 123456000", "a1b23c4d, 123456789, 123456789"})
  void bothByteOrdersAndBothResolutionsAreRead(String magic, int fraction, long nanos)
      throws IOException {
    for (ByteOrder order : new ByteOrder[] {ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN}) {
      CaptureReader reader = open(pcap(order, Integer.parseUnsignedInt(magic, 16), fraction));
      Packet packet = all(reader).getFirst();
      assertEquals(1_700_000_000_000_000_000L + nanos, packet.time());
      assertArrayEquals(bytes(5), packet.bytes());
      assertEquals(9, packet.original());
      assertEquals(LinkType.ETHERNET, reader.link());
    }
  }

  private static byte[] littlePcapng(byte resolution, long offset, long ticks) {
    ByteBuffer b = ByteBuffer.allocate(400).order(ByteOrder.LITTLE_ENDIAN);
    b.putInt(0x0a0d0d0a).putInt(28).putInt(0x1a2b3c4d).putInt(1).putLong(-1).putInt(28);
    b.putInt(1).putInt(20 + 8 + 12 + 4).putShort((short) 1).putShort((short) 0).putInt(0);
    b.putShort((short) 9).putShort((short) 1).put(resolution).put(new byte[3]);
    b.putShort((short) 14).putShort((short) 8).putLong(offset).putInt(0);
    b.putInt(20 + 8 + 12 + 4);
    b.putInt(0x0bad).putInt(16).putInt(7).putInt(16);
    b.putInt(6).putInt(36).putInt(0).putInt((int) (ticks >>> 32)).putInt((int) ticks);
    b.putInt(4).putInt(4).putInt(0x04030201).putInt(36);
    return Arrays.copyOf(b.array(), b.position());
  }

  @ParameterizedTest
  @CsvSource({
    "6, 0, 1700000000123456, 1700000000123456000",
    "3, 100, 1500, 101500000000",
    "9, 0, 1700000000123456789, 1700000000123456789",
    "0, 0, 5, 5000000000",
    "-128, 0, 7, 7000000000",
    "-118, 0, 1536, 1500000000"
  })
  void everyResolutionOfPcapngIsReadAndUnknownBlocksArePassedOver(
      byte resolution, long offset, long ticks, long nanos) throws IOException {
    CaptureReader reader = open(littlePcapng(resolution, offset, ticks));
    List<Packet> packets = all(reader);
    assertEquals(1, packets.size(), () -> reader.fault().toString());
    assertEquals(nanos, packets.getFirst().time());
    assertArrayEquals(new byte[] {1, 2, 3, 4}, packets.getFirst().bytes());
  }

  @Test
  void aCaptureCutAnywhereKeepsEverythingBefore() throws IOException {
    byte[] file = pcapng();
    List<Packet> whole = all(open(file));
    for (int length = 12; length < file.length; length += 7) {
      CaptureReader reader = open(Arrays.copyOf(file, length));
      List<Packet> some = all(reader);
      for (int i = 0; i < some.size(); i++) {
        assertArrayEquals(whole.get(i).bytes(), some.get(i).bytes());
      }
      boolean faulty = reader.fault().isPresent();
      assertTrue(faulty || some.size() < 200, "told, unless it ends between blocks");
      reader.fault().ifPresent(f -> assertEquals(CaptureFault.Kind.CUT, f.kind()));
    }
  }

  @Test
  void packedCapturesAreRead() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(pcapng());
    }
    assertEquals(200, all(open(packed.toByteArray())).size());
    byte[] cut = Arrays.copyOf(packed.toByteArray(), packed.size() / 2);
    CaptureReader reader = open(cut);
    assertTrue(all(reader).size() > 10);
    assertEquals(CaptureFault.Kind.UNREADABLE, reader.fault().orElseThrow().kind());
  }

  @Test
  void whatIsNoCaptureIsRefused() throws IOException {
    assertEquals(CaptureFault.Kind.EMPTY, refused(new byte[0]).kind());
    assertEquals(
        CaptureFault.Kind.NOT_A_CAPTURE,
        refused("hello, world".getBytes(StandardCharsets.UTF_8)).kind());
    assertEquals(CaptureFault.Kind.NOT_A_CAPTURE, refused(new byte[] {1, 2}).kind());
    byte[] head = Arrays.copyOf(pcap(ByteOrder.BIG_ENDIAN, 0xa1b2c3d4, 0), 10);
    assertEquals(CaptureFault.Kind.CUT, refused(head).kind());
  }

  @ParameterizedTest
  @ValueSource(longs = {0xffff_fffcL, 0x7fff_fffcL, 0x0100_0004L})
  void lengthsOfGigabytesAreRefusedWithTheirPlace(long length) throws IOException {
    byte[] file = littlePcapng((byte) 6, 0, 0);
    ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putInt(28 + 44 + 16 + 4, (int) length);
    CaptureReader reader = open(file);
    assertEquals(List.of(), all(reader));
    assertEquals(
        new CaptureFault(CaptureFault.Kind.TOO_LONG, 28 + 44 + 16 + 4, length),
        reader.fault().orElseThrow());
  }

  /** A stream that never ends, of one packet again and again. */
  private static final class Endless extends InputStream {
    private final byte[] head;
    private final byte[] record;
    private final long total;
    private long given;

    Endless(byte[] file, long total) {
      head = Arrays.copyOf(file, 24);
      record = Arrays.copyOfRange(file, 24, file.length);
      this.total = total;
    }

    @Override
    public int read() {
      if (given >= total) {
        return -1;
      }
      int value = given < 24 ? head[(int) given] : record[(int) ((given - 24) % record.length)];
      given++;
      return value & 0xff;
    }

    @Override
    public int read(byte[] b, int at, int length) {
      for (int i = 0; i < length; i++) {
        int value = read();
        if (value < 0) {
          return i == 0 ? -1 : i;
        }
        b[at + i] = (byte) value;
      }
      return length;
    }
  }

  @Test
  void theWindowStaysSmallHoweverLongTheCapture() throws IOException {
    byte[] file = pcap(ByteOrder.LITTLE_ENDIAN, 0xa1b2c3d4, 0);
    CaptureReader reader =
        ((CaptureReader.Opened.Reading) CaptureReader.open(new Endless(file, 24 + 21 * 2_000_000L)))
            .reader();
    long packets = 0;
    while (reader.next()) {
      packets++;
      assertTrue(reader.bytes().length <= 1 << 18);
    }
    assertEquals(2_000_000, packets);
    assertTrue(reader.fault().isEmpty());
  }

  @Test
  void noBytesMakeAReaderThrow() throws IOException {
    Random random = new Random(17);
    byte[][] seeds = {
      pcapng(), littlePcapng((byte) 6, 0, 9), pcap(ByteOrder.BIG_ENDIAN, 0xa1b2c3d4, 0)
    };
    for (int round = 0; round < 20_000; round++) {
      byte[] seed = seeds[round % 3];
      byte[] b = Arrays.copyOf(seed, Math.min(seed.length, 200 + random.nextInt(2000)));
      for (int flips = random.nextInt(8); flips >= 0; flips--) {
        b[random.nextInt(b.length)] = (byte) random.nextInt();
      }
      if (CaptureReader.open(new ByteArrayInputStream(b))
          instanceof CaptureReader.Opened.Reading reading) {
        for (Packet packet : all(reading.reader())) {
          assertTrue(packet.bytes().length <= b.length);
        }
      }
    }
  }
}
