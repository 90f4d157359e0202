package io.coppice.model.overlay;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A network device of a node.
 *
 * @param index the kernel's number; 0 where there is none
 * @param up set up by the administrator
 * @param carrier there is a link; this and {@code up} tell health, {@code operstate} does not
 * @param arp it asks its neighbours for their addresses and answers them; without (IFF_NOARP) only
 *     who is configured as a neighbour is met
 * @param master the bridge, bond or VRF it is a port of
 * @param lower the device it stands on, on the same node: of a VLAN, a bound tunnel
 * @param standby a bond's member that neither sends nor takes frames while another does
 * @param vlan the tag of a VLAN device, else 0
 * @param table the routing table of a VRF, else 0
 * @param tunnel its settings, of a tunnel device
 * @param bridge its settings, of a bridge
 * @param port its settings as a bridge's port
 */
public record Device(
    String name,
    int index,
    DeviceKind kind,
    Mac mac,
    int mtu,
    boolean up,
    boolean carrier,
    boolean arp,
    Optional<String> master,
    Optional<String> lower,
    boolean standby,
    int vlan,
    int table,
    List<Address> addresses,
    Optional<TunnelEndpoint> tunnel,
    Optional<BridgeSettings> bridge,
    Optional<BridgePort> port,
    Optional<Counters> counters,
    Proof proof) {

  public Device {
    Objects.requireNonNull(kind);
    Objects.requireNonNull(mac);
    addresses = List.copyOf(addresses);
  }

  /** Packets since it exists, as the kernel counts them. */
  public record Counters(
      long receivedPackets,
      long receivedBytes,
      long receiveDropped,
      long sentPackets,
      long sentBytes,
      long sendDropped) {}

  public boolean isUsable() {
    return up && carrier;
  }

  /** Whether it is a bridge of Open vSwitch, whose flows may decide what its ports do. */
  public boolean isSwitch() {
    return bridge.filter(BridgeSettings::trunks).isPresent();
  }

  public boolean has(IpAddress ip) {
    return addresses.stream().anyMatch(address -> address.ip().equals(ip));
  }

  public Builder change() {
    return new Builder(this);
  }

  public static Builder named(String name) {
    return new Builder(name);
  }

  /** Makes a device, or a changed copy. */
  public static final class Builder {
    private final String name;
    private int index;
    private DeviceKind kind = DeviceKind.PHYSICAL;
    private Mac mac = Mac.ZERO;
    private int mtu = 1500;
    private boolean up = true;
    private boolean carrier = true;
    private boolean arp = true;
    private Optional<String> master = Optional.empty();
    private Optional<String> lower = Optional.empty();
    private boolean standby;
    private int vlan;
    private int table;
    private List<Address> addresses = List.of();
    private Optional<TunnelEndpoint> tunnel = Optional.empty();
    private Optional<BridgeSettings> bridge = Optional.empty();
    private Optional<BridgePort> port = Optional.empty();
    private Optional<Counters> counters = Optional.empty();
    private Proof proof = Proof.NONE;

    private Builder(String name) {
      this.name = name;
    }

    private Builder(Device from) {
      name = from.name;
      index = from.index;
      kind = from.kind;
      mac = from.mac;
      mtu = from.mtu;
      up = from.up;
      carrier = from.carrier;
      arp = from.arp;
      master = from.master;
      lower = from.lower;
      standby = from.standby;
      vlan = from.vlan;
      table = from.table;
      addresses = from.addresses;
      tunnel = from.tunnel;
      bridge = from.bridge;
      port = from.port;
      counters = from.counters;
      proof = from.proof;
    }

    public Builder index(int value) {
      index = value;
      return this;
    }

    public Builder kind(DeviceKind value) {
      kind = value;
      return this;
    }

    public Builder mac(Mac value) {
      mac = value;
      return this;
    }

    public Builder mtu(int value) {
      mtu = value;
      return this;
    }

    public Builder up(boolean value) {
      up = value;
      return this;
    }

    public Builder carrier(boolean value) {
      carrier = value;
      return this;
    }

    public Builder arp(boolean value) {
      arp = value;
      return this;
    }

    public Builder master(Optional<String> value) {
      master = value;
      return this;
    }

    public Builder lower(Optional<String> value) {
      lower = value;
      return this;
    }

    public Builder standby(boolean value) {
      standby = value;
      return this;
    }

    public Builder vlan(int value) {
      vlan = value;
      return this;
    }

    public Builder table(int value) {
      table = value;
      return this;
    }

    public Builder addresses(List<Address> value) {
      addresses = value;
      return this;
    }

    public Builder tunnel(TunnelEndpoint value) {
      tunnel = Optional.of(value);
      kind = DeviceKind.TUNNEL;
      return this;
    }

    public Builder bridge(BridgeSettings value) {
      bridge = Optional.of(value);
      kind = DeviceKind.BRIDGE;
      return this;
    }

    public Builder port(BridgePort value) {
      port = Optional.of(value);
      return this;
    }

    public Builder counters(Counters value) {
      counters = Optional.of(value);
      return this;
    }

    public Builder proof(Proof value) {
      proof = value;
      return this;
    }

    public Device build() {
      return new Device(
          name, index, kind, mac, mtu, up, carrier, arp, master, lower, standby, vlan, table,
          addresses, tunnel, bridge, port, counters, proof);
    }
  }
}
