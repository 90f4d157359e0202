package io.coppice.imported;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * A fabric of network namespaces made at random: hypervisors with a machine each on a routed or
 * switched underlay, and faults in it. It is measured with real pings, then asked what it looks
 * like.
 */
final class KernelFabric implements AutoCloseable {
  private static final int HOSTS = 3;

  private final String prefix;
  private final Random random;
  private final List<String> script = new ArrayList<>();
  private final List<String> spaces = new ArrayList<>();
  private final StringBuilder described = new StringBuilder();
  private final boolean v6;
  private final boolean switched;
  private final boolean group;
  private final boolean aware;

  KernelFabric(String prefix, long seed) throws IOException, InterruptedException {
    this.prefix = prefix;
    this.random = new Random(seed);
    this.v6 = random.nextInt(4) == 0;
    this.switched = random.nextInt(3) == 0;
    this.group = switched && random.nextBoolean();
    this.aware = random.nextInt(3) == 0 && hasVlanFiltering(prefix + "v");
    described.append("seed ").append(seed).append(v6 ? " v6" : " v4");
    described.append(switched ? " switched" : " routed").append(group ? " group" : "");
    described.append(aware ? " vlan-aware" : "");
  }

  /** Kernels are built with and without VLAN-aware bridges. */
  private static boolean hasVlanFiltering(String space) throws IOException, InterruptedException {
    return shell(
            "ip netns add %1$s && ip -n %1$s link add br0 type bridge vlan_filtering 1; r=$?; ip netns del %1$s; exit $r"
                .formatted(space))
        == 0;
  }

  /** What was made, for the message of a failure. */
  String description() {
    return described.toString();
  }

  private String space(String name) {
    return prefix + name;
  }

  private void run(String space, String command) {
    script.add("ip netns exec " + space(space) + " " + command);
  }

  private String host(int i) {
    return v6 ? "fd00:255::" + i : "10.255.0." + i;
  }

  private String wire(int i, int end) {
    return switched
        ? v6 ? "fd00:2::" + i : "10.2.0." + i
        : v6 ? "fd00:2:" + i + "::" + end : "10.2." + i + "." + end;
  }

  private String local(int i) {
    return switched ? wire(i, 1) : host(i);
  }

  private void add(String name) {
    spaces.add(name);
    script.add("ip netns add " + space(name));
    run(name, "ip link set lo up");
  }

  void build() throws IOException, InterruptedException {
    add("u");
    if (switched) {
      run("u", "ip link add sw type bridge mcast_snooping 0");
      run("u", "ip link set sw mtu 1600 up");
    } else {
      // By the files themselves: not every machine with iproute2 has sysctl.
      String settings = "/proc/sys/net/" + (v6 ? "ipv6/conf/all/forwarding" : "ipv4/ip_forward");
      run("u", "sh -c 'echo 1 > " + settings + "'");
    }
    for (int i = 1; i <= HOSTS; i++) {
      add("h" + i);
      add("m" + i);
      underlay(i);
      overlay(i);
    }
    if (!group && random.nextInt(3) == 0) {
      described.append(" next-hops");
      for (int i = 1; i <= HOSTS; i++) {
        nextHops(i);
      }
    }
    for (int n = random.nextInt(3); n > 0; n--) {
      fault(1 + random.nextInt(HOSTS));
    }
    execute(script);
  }

  /**
   * What machines stand where is set up, not learned, and the peers are next hops, as a control
   * plane does it for multihomed hosts. A wrong one leads to another host.
   */
  private void nextHops(int i) {
    String h = "h" + i;
    int wrong = random.nextInt(4 * HOSTS);
    boolean learning = random.nextInt(4) == 0;
    if (!learning) {
      run(h, "ip link set vx type vxlan nolearning");
    }
    described.append(learning ? " learning@" + i : "");
    for (int j = 1; j <= HOSTS; j++) {
      if (j != i) {
        int to = wrong == j ? 6 - i - j : j;
        run(h, "ip nexthop add id " + j + " via " + local(to) + " fdb");
        run(h, "ip nexthop add id 1" + j + " group " + j + " fdb");
        // what was learned since the machine is up stands in the way
        run(h, "bridge fdb del 02:00:00:00:07:0" + j + " dev vx self || true");
        run(h, "bridge fdb add 02:00:00:00:07:0" + j + " dev vx nhid 1" + j + " self");
        described.append(to == j ? "" : " wrong-next-hop@" + i);
      }
    }
  }

  private void underlay(int i) {
    String h = "h" + i;
    script.add(
        "ip link add e0 netns %s type veth peer name d%d netns %s"
            .formatted(space(h), i, space("u")));
    run(h, "ip link set e0 mtu 1600 up");
    run("u", "ip link set d" + i + " mtu 1600 up");
    String nodad = v6 ? " nodad" : "";
    if (switched) {
      run("u", "ip link set d" + i + " master sw");
      run(h, "ip addr add " + wire(i, 1) + (v6 ? "/64" : "/24") + " dev e0" + nodad);
      return;
    }
    run(h, "ip addr add " + wire(i, 1) + (v6 ? "/127" : "/31") + " dev e0" + nodad);
    run("u", "ip addr add " + wire(i, 0) + (v6 ? "/127" : "/31") + " dev d" + i + nodad);
    run(h, "ip addr add " + host(i) + (v6 ? "/128" : "/32") + " dev lo" + nodad);
    run(h, "ip route add default via " + wire(i, 0));
    run("u", "ip route add " + host(i) + " via " + wire(i, 1));
  }

  private void overlay(int i) {
    String h = "h" + i;
    run(h, "ip link add br0 type bridge" + (aware ? " vlan_filtering 1" : ""));
    run(h, "ip link set br0 mtu 1530 up");
    String where = group ? " group " + (v6 ? "ff05::7" : "239.1.1.7") + " dev e0" : "";
    run(h, "ip link add vx type vxlan id 77 local " + local(i) + where + " dstport 4789");
    run(h, "ip link set vx mtu 1530 master br0 up");
    script.add(
        "ip link add p0 netns %s type veth peer name eth0 netns %s"
            .formatted(space(h), space("m" + i)));
    run(h, "ip link set p0 mtu 1530 master br0 up");
    run("m" + i, "ip link set eth0 mtu 1530 address 02:00:00:00:07:0" + i + " up");
    run("m" + i, "ip addr add 192.168.7." + i + "/24 dev eth0");
    if (aware) {
      run(h, "bridge vlan add dev p0 vid 10 pvid untagged");
      run(h, "bridge vlan add dev vx vid 10 pvid untagged");
    }
    for (int j = 1; j <= HOSTS && !group; j++) {
      if (j != i) {
        run(h, "bridge fdb append 00:00:00:00:00:00 dev vx dst " + local(j));
      }
    }
  }

  private void fault(int i) {
    String h = "h" + i;
    int j = i % HOSTS + 1;
    int kind = random.nextInt(26);
    described.append(" fault").append(kind).append("@").append(i);
    switch (kind) {
      case 0 -> run(h, "ip link set e0 mtu 1500");
      case 1 -> run("u", "ip link set d" + i + " mtu 1450");
      case 2 -> run(h, "ip link set vx down");
      case 3 -> run(h, "ip link set p0 down");
      case 4 -> remade(i, 78, 4789, local(i));
      case 5 -> remade(i, 77, 8472, local(i));
      case 6 -> run(h, "bridge fdb del 00:00:00:00:00:00 dev vx dst " + local(j) + " self || true");
      case 7 ->
          run(
              switched ? h : "u",
              "ip route add blackhole " + local(j) + (v6 ? "/128" : "/32") + " || true");
      case 8 ->
          run(
              "u",
              switched ? "ip link set d" + i + " down" : "ip route del " + host(i) + " || true");
      case 9 -> {
        run("m" + i, "ip addr flush dev eth0");
        run("m" + i, "ip addr add 192.168.7." + j + "/24 dev eth0");
      }
      case 10 ->
          run(
              h,
              "bridge fdb replace 02:00:00:00:07:0"
                  + j
                  + " dev vx dst "
                  + local(i % HOSTS == 0 ? 2 : 6 - i - j)
                  + " self");
      case 11 -> run(h, aware ? "bridge vlan del dev p0 vid 10" : "ip link set br0 down");
      case 12 -> run("m" + i, "ip link set eth0 mtu 1400");
      case 13 -> run(h, "ip link set p0 mtu 1480");
      default -> rareFault(kind, i, j);
    }
  }

  private void rareFault(int kind, int i, int j) {
    String h = "h" + i;
    String other = "02:00:00:00:07:0" + j;
    switch (kind) {
      case 14 -> run("m" + i, "ip link set eth0 address " + other);
      case 15 -> run(h, "bridge link set dev p0 flood off");
      case 16 -> run(h, "bridge link set dev vx learning off");
      case 17 ->
          run("m" + i, "ip neigh replace 192.168.7." + j + " lladdr 02:00:00:00:07:09 dev eth0");
      case 18 -> run(h, "ip addr del " + address(i) + " || true");
      case 19 -> {
        run(h, "bridge link set dev p0 isolated on");
        run(h, "bridge link set dev vx isolated on");
      }
      case 20 -> run(h, "ip link set vx type vxlan df set || true");
      case 21 -> run("m" + i, "ip route add blackhole 192.168.7." + j + "/32");
      case 22 -> run(h, "ip link set p0 nomaster");
      case 23 -> run(h, "bridge link set dev p0 learning off");
      case 24 -> run("m" + i, "ip link set eth0 arp off");
      default -> run(h, "ip link set e0 arp off");
    }
  }

  /** Where a host's endpoint is. */
  private String address(int i) {
    String length = switched ? v6 ? "/64" : "/24" : v6 ? "/128" : "/32";
    return local(i) + length + " dev " + (switched ? "e0" : "lo");
  }

  private void remade(int i, int id, int port, String local) {
    String h = "h" + i;
    run(h, "ip link del vx");
    String where = group ? " group " + (v6 ? "ff05::7" : "239.1.1.7") + " dev e0" : "";
    run(h, "ip link add vx type vxlan id " + id + " local " + local + where + " dstport " + port);
    run(h, "ip link set vx mtu 1530 master br0 up");
    if (aware) {
      run(h, "bridge vlan add dev vx vid 10 pvid untagged");
    }
    for (int j = 1; j <= HOSTS && !group; j++) {
      if (j != i) {
        run(h, "bridge fdb append 00:00:00:00:00:00 dev vx dst " + local(j));
      }
    }
  }

  /** Pings from machine to machine, one after the other: yes or no, small and large. */
  String ping(int from, int to) throws IOException, InterruptedException {
    String space = "ip netns exec " + space("m" + from) + " ping -n -q -c1 -W1 -M do ";
    String answers = "";
    for (int bytes : new int[] {56, 1472}) {
      int code = shell(space + "-s " + bytes + " 192.168.7." + to + " >/dev/null 2>&1");
      answers += (answers.isEmpty() ? "" : ",") + (code == 0 ? "yes" : "no");
    }
    return answers;
  }

  /** Every space's answers, a folder each. */
  void collect(Path folder) throws IOException, InterruptedException {
    List<String> asked = new ArrayList<>();
    for (String name : spaces) {
      Path own = Files.createDirectories(folder.resolve(name));
      String in = "ip netns exec " + space(name) + " ";
      asked.add(in + "ip -d -s -j link show > " + own.resolve("link.json"));
      asked.add(in + "ip -j addr show > " + own.resolve("addr.json"));
      asked.add(in + "ip -d -j route show table all > " + own.resolve("route.json"));
      asked.add(in + "ip -d -6 -j route show table all > " + own.resolve("route6.json"));
      asked.add(in + "ip -j neigh show > " + own.resolve("neigh.json"));
      asked.add(in + "bridge -d -s -j fdb show > " + own.resolve("fdb.json"));
      asked.add(in + "bridge -d -j link show > " + own.resolve("bridge-link.json"));
      asked.add(in + "bridge -j vlan show > " + own.resolve("vlan.json"));
      asked.add(in + "ip -j nexthop show > " + own.resolve("nexthop.json"));
    }
    execute(asked);
  }

  /** Stops at the first command that this machine refuses, and says which and why. */
  private static void execute(List<String> commands) throws IOException, InterruptedException {
    Path told = Files.createTempFile("fabric", ".txt");
    try {
      int code = shell("set -ex\n" + String.join("\n", commands), told.toFile());
      if (code != 0) {
        List<String> lines = Files.readAllLines(told);
        throw new IOException(
            "exit "
                + code
                + ": "
                + String.join("; ", lines.subList(Math.max(0, lines.size() - 3), lines.size())));
      }
    } finally {
      Files.delete(told);
    }
  }

  static int shell(String commands) throws IOException, InterruptedException {
    return shell(commands, new File("/dev/null"));
  }

  private static int shell(String commands, File errors) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder("sh", "-c", commands)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(errors)
            .start();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IOException("No end after a minute");
    }
    return process.exitValue();
  }

  @Override
  public void close() throws IOException {
    List<String> gone = new ArrayList<>();
    spaces.forEach(name -> gone.add("ip netns del " + space(name)));
    try {
      shell(String.join("\n", gone));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
