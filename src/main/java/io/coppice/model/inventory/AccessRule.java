package io.coppice.model.inventory;

import java.util.List;
import java.util.OptionalInt;

/**
 * A rule of a port group's access list. As IP access lists of switches, it looks at IPv4 packets
 * alone: ARP and what is no IPv4 passes (Cisco Nexus 1000V Security Configuration Guide,
 * "Configuring an IP ACL"). Of rules the first that matches decides, and what none matches passes
 * (vSphere Networking, "Traffic filtering and marking").
 *
 * @param name by which drops tell of it
 * @param permits lets the packet pass; else it is dropped without a word
 * @param source addresses that it comes from
 * @param target addresses that it goes to
 */
public record AccessRule(
    String name,
    PortDirection direction,
    boolean permits,
    Protocol protocol,
    Ipv4Prefix source,
    PortRange sourcePorts,
    Ipv4Prefix target,
    PortRange targetPorts) {
  public AccessRule {
    boolean ports = protocol == Protocol.TCP || protocol == Protocol.UDP;
    if (!ports && !(sourcePorts.isAny() && targetPorts.isAny())) {
      throw new IllegalArgumentException(protocol + " has no ports");
    }
  }

  /** What packets carry. */
  public enum Protocol {
    ANY(-1),
    ICMP(1),
    TCP(6),
    UDP(17);

    private final int number;

    Protocol(int number) {
      this.number = number;
    }

    /** Of the IP header; -1 for any. */
    public int number() {
      return number;
    }
  }

  /**
   * What of an IPv4 packet rules look at.
   *
   * @param sourcePort -1 where it has none that can be seen: another protocol, or a later fragment
   */
  public record Packet(int protocol, int source, int sourcePort, int target, int targetPort) {
    boolean hasPorts() {
      return sourcePort >= 0 && targetPort >= 0;
    }
  }

  /**
   * The place of the rule that drops a packet, from 0; none if it passes. A later fragment has no
   * ports to look at: a rule that asks for some permits it by addresses alone and never drops it
   * (Cisco, "Access Control Lists and IP Fragments", document 8014).
   */
  public static OptionalInt dropping(List<AccessRule> rules, PortDirection way, Packet packet) {
    for (int i = 0; i < rules.size(); i++) {
      AccessRule rule = rules.get(i);
      if (rule.matches(way, packet)) {
        return rule.permits ? OptionalInt.empty() : OptionalInt.of(i);
      }
    }
    return OptionalInt.empty();
  }

  private boolean matches(PortDirection way, Packet packet) {
    boolean mine = direction.includes(way);
    boolean carries = protocol == Protocol.ANY || protocol.number == packet.protocol;
    boolean between = source.contains(packet.source) && target.contains(packet.target);
    return mine && carries && between && matchesPorts(packet);
  }

  private boolean matchesPorts(Packet packet) {
    if (sourcePorts.isAny() && targetPorts.isAny()) {
      return true;
    }
    return packet.hasPorts()
        ? sourcePorts.contains(packet.sourcePort) && targetPorts.contains(packet.targetPort)
        : permits;
  }
}
