package io.coppice.bench;

import io.coppice.imported.HostFolderReader;
import io.coppice.model.overlay.NetworkReader.Reading;
import io.coppice.model.overlay.fault.Diagnosis;
import io.coppice.model.overlay.fault.Fault;
import java.io.BufferedWriter;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Reading and diagnosing 500 hosts with 200 segments, of which each host has 20 with a machine in
 * each: links, addresses, routes, neighbours and forwarding rows as {@code ip -j} and {@code bridge
 * -j} print them. Beside it, a plain reading of the same bytes.
 */
public final class HostsBench implements Bench {
  private static final int HOSTS = 500;
  private static final int SEGMENTS = 200;
  private static final int OF_EACH = 20;
  private static final int ROUNDS = 4;

  @Override
  public String name() {
    return "hosts";
  }

  @Override
  public void run(Out out) throws Exception {
    Path folder = Files.createTempDirectory("coppice-bench");
    try {
      write(folder);
      out.figure("answers", bytes(folder) / 1e6, "MB");
      out.figure("load", ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(), "");
      Taken read = Taken.MOST;
      Taken diagnose = Taken.MOST;
      double beside = Double.MAX_VALUE;
      int faults = 0;
      for (int round = 0; round < ROUNDS; round++) {
        Taken start = Taken.now();
        Reading reading = new HostFolderReader().read(folder);
        Taken then = Taken.now();
        List<Fault> found = Diagnosis.of(reading.state());
        Taken end = Taken.now();
        if (round == 0) {
          end.since(start).tell("cold", out);
        }
        faults = found.size();
        read = then.since(start).least(read);
        diagnose = end.since(then).least(diagnose);
        beside = Math.min(beside, plain(folder));
      }
      read.tell("read", out);
      diagnose.tell("diagnose", out);
      out.figure("faults", faults, "");
      out.figure("plain-reading", beside, "ms");
    } finally {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path path : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }

  /** Time on the clock, and of all processors together: on a busy machine the second says more. */
  private record Taken(long clock, long processors) {
    static final Taken MOST = new Taken(Long.MAX_VALUE, Long.MAX_VALUE);

    static Taken now() {
      return new Taken(System.nanoTime(), ProcessTime.nanos());
    }

    Taken since(Taken before) {
      return new Taken(clock - before.clock, processors - before.processors);
    }

    Taken least(Taken other) {
      return new Taken(Math.min(clock, other.clock), Math.min(processors, other.processors));
    }

    void tell(String metric, Out out) {
      out.figure(metric, clock / 1e6, "ms");
      out.figure(metric + "-cpu", processors / 1e6, "ms");
    }
  }

  private static long bytes(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      long sum = 0;
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        sum += Files.size(file);
      }
      return sum;
    }
  }

  private static double plain(Path folder) throws IOException {
    long start = System.nanoTime();
    int lines = 0;
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        lines += Files.readString(file).length() > 0 ? 1 : 0;
      }
    }
    return lines == 0 ? 0 : (System.nanoTime() - start) / 1e6;
  }

  /** The hosts of a segment: every tenth, so that hosts ten apart share all of theirs. */
  private static boolean has(int host, int segment) {
    return segment % (SEGMENTS / OF_EACH) == host % (SEGMENTS / OF_EACH);
  }

  static void write(Path folder) throws IOException {
    for (int host = 0; host < HOSTS; host++) {
      Path own = Files.createDirectory(folder.resolve("h" + host));
      List<Integer> segments = new ArrayList<>();
      for (int segment = 0; segment < SEGMENTS; segment++) {
        if (has(host, segment)) {
          segments.add(segment);
        }
      }
      try (BufferedWriter links = Files.newBufferedWriter(own.resolve("link.json"));
          BufferedWriter addresses = Files.newBufferedWriter(own.resolve("addr.json"));
          BufferedWriter rows = Files.newBufferedWriter(own.resolve("fdb.json"));
          BufferedWriter routes = Files.newBufferedWriter(own.resolve("route.json"))) {
        links.write('[' + link(1, "lo", 65536, "loopback", "00:00:00:00:00:00", ""));
        links.write(',' + link(2, "eth0", 1600, "ether", mac(host, 0), ""));
        addresses.write(
            String.format(
                Locale.ROOT,
                "[{\"ifindex\":2,\"ifname\":\"eth0\",\"addr_info\":[{\"family\":\"inet\",\"local\":\"%s\",\"prefixlen\":16}]}]",
                ip(host)));
        routes.write(
            "[{\"dst\":\"10.0.0.0/16\",\"dev\":\"eth0\",\"protocol\":\"kernel\",\"scope\":\"link\",\"prefsrc\":\""
                + ip(host)
                + "\",\"flags\":[]}]");
        rows.write(
            "[{\"mac\":\"33:33:00:00:00:01\",\"ifname\":\"eth0\",\"flags\":[\"self\"],\"state\":\"permanent\"}");
        int index = 3;
        for (int segment : segments) {
          segment(links, rows, host, segment, index);
          index += 3;
        }
        links.write(']');
        rows.write(']');
      }
    }
  }

  private static void segment(
      BufferedWriter links, BufferedWriter rows, int host, int segment, int index)
      throws IOException {
    String bridge = "br" + segment;
    String tunnel = "vx" + segment;
    links.write(
        ','
            + link(
                index,
                bridge,
                1500,
                "ether",
                mac(host, index),
                ",\"linkinfo\":{\"info_kind\":\"bridge\",\"info_data\":{\"ageing_time\":30000,\"vlan_filtering\":0,\"mcast_snooping\":1}}"));
    links.write(
        ','
            + link(
                index + 1,
                tunnel,
                1500,
                "ether",
                mac(host, index + 1),
                ",\"master\":\""
                    + bridge
                    + "\",\"linkinfo\":{\"info_kind\":\"vxlan\",\"info_data\":{\"id\":"
                    + (5000 + segment)
                    + ",\"local\":\""
                    + ip(host)
                    + "\",\"port\":4789,\"learning\":true,\"ageing\":300},\"info_slave_kind\":\"bridge\",\"info_slave_data\":{\"state\":\"forwarding\",\"learning\":true,\"flood\":true}}"));
    links.write(
        ','
            + link(
                index + 2,
                "tap" + segment,
                1500,
                "ether",
                mac(host, index + 2),
                ",\"master\":\""
                    + bridge
                    + "\",\"linkinfo\":{\"info_kind\":\"tun\",\"info_slave_kind\":\"bridge\",\"info_slave_data\":{\"state\":\"forwarding\",\"learning\":true,\"flood\":true}}"));
    rows.write(
        row(
            machine(host, segment),
            "tap" + segment,
            ",\"master\":\"" + bridge + "\",\"state\":\"\""));
    for (int other = 0; other < HOSTS; other++) {
      if (other != host && has(other, segment)) {
        rows.write(
            row(
                "00:00:00:00:00:00",
                tunnel,
                ",\"dst\":\"" + ip(other) + "\",\"state\":\"permanent\""));
        rows.write(
            row(machine(other, segment), tunnel, ",\"dst\":\"" + ip(other) + "\",\"state\":\"\""));
        rows.write(
            row(machine(other, segment), tunnel, ",\"master\":\"" + bridge + "\",\"state\":\"\""));
      }
    }
  }

  private static String row(String mac, String device, String more) {
    return ",{\"mac\":\""
        + mac
        + "\",\"ifname\":\""
        + device
        + "\",\"used\":36,\"updated\":5,\"flags\":[\""
        + (more.contains("dst") ? "self" : "")
        + "\"]"
        + more
        + '}';
  }

  private static String link(
      int index, String name, int mtu, String type, String mac, String more) {
    return String.format(
        Locale.ROOT,
        "{\"ifindex\":%d,\"ifname\":\"%s\",\"flags\":[\"BROADCAST\",\"MULTICAST\",\"UP\",\"LOWER_UP\"],\"mtu\":%d,\"qdisc\":\"noqueue\",\"operstate\":\"UNKNOWN\",\"linkmode\":\"DEFAULT\",\"group\":\"default\",\"txqlen\":1000,\"link_type\":\"%s\",\"address\":\"%s\",\"broadcast\":\"ff:ff:ff:ff:ff:ff\",\"promiscuity\":0,\"allmulti\":0,\"min_mtu\":68,\"max_mtu\":65535,\"num_tx_queues\":2,\"num_rx_queues\":2,\"gso_max_size\":65536,\"gso_max_segs\":65535%s,\"stats64\":{\"rx\":{\"bytes\":68456,\"packets\":260,\"errors\":0,\"dropped\":0},\"tx\":{\"bytes\":65924,\"packets\":248,\"errors\":0,\"dropped\":0}}}",
        index,
        name,
        mtu,
        type,
        mac,
        more);
  }

  private static String ip(int host) {
    return "10.0." + (host / 250) + '.' + (host % 250 + 1);
  }

  private static String mac(int host, int device) {
    return String.format(
        Locale.ROOT, "02:%02x:%02x:00:00:%02x", host >> 8, host & 0xff, device & 0xff);
  }

  private static String machine(int host, int segment) {
    return String.format(
        Locale.ROOT, "52:54:%02x:%02x:00:%02x", host >> 8, host & 0xff, segment & 0xff);
  }
}
