package io.coppice.sim.network;

import io.coppice.model.EntityId.MachineId;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.PortGroup;
import io.coppice.model.inventory.PortPolicy;
import io.coppice.model.inventory.VirtualNic;
import java.util.Optional;

/** A machine's adapter, or a DHCP server, where it meets its host's bridge. */
final class GuestPort {
  private static final int USUAL_MTU = 1500;
  private static final MachineId NOBODY = new MachineId(Integer.MAX_VALUE);
  private static final String SERVER = "dhcp";

  final MachineId machine;
  final String machineName;
  final String name;
  final int key;
  final long mac;

  /** IPv4 address; 0 if it has none. */
  final int ip;

  final int host;

  /** Its port group's row. */
  final int group;

  /** Its switch's row; -1 where it has none. */
  final int onSwitch;

  /** Port groups with one number hear each other, as far as their policies let them. */
  final int domain;

  final PortPolicy policy;
  final String groupName;
  final boolean linked;

  /** Null where its port group has no segment. */
  final SegmentRow segment;

  /** Where it sends what is for others than its neighbours; 0 for nowhere. */
  int gateway;

  /** Null where it is no fence's. */
  FenceSide fence;

  /** By which uplinks its frames leave its host; null until that is asked for. */
  PinnedUplinks.Leaving leaving;

  private int mtu = USUAL_MTU;

  /**
   * @param order of the adapter in its machine
   * @param its port group; empty if there is none such
   */
  GuestPort(
      Machine machine,
      VirtualNic nic,
      int order,
      SegmentRow segment,
      int domain,
      Optional<PortGroup> its) {
    this.machine = machine.id();
    this.machineName = machine.name();
    this.name = "eth" + order;
    this.key = nic.key();
    this.mac = nic.mac().bits();
    this.ip = nic.ip().version() == 4 && machine.isOn() ? (int) nic.ip().low() : 0;
    this.host = machine.host().value();
    this.group = nic.portGroup().value();
    this.domain = domain;
    this.onSwitch = its.map(group -> group.onSwitch().value()).orElse(-1);
    this.policy = its.map(PortGroup::policy).orElse(PortPolicy.NONE);
    this.groupName = its.map(PortGroup::name).orElse("");
    this.linked = machine.isOn() && nic.connected();
    this.segment = segment;
  }

  /**
   * That of a segment's DHCP server, which is no machine's.
   *
   * @param segment null where the port group has none
   */
  private GuestPort(long mac, int host, int domain, SegmentRow segment, PortPolicy policy) {
    this.machine = NOBODY;
    this.machineName = SERVER;
    this.name = SERVER;
    this.key = domain;
    this.mac = mac;
    this.ip = 0;
    this.host = host;
    this.group = segment == null ? domain : segment.row();
    this.domain = domain;
    this.onSwitch = segment == null ? -1 : segment.onSwitch;
    this.policy = policy;
    this.groupName = "";
    this.linked = true;
    this.segment = segment;
    settle();
  }

  static GuestPort server(long mac, int host, int domain, SegmentRow segment, PortPolicy policy) {
    return new GuestPort(mac, host, domain, segment, policy);
  }

  /** Whether a DHCP server is here and no machine. */
  boolean isServer() {
    return machine.equals(NOBODY);
  }

  /** Takes the MTU of its segment, once that is known. */
  void settle() {
    mtu = segment == null ? USUAL_MTU : segment.mtu;
  }

  int mtu() {
    return mtu;
  }

  /** Whether an address is in its subnet. */
  boolean isOnLink(int to) {
    return ip != 0 && (ip ^ to) >>> 32 - FabricIndex.PREFIX == 0;
  }

  /** Whether a packet of its machine to an address does not leave it. */
  boolean isOwn(int address) {
    return ip != 0 && (address == ip || fence != null && fence.answersFor(address));
  }

  /** The neighbour by which an address is reached; 0 if there is none. */
  int nextHop(int to) {
    return isOnLink(to) ? to : ip == 0 ? 0 : gateway;
  }

  /** Tells this adapter from every other, whatever host it is on. */
  long id() {
    return (long) machine.value() << 32 | key & 0xffff_ffffL;
  }
}
