package io.coppice.model.overlay;

import java.util.List;
import java.util.Optional;

/**
 * What a middlebox does to the packets it forwards.
 *
 * @param tracking of connections
 * @param rules the first that matches decides; what none matches passes
 * @param translates whether addresses and ports of what goes from its first port to others are
 *     translated (NAPT, RFC 3022)
 * @param rejects whether it answers what it forbids, TCP with a reset and the rest with ICMP (as
 *     iptables' REJECT), rather than say nothing
 */
public record Middlebox(
    Tracking tracking, List<Rule> rules, boolean translates, Hashing hashing, boolean rejects) {
  public static final Middlebox PLAIN =
      new Middlebox(Tracking.NONE, List.of(), false, Hashing.FLOW);

  public Middlebox {
    rules = List.copyOf(rules);
  }

  /** One that says nothing of what it forbids. */
  public Middlebox(Tracking tracking, List<Rule> rules, boolean translates, Hashing hashing) {
    this(tracking, rules, translates, hashing, false);
  }

  /** How connections are followed (Linux's conntrack, {@code nf_conntrack_tcp_loose}). */
  public enum Tracking {
    NONE,
    /** A TCP segment of an unknown connection begins one. */
    MID_STREAM,
    /** A TCP segment that does not belong to a connection that began with SYN is invalid. */
    STRICT
  }

  /** What equal-cost ways are chosen by. */
  public enum Hashing {
    /** Addresses, protocol and ports. */
    FLOW,
    /** Addresses only. */
    ADDRESSES,
    /** As {@link #FLOW}, and the key of GRE (RFC 7637 section 3.2, FlowID). */
    FLOW_AND_KEY
  }

  /** Protocols that can be told apart without looking into tunnels. */
  public enum Protocol {
    ANY(-1),
    ICMP(1),
    TCP(6),
    UDP(17),
    GRE(47);

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
   * A rule.
   *
   * @param port of the destination; 0 for any. Only TCP and UDP have ports
   */
  public record Rule(boolean permits, Protocol protocol, int port) {
    public Rule {
      if (port < 0
          || port > 65_535
          || port > 0 && protocol != Protocol.TCP && protocol != Protocol.UDP) {
        throw new IllegalArgumentException(protocol + " has no port " + port);
      }
    }

    public boolean matches(int number, int destination) {
      return (protocol == Protocol.ANY || protocol.number() == number)
          && (port == 0 || port == destination);
    }
  }

  /** Whether a packet passes the rules. */
  public boolean permits(int protocol, int destination) {
    for (Rule rule : rules) {
      if (rule.matches(protocol, destination)) {
        return rule.permits();
      }
    }
    return true;
  }

  /** What a middlebox does to the packets of a whole tunnel. */
  public enum Obstacle {
    RULE,
    /** Its segments look like parts of connections that never began. */
    INVALID_STATE,
    /** It has no ports that could be translated. */
    NO_PORTS,
    /** It is answered at its well-known port, which was given to nobody. */
    NO_MAPPING
  }

  /**
   * Why a tunnel does not work across, if it does not: VXLAN and Geneve are UDP, NVGRE is GRE, and
   * STT looks like TCP whose connections never begin. Who learns peers from what comes (RFC 7348
   * section 4.1) learns the box where it translates, and sends to the box.
   *
   * @param inside whether the packets come from its first port
   */
  public Optional<Obstacle> stops(TunnelEndpoint tunnel, boolean inside) {
    Encapsulation encapsulation = tunnel.encapsulation();
    if (!permits(encapsulation, tunnel.port())) {
      return Optional.of(Obstacle.RULE);
    }
    if (tracksInvalid(encapsulation)) {
      return Optional.of(Obstacle.INVALID_STATE);
    }
    if (!translates || !inside) {
      return Optional.empty();
    }
    if (!encapsulation.hasPorts()) {
      return Optional.of(Obstacle.NO_PORTS);
    }
    return tunnel.learning() ? Optional.of(Obstacle.NO_MAPPING) : Optional.empty();
  }

  /**
   * Whether the rules let packets of a tunnel pass.
   *
   * @param port that they are sent to; 0 where it cannot be seen, in the later pieces of a packet
   */
  public boolean permits(Encapsulation tunnel, int port) {
    Protocol outer =
        switch (tunnel) {
          case VXLAN, GENEVE -> Protocol.UDP;
          case NVGRE, GRE, KEYED_GRE -> Protocol.GRE;
          case STT -> Protocol.TCP;
        };
    return permits(outer.number(), port);
  }

  /** Whether packets of a tunnel belong to no connection that it knows. */
  public boolean tracksInvalid(Encapsulation tunnel) {
    return tunnel == Encapsulation.STT && tracking == Tracking.STRICT;
  }

  public Middlebox withRules(List<Rule> changed) {
    return new Middlebox(tracking, changed, translates, hashing, rejects);
  }
}
