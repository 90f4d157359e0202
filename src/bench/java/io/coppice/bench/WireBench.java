package io.coppice.bench;

import ch.qos.logback.classic.Level;
import io.coppice.wire.packet.Frames;
import io.coppice.wire.packet.IpAddress;
import io.coppice.wire.packet.Tcp;
import io.coppice.wire.tunnel.Decapsulator;
import io.coppice.wire.tunnel.Encapsulator;
import io.coppice.wire.tunnel.OuterHeader;
import io.coppice.wire.tunnel.ReceiverProfile;
import io.coppice.wire.tunnel.SttReassembler;
import io.coppice.wire.tunnel.SttSegmenter;
import io.coppice.wire.tunnel.TunnelKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.cloudsimplus.util.Log;
import org.pcap4j.packet.IllegalRawDataException;

/**
 * Wrapping and unwrapping: VXLAN around 1,450 bytes with header checks, STT frames of 65,477 bytes
 * at MTU 1500 with checksums, and beside them pcap4j (on VXLAN) and a copy of the same bytes. The
 * best of many short rounds, because other work on the machine interrupts long ones.
 */
public final class WireBench implements Bench {
  private static final IpAddress A = IpAddress.parse("192.0.2.1").orElseThrow();
  private static final IpAddress B = IpAddress.parse("192.0.2.2").orElseThrow();
  private static final OuterHeader OUTER = OuterHeader.between(2, A, 4, B);
  private static final Frames.Path INNER =
      new Frames.Path(
          0x5254_0000_0001L,
          IpAddress.parse("10.0.0.1").orElseThrow(),
          0x5254_0000_0002L,
          IpAddress.parse("10.0.0.2").orElseThrow());
  private static final int ROUNDS = 1500;
  private static final int PACKETS = 10_000;
  private static final int SUPER_FRAMES = 40;
  private static final int TCP_AT = 34;

  private long sink;

  @Override
  public String name() {
    return "wire";
  }

  /** Nanoseconds of one run of the cheapest round. */
  private static double best(int times, Runnable round) {
    double best = Double.MAX_VALUE;
    for (int i = 0; i < ROUNDS; i++) {
      long before = System.nanoTime();
      round.run();
      best = Math.min(best, (System.nanoTime() - before) / (double) times);
    }
    return best;
  }

  @Override
  public void run(Out out) throws IllegalRawDataException {
    vxlan(out);
    stt(out);
    if (sink == 42) {
      throw new IllegalStateException("Keeps what was computed alive");
    }
  }

  private static byte[] frame(int length) {
    byte[] payload = new byte[length - 54];
    new Random(1).nextBytes(payload);
    return Frames.tcp(INNER, 40_000, 5001, 1, 1, Tcp.ACK, payload);
  }

  private void vxlan(Out out) throws IllegalRawDataException {
    byte[] frame = frame(1450);
    byte[] packet = new byte[1600];
    Encapsulator encapsulator = new Encapsulator(TunnelKind.VXLAN, 42, OUTER, 1500);
    Decapsulator decapsulator = new Decapsulator(ReceiverProfile.LINUX);
    int length = encapsulator.encapsulate(frame, 0, frame.length, packet, 0);
    double wrap =
        best(
            PACKETS,
            () -> {
              for (int i = 0; i < PACKETS; i++) {
                sink += encapsulator.encapsulate(frame, 0, frame.length, packet, 0);
              }
            });
    out.figure("vxlan-encapsulate", wrap, "ns");
    double unwrap =
        best(
            PACKETS,
            () -> {
              for (int i = 0; i < PACKETS; i++) {
                packet[17] = (byte) (packet[17] & 0xff);
                sink += decapsulator.open(packet, 0, length) == null ? decapsulator.innerAt() : 0;
              }
            });
    out.figure("vxlan-decapsulate", unwrap, "ns");
    pcap4j(out, frame, Arrays.copyOf(packet, length));
    byte[] target = new byte[1600];
    double copy =
        best(
            PACKETS,
            () -> {
              for (int i = 0; i < PACKETS; i++) {
                System.arraycopy(frame, 0, target, 50, frame.length);
                sink += target[60];
              }
            });
    out.figure("copy-1450", copy, "ns");
  }

  private void pcap4j(Out out, byte[] frame, byte[] packet) throws IllegalRawDataException {
    // It tells a log of each packet, which is not what is compared.
    Log.setLevel(Level.OFF);
    Pcap4jVxlan other = new Pcap4jVxlan(packet, packet.length);
    if (!Arrays.equals(packet, other.encapsulate(frame))
        || !Arrays.equals(frame, Pcap4jVxlan.decapsulate(packet, packet.length).getRawData())) {
      throw new IllegalStateException("pcap4j wraps otherwise");
    }
    out.figure(
        "vxlan-encapsulate-pcap4j",
        best(
            PACKETS / 100,
            () -> {
              for (int i = 0; i < PACKETS / 100; i++) {
                sink += other.encapsulate(frame).length;
              }
            }),
        "ns");
    out.figure(
        "vxlan-decapsulate-pcap4j",
        best(
            PACKETS / 100,
            () -> {
              for (int i = 0; i < PACKETS / 100; i++) {
                try {
                  sink += Pcap4jVxlan.decapsulate(packet, packet.length).length();
                } catch (IllegalRawDataException e) {
                  throw new IllegalStateException(e);
                }
              }
            }),
        "ns");
  }

  private void stt(Out out) {
    byte[] frame = Arrays.copyOf(frame(65_477), 65_477);
    SttSegmenter segmenter = new SttSegmenter(42, OUTER, 1500, 0);
    double segment =
        best(
            SUPER_FRAMES,
            () -> {
              for (int i = 0; i < SUPER_FRAMES; i++) {
                segmenter.segment(frame, 0, frame.length, (_, _, n) -> sink += n);
              }
            });
    out.figure("stt-segment", segment / 1000, "us");
    List<byte[]> segments = new ArrayList<>();
    segmenter.segment(
        frame, 0, frame.length, (b, at, n) -> segments.add(Arrays.copyOfRange(b, at, at + n)));
    SttReassembler reassembler = new SttReassembler(16, (_, _, _) -> {});
    Decapsulator decapsulator = new Decapsulator(ReceiverProfile.RFC);
    double reassemble =
        best(
            SUPER_FRAMES,
            () -> {
              for (int i = 0; i < SUPER_FRAMES; i++) {
                for (byte[] s : segments) {
                  decapsulator.open(s, 0, s.length);
                  SttReassembler.Result result = reassembler.segment(A, B, s, TCP_AT, s.length, i);
                  sink += result.frame().isPresent() ? result.frame().get().length() : 0;
                }
              }
            });
    out.figure("stt-reassemble", reassemble / 1000, "us");
    byte[] target = new byte[frame.length];
    double copy =
        best(
            SUPER_FRAMES,
            () -> {
              for (int i = 0; i < SUPER_FRAMES; i++) {
                System.arraycopy(frame, 0, target, 0, frame.length);
                sink += target[i];
              }
            });
    out.figure("copy-65477", copy / 1000, "us");
  }
}
