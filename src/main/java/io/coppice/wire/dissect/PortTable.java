package io.coppice.wire.dissect;

import io.coppice.wire.tunnel.Geneve;
import io.coppice.wire.tunnel.Stt;
import io.coppice.wire.tunnel.Vxlan;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Which destination ports carry tunnels. Immutable. */
public final class PortTable {
  /** GRE in UDP (RFC 8086 section 3.1). */
  private static final int GRE_PORT = 4754;

  /** MPLS in UDP (RFC 7510 section 3). */
  private static final int MPLS_PORT = 6635;

  /** The ports that IANA gave, and VXLAN's on Linux where none is said. */
  public static final PortTable STANDARD =
      new PortTable(
          Map.of(
              Vxlan.PORT,
              LayerKind.VXLAN,
              Vxlan.LINUX_PORT,
              LayerKind.VXLAN,
              Vxlan.GPE_PORT,
              LayerKind.VXLAN_GPE,
              Geneve.PORT,
              LayerKind.GENEVE,
              GRE_PORT,
              LayerKind.GRE,
              MPLS_PORT,
              LayerKind.MPLS),
          Map.of(Stt.PORT, LayerKind.STT));

  private final LayerKind[] udp = new LayerKind[65536];
  private final LayerKind[] tcp = new LayerKind[65536];
  private final Map<Integer, LayerKind> udpPorts;
  private final Map<Integer, LayerKind> tcpPorts;

  private PortTable(Map<Integer, LayerKind> udpPorts, Map<Integer, LayerKind> tcpPorts) {
    this.udpPorts = Map.copyOf(udpPorts);
    this.tcpPorts = Map.copyOf(tcpPorts);
    udpPorts.forEach((port, kind) -> udp[port] = kind);
    tcpPorts.forEach((port, kind) -> tcp[port] = kind);
  }

  /** What UDP to this port carries, or null. */
  public LayerKind udp(int port) {
    return udp[port];
  }

  /** The UDP ports that carry VXLAN. */
  public int[] vxlanPorts() {
    return udpPorts.entrySet().stream()
        .filter(entry -> entry.getValue() == LayerKind.VXLAN)
        .mapToInt(Map.Entry::getKey)
        .toArray();
  }

  /** What TCP to this port carries, or null. */
  public LayerKind tcp(int port) {
    return tcp[port];
  }

  /** This table with one more port. */
  public PortTable with(int port, LayerKind kind) {
    boolean stt = kind == LayerKind.STT;
    Map<Integer, LayerKind> more = new TreeMap<>(stt ? tcpPorts : udpPorts);
    more.put(port, kind);
    return stt ? new PortTable(udpPorts, more) : new PortTable(more, tcpPorts);
  }

  /** Reads {@code 8473=vxlan}; empty if it is none. */
  public Optional<PortTable> with(String said) {
    int equals = said.indexOf('=');
    if (equals < 1 || equals > 5 || !said.substring(0, equals).matches("[0-9]+")) {
      return Optional.empty();
    }
    int port = Integer.parseInt(said.substring(0, equals));
    Optional<LayerKind> kind =
        switch (said.substring(equals + 1).toLowerCase(Locale.ROOT)) {
          case "vxlan" -> Optional.of(LayerKind.VXLAN);
          case "vxlan-gpe" -> Optional.of(LayerKind.VXLAN_GPE);
          case "geneve" -> Optional.of(LayerKind.GENEVE);
          case "stt" -> Optional.of(LayerKind.STT);
          default -> Optional.empty();
        };
    return port < 1 || port > 65_535 ? Optional.empty() : kind.map(k -> with(port, k));
  }
}
