package io.coppice.bench;

import io.coppice.cli.CommandLineArguments;
import io.coppice.imported.HostFolderReader;
import io.coppice.model.Messages;
import io.coppice.wire.capture.CaptureWriter;
import io.coppice.wire.packet.Frames;
import io.coppice.wire.packet.IpAddress;
import io.coppice.wire.packet.LinkType;
import io.coppice.wire.packet.Tcp;
import io.coppice.wire.tunnel.Encapsulator;
import io.coppice.wire.tunnel.OuterHeader;
import io.coppice.wire.tunnel.TunnelKind;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * {@code coppice dissect} over a capture of VXLAN packets with 200 inner flows: lines of text and
 * JSON, packets a second and the heap afterwards; beside them {@code tshark -T json} on a tenth of
 * the packets, where it is installed. Output goes nowhere.
 */
public final class DissectBench implements Bench {
  private static final int PACKETS = 2_000_000;
  private static final int FLOWS = 200;
  private static final int ROUNDS = 5;

  @Override
  public String name() {
    return "dissect";
  }

  @Override
  public void run(Out out) throws Exception {
    Path large = Files.createTempFile("coppice-bench", ".pcap");
    Path small = Files.createTempFile("coppice-bench", ".pcap");
    try {
      write(large, PACKETS);
      write(small, PACKETS / 10);
      out.figure("capture", Files.size(large) / 1e6, "MB");
      out.figure("text", best(large, PACKETS), "packets/s");
      out.figure("heap", heap(), "MB");
      out.figure("json", best(large, PACKETS, "--json"), "packets/s");
      tshark(out, small);
    } finally {
      Files.delete(large);
      Files.delete(small);
    }
  }

  private static void write(Path file, int packets) throws IOException {
    IpAddress a = IpAddress.parse("192.0.2.1").orElseThrow();
    IpAddress b = IpAddress.parse("192.0.2.2").orElseThrow();
    Frames.Path inner = new Frames.Path(6, a, 8, b);
    Encapsulator encapsulator =
        new Encapsulator(TunnelKind.VXLAN, 42, OuterHeader.between(2, a, 4, b), 1500);
    byte[] packet = new byte[200];
    byte[][] frames = new byte[FLOWS][];
    for (int i = 0; i < FLOWS; i++) {
      frames[i] = Frames.tcp(inner, 1024 + i, 80, 1, 1, Tcp.ACK, new byte[20]);
    }
    try (CaptureWriter writer =
        CaptureWriter.pcap(Files.newOutputStream(file), LinkType.ETHERNET)) {
      for (int i = 0; i < packets; i++) {
        byte[] frame = frames[i % FLOWS];
        int length = encapsulator.encapsulate(frame, 0, frame.length, packet, 0);
        writer.packet(0, i * 1000L, packet, 0, length, length, null);
      }
    }
  }

  private static double best(Path file, int packets, String... more) {
    String[] args = new String[more.length + 2];
    args[0] = "dissect";
    System.arraycopy(more, 0, args, 1, more.length);
    args[args.length - 1] = file.toString();
    double best = 0;
    for (int round = 0; round < ROUNDS; round++) {
      OutputStream nowhere = OutputStream.nullOutputStream();
      PrintWriter quiet = new PrintWriter(nowhere, true, StandardCharsets.UTF_8);
      long before = System.nanoTime();
      new CommandLineArguments(
              new Messages(Locale.ENGLISH),
              "",
              new HostFolderReader(),
              InputStream.nullInputStream(),
              nowhere)
          .read(args, quiet, quiet);
      best = Math.max(best, packets / ((System.nanoTime() - before) / 1e9));
    }
    return best;
  }

  private static double heap() {
    Runtime runtime = Runtime.getRuntime();
    System.gc();
    return (runtime.totalMemory() - runtime.freeMemory()) / 1e6;
  }

  private static void tshark(Out out, Path file) throws InterruptedException {
    try {
      long before = System.nanoTime();
      Process process =
          new ProcessBuilder("tshark", "-n", "-r", file.toString(), "-T", "json")
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      process.waitFor();
      out.figure("tshark-json", PACKETS / 10 / ((System.nanoTime() - before) / 1e9), "packets/s");
    } catch (IOException _) {
      out.figure("tshark-json", 0, "packets/s (not installed)");
    }
  }
}
