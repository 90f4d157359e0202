package io.coppice.wire.dissect;

import io.coppice.wire.packet.Arp;
import io.coppice.wire.packet.Ethernet;
import io.coppice.wire.packet.IpAddress;
import io.coppice.wire.packet.Ipv4;
import io.coppice.wire.packet.Ipv6;
import io.coppice.wire.packet.MacBits;
import io.coppice.wire.packet.Octets;
import io.coppice.wire.packet.Tcp;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a capture tells of the network that it was taken in: tunnel endpoints, segments, the
 * machines inside with the endpoints they stand behind, the largest packets, fragments, TCP data
 * that was sent again, endpoints that are only sent to. Bounded: what does not fit is not gathered.
 */
public final class CaptureSurvey {
  private static final int MOST = 50_000;

  private final Map<Trunk, Count> trunks = new LinkedHashMap<>();
  private final Map<Machine, Count> machines = new LinkedHashMap<>();
  private final Map<Path, Count> paths = new LinkedHashMap<>();
  private final Map<FlowKey, Integer> sentUpTo = new HashMap<>();
  private final ConversationTable talks = new ConversationTable(MOST);
  private final FlowKey key = new FlowKey();
  private long packets;
  private long fragments;
  private long again;
  private int largestOuter;
  private int largestInner;

  /**
   * One direction between two endpoints, in one segment.
   *
   * @param id unsigned
   */
  public record Trunk(LayerKind kind, long id, String from, String to) {
    /** The way back. */
    public Trunk reversed() {
      return new Trunk(kind, id, to, from);
    }

    /** {@code VXLAN 42}; of GRE without a key {@code GRE}. */
    public String segment() {
      return hasId() ? kind.label() + ' ' + Long.toUnsignedString(id) : kind.label();
    }

    /** False of GRE without a key. */
    public boolean hasId() {
      return kind != LayerKind.GRE || id >= 0;
    }
  }

  /**
   * A machine inside of a segment.
   *
   * @param endpoint out of which its frames came; empty outside of tunnels
   * @param ip empty if it was seen by its Ethernet address alone
   */
  public record Machine(
      Optional<LayerKind> kind, long id, String endpoint, String mac, String ip) {}

  /**
   * What a middlebox sees of packets: the outermost IP packet's ends, protocol and the port that it
   * goes to.
   */
  public record Path(String protocol, int port, String from, String to) {
    /** {@code UDP 8472}. */
    public String service() {
      return port == 0 ? protocol : protocol + ' ' + port;
    }
  }

  /** Packets and bytes. */
  public static final class Count {
    private long packets;
    private long bytes;

    public long packets() {
      return packets;
    }

    public long bytes() {
      return bytes;
    }

    private void add(int length) {
      packets++;
      bytes += length;
    }
  }

  /** A path in two captures. */
  public record Compared(Path path, long sent, long arrived) {
    /** What one has and the other has not at all, or fewer of. */
    public boolean isLost() {
      return arrived < sent;
    }
  }

  /**
   * Looks at a walked packet.
   *
   * @param time nanoseconds since 1970
   * @param original its length before it was cut
   */
  public void add(byte[] b, LayerStack stack, long time, int original) {
    packets++;
    talks.add(b, stack, time, original);
    int ip = -1;
    int ethernet = -1;
    int tunnel = -1;
    String from = "";
    boolean outermost = true;
    for (int i = 0; i < stack.size(); i++) {
      LayerKind kind = stack.kind(i);
      switch (kind) {
        case ETHERNET -> ethernet = i;
        case IPV4, IPV6 -> {
          if (isComplete(stack, i)) {
            if (outermost) {
              path(b, stack, i, original);
              outermost = false;
            }
            ip = i;
          }
        }
        case FRAGMENT, IPV6_FRAGMENT -> fragments++;
        default -> {
          if (kind.isTunnel()) {
            if (ip >= 0) {
              from = source(b, stack, ip);
              trunk(b, stack, i, ip, original);
            }
            tunnel = i;
            ip = -1;
            ethernet = -1;
          }
        }
      }
    }
    machine(b, stack, tunnel, ethernet, ip, from, original);
    if (ip >= 0) {
      largestInner = Math.max(largestInner, length(b, stack, ip));
    }
    sentAgain(b, stack);
  }

  private void trunk(byte[] b, LayerStack stack, int tunnel, int ip, int original) {
    LayerKind kind = stack.kind(tunnel);
    long id = FlowKey.id(b, kind, stack.start(tunnel));
    count(trunks, new Trunk(kind, id, source(b, stack, ip), target(b, stack, ip)), original);
    largestOuter = Math.max(largestOuter, length(b, stack, ip));
  }

  private static boolean isComplete(LayerStack stack, int layer) {
    int needed = stack.kind(layer) == LayerKind.IPV4 ? 20 : 40;
    return stack.headerEnd(layer) - stack.start(layer) >= needed;
  }

  private void path(byte[] b, LayerStack stack, int ip, int original) {
    String protocol = "";
    int port = 0;
    for (int i = ip + 1; i < stack.size() && protocol.isEmpty(); i++) {
      LayerKind kind = stack.kind(i);
      boolean ports =
          kind == LayerKind.UDP
              || kind == LayerKind.TCP
              || kind == LayerKind.TCP_HEAD
              || isStt(kind);
      if (ports && stack.headerEnd(i) - stack.start(i) >= 4) {
        protocol = kind == LayerKind.UDP ? "UDP" : "TCP";
        port = Octets.u16(b, stack.start(i) + 2);
      } else if (kind != LayerKind.IPV6_EXTENSION && kind != LayerKind.IPV6_FRAGMENT) {
        protocol = kind.label();
      }
    }
    count(
        paths,
        new Path(
            protocol.isEmpty() ? "IP" : protocol, port, source(b, stack, ip), target(b, stack, ip)),
        original);
  }

  private static boolean isStt(LayerKind kind) {
    return kind == LayerKind.STT || kind == LayerKind.STT_PART;
  }

  private void machine(
      byte[] b, LayerStack stack, int tunnel, int ethernet, int ip, String endpoint, int original) {
    String mac =
        ethernet >= 0 && stack.headerEnd(ethernet) - stack.start(ethernet) >= 14
            ? MacBits.format(Ethernet.source(b, stack.start(ethernet)))
            : "";
    String address = ip >= 0 ? source(b, stack, ip) : "";
    int arp = stack.last(LayerKind.ARP);
    if (arp > tunnel && stack.headerEnd(arp) - stack.start(arp) >= Arp.LENGTH) {
      boolean said = Arp.senderIp(b, stack.start(arp)) != 0;
      address = said ? IpAddress.v4(b, stack.start(arp) + 14).toString() : "";
    }
    if (!mac.isEmpty() || !address.isEmpty()) {
      Optional<LayerKind> kind = tunnel < 0 ? Optional.empty() : Optional.of(stack.kind(tunnel));
      long id = tunnel < 0 ? 0 : FlowKey.id(b, stack.kind(tunnel), stack.start(tunnel));
      count(machines, new Machine(kind, id, endpoint, mac, address), original);
    }
  }

  /** Data whose end was already sent is sent again (RFC 9293, 3.8.1). */
  private void sentAgain(byte[] b, LayerStack stack) {
    int tcp = stack.last(LayerKind.TCP);
    if (tcp < 0 || tcp != stack.size() - 2 && tcp != stack.size() - 1 || !key.fill(b, stack)) {
      return;
    }
    int data = stack.declaredEnd(tcp) - stack.headerEnd(tcp);
    if (data <= 0 || stack.headerEnd(tcp) - stack.start(tcp) < 20) {
      return;
    }
    int end = (int) Tcp.sequence(b, stack.start(tcp)) + data;
    Integer known = sentUpTo.get(key);
    if (known != null && end - known <= 0) {
      again++;
    } else if (known != null || sentUpTo.size() < MOST) {
      sentUpTo.put(key.copy(), end);
    }
  }

  private static <K> void count(Map<K, Count> counts, K key, int length) {
    Count count = counts.get(key);
    if (count == null && counts.size() < MOST) {
      count = new Count();
      counts.put(key, count);
    }
    if (count != null) {
      count.add(length);
    }
  }

  private static String source(byte[] b, LayerStack stack, int ip) {
    int at = stack.start(ip);
    return stack.kind(ip) == LayerKind.IPV4
        ? IpAddress.v4(b, at + 12).toString()
        : IpAddress.v6(b, at + 8).toString();
  }

  private static String target(byte[] b, LayerStack stack, int ip) {
    int at = stack.start(ip);
    return stack.kind(ip) == LayerKind.IPV4
        ? IpAddress.v4(b, at + 16).toString()
        : IpAddress.v6(b, at + 24).toString();
  }

  /** Bytes of an IP packet, its header included. */
  private static int length(byte[] b, LayerStack stack, int ip) {
    int at = stack.start(ip);
    if (stack.kind(ip) == LayerKind.IPV4) {
      return Ipv4.totalLength(b, at);
    }
    int payload = Octets.u16(b, at + 4);
    return payload == 0 ? stack.declaredEnd(ip) - at : Ipv6.HEADER + payload;
  }

  public long packets() {
    return packets;
  }

  /** Told apart by their tunnels. */
  public List<Conversation> conversations() {
    return talks.conversations();
  }

  /** Later pieces of IP packets, and all pieces of IPv6 packets. */
  public long fragments() {
    return fragments;
  }

  /** TCP segments whose data had been sent before. */
  public long sentAgain() {
    return again;
  }

  /** Bytes of the largest IP packet around a tunnel; 0 if there was none. */
  public int largestOuter() {
    return largestOuter;
  }

  /** Bytes of the largest innermost IP packet. */
  public int largestInner() {
    return largestInner;
  }

  public Map<Trunk, Count> trunks() {
    return trunks;
  }

  public Map<Machine, Count> machines() {
    return machines;
  }

  /** Of outermost packets. */
  public Map<Path, Count> paths() {
    return paths;
  }

  /** Directions between endpoints that nothing came back on: mirrors, or a way back that is cut. */
  public List<Trunk> oneWay() {
    return trunks.keySet().stream()
        .filter(trunk -> trunks.keySet().stream().noneMatch(other -> isBack(trunk, other)))
        .toList();
  }

  /** Each direction may have an id of its own. */
  private static boolean isBack(Trunk trunk, Trunk other) {
    return other.kind() == trunk.kind()
        && other.from().equals(trunk.to())
        && other.to().equals(trunk.from());
  }

  /** What of one capture is in another, taken further on the same path: lost first, most first. */
  public static List<Compared> compare(CaptureSurvey here, CaptureSurvey there) {
    List<Compared> all = new ArrayList<>();
    here.paths.forEach(
        (path, count) -> {
          Count other = there.paths.get(path);
          all.add(new Compared(path, count.packets(), other == null ? 0 : other.packets()));
        });
    there.paths.forEach(
        (path, count) -> {
          if (!here.paths.containsKey(path)) {
            all.add(new Compared(path, 0, count.packets()));
          }
        });
    all.sort(
        Comparator.comparing((Compared it) -> !it.isLost())
            .thenComparing(it -> -Math.abs(it.sent() - it.arrived())));
    return all;
  }

  /** The segments that were seen, with their packets. */
  public Map<String, Long> segments() {
    Map<String, Long> found = new TreeMap<>();
    trunks.forEach((trunk, count) -> found.merge(trunk.segment(), count.packets(), Long::sum));
    return found;
  }
}
