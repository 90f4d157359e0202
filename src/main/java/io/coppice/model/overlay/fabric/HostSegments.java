package io.coppice.model.overlay.fabric;

import io.coppice.model.EntityId.HostId;
import io.coppice.model.EntityId.PortGroupId;
import io.coppice.model.EntityId.SwitchId;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.VirtualNic;
import io.coppice.model.overlay.Address;
import io.coppice.model.overlay.BridgePort;
import io.coppice.model.overlay.BridgeSettings;
import io.coppice.model.overlay.Device;
import io.coppice.model.overlay.DeviceKind;
import io.coppice.model.overlay.ForwardingEntry;
import io.coppice.model.overlay.IpAddress;
import io.coppice.model.overlay.Link;
import io.coppice.model.overlay.Mac;
import io.coppice.model.overlay.Neighbour;
import io.coppice.model.overlay.Node;
import io.coppice.model.overlay.NodeKind;
import io.coppice.model.overlay.Proof;
import io.coppice.model.overlay.TunnelEndpoint;
import io.coppice.model.overlay.UplinkPins;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The bridges, tunnels and machines' ports of one host, and the machines' own nodes. Port groups
 * without a segment are bridges without a tunnel.
 */
final class HostSegments {
  private static final int V4_SUBNET = 16;
  private static final int V6_SUBNET = 64;

  private final HostId id;
  private final String name;
  private final SegmentMembers members;
  private final Function<SwitchId, Optional<SubGroups>> uplinks;
  private final Map<UplinkPins.Port, UplinkPins.SubGroup> pins = new HashMap<>();
  private final Map<Integer, List<Device>> ports = new TreeMap<>();
  private final List<Neighbour> neighbours = new ArrayList<>();
  private final List<ForwardingEntry> forwarding = new ArrayList<>();

  /**
   * @param uplinks of the host, where a switch pins its ports to some of them
   */
  HostSegments(
      Host host,
      String name,
      SegmentMembers members,
      Function<SwitchId, Optional<SubGroups>> uplinks) {
    this.id = host.id();
    this.name = name;
    this.members = members;
    this.uplinks = uplinks;
  }

  /** Where its ports' frames leave; empty where all are free. */
  Optional<UplinkPins> pins() {
    return pins.isEmpty() ? Optional.empty() : Optional.of(new UplinkPins(pins));
  }

  private void pin(Machine machine, VirtualNic nic) {
    members
        .groupOf(nic.portGroup())
        .flatMap(
            group ->
                uplinks
                    .apply(group.onSwitch())
                    .flatMap(
                        its ->
                            its.pinned(
                                SubGroups.portNumber(machine.id(), nic.key()),
                                group.policy().pinning())))
        .ifPresent(
            to ->
                pins.put(
                    new UplinkPins.Port(
                        bridge(members.domainOf(nic.portGroup())), new Mac(nic.mac().bits())),
                    new UplinkPins.SubGroup(
                        to.id(),
                        to.uplinks().stream()
                            .filter(SubGroups.Uplink::up)
                            .map(SubGroups.Uplink::nic)
                            .toList())));
  }

  String name() {
    return name;
  }

  List<Neighbour> neighbours() {
    return neighbours;
  }

  List<ForwardingEntry> forwarding() {
    return forwarding;
  }

  /** The node of a machine here; each of its adapters that has a link gets a port and a cable. */
  Node machine(Machine machine, String node, List<Link> links) {
    List<Device> devices = new ArrayList<>();
    for (VirtualNic nic : machine.hardware().nics()) {
      boolean linked = SegmentMembers.isLinked(machine, nic);
      Optional<SegmentMembers.Members> segment = members.of(nic.portGroup());
      int mtu = segment.map(it -> it.mtu).orElse(SegmentMembers.USUAL_MTU);
      String own = "eth" + devices.size();
      devices.add(
          Device.named(own)
              .kind(DeviceKind.VETH)
              .mac(new Mac(nic.mac().bits()))
              .mtu(mtu)
              .up(machine.isOn())
              .carrier(linked)
              .addresses(machine.isOn() ? addresses(machine, nic) : List.of())
              .build());
      if (linked) {
        String port = machine.id().token() + "." + nic.key();
        ports
            .computeIfAbsent(members.domainOf(nic.portGroup()).value(), _ -> new ArrayList<>())
            .add(
                Device.named(port)
                    .kind(DeviceKind.TAP)
                    .mac(new Mac(0xfe_00_00_00_00_00L | nic.mac().bits() & 0xff_ffff_ffffL))
                    .mtu(mtu)
                    .master(Optional.of(bridge(members.domainOf(nic.portGroup()))))
                    .port(BridgePort.PLAIN.withFiltering(members.filteringOf(nic.portGroup())))
                    .build());
        links.add(
            new Link(new Link.End(node, own), new Link.End(name, port), Link.Certainty.STATED));
        pin(machine, nic);
        segment.ifPresent(it -> it.machines.add(new Link.End(node, own)));
      }
    }
    members.fenced().name(machine, node);
    return new Node(
        node,
        NodeKind.MACHINE,
        true,
        Optional.of(name),
        members.fenced().isAppliance(machine.id()),
        Node.byName(devices),
        members.fenced().routes(machine, devices),
        List.of(),
        List.of());
  }

  private List<Address> addresses(Machine machine, VirtualNic nic) {
    List<Address> all = new ArrayList<>();
    SegmentMembers.address(nic)
        .map(ip -> new Address(ip, ip.v6() ? V6_SUBNET : V4_SUBNET, true, Proof.NONE))
        .ifPresent(all::add);
    for (IpAddress ip : members.fenced().outsideOf(machine.id(), nic.key())) {
      all.add(new Address(ip, ip.bits(), true, Proof.NONE));
    }
    return all;
  }

  /**
   * @param group the first of its private VLAN, if it is in one
   */
  private String bridge(PortGroupId group) {
    return members.of(group).map(it -> "br-" + it.device()).orElseGet(() -> members.nameOf(group));
  }

  /** Adds the bridges of every port group with machines here, and the tunnels of its segments. */
  void addTo(List<Device> devices, Optional<IpAddress> endpoint) {
    ports.forEach(
        (row, own) -> {
          PortGroupId group = new PortGroupId(row);
          Optional<SegmentMembers.Members> segment = members.of(group);
          List<SegmentMembers.Members> domain =
              segment
                  .filter(_ -> endpoint.isPresent())
                  .map(SegmentMembers.Members::domain)
                  .orElse(List.of());
          int mtu = own.getFirst().mtu();
          devices.add(
              Device.named(bridge(group))
                  .bridge(settings(segment))
                  .mac(own.getFirst().mac())
                  .mtu(mtu)
                  .build());
          devices.addAll(own);
          for (SegmentMembers.Members each : domain) {
            devices.add(tunnel(each, bridge(group), endpoint.get()));
            each.tunnels.add(new Link.End(name, each.device()));
            if (each.settings.suppression()) {
              each.domain().forEach(other -> suppress(each, other, bridge(group)));
            }
          }
        });
  }

  private static BridgeSettings settings(Optional<SegmentMembers.Members> segment) {
    BridgeSettings plain = BridgeSettings.PLAIN;
    return segment
        .map(
            it ->
                new BridgeSettings(
                    plain.vlanAware(),
                    plain.defaultVlan(),
                    it.settings.ageing(),
                    plain.stp(),
                    plain.multicastSnooping()))
        .orElse(plain);
  }

  private Device tunnel(SegmentMembers.Members segment, String bridge, IpAddress local) {
    SegmentSettings settings = segment.settings;
    TunnelEndpoint endpoint =
        TunnelEndpoint.of(settings.encapsulation())
            .id(settings.id())
            .local(Optional.of(local))
            .remote(settings.group())
            .remotes(settings.group().isPresent() ? List.of() : members.peers(segment, id))
            .learning(true)
            .ageing(settings.ageing())
            .df(
                settings.whole()
                    ? TunnelEndpoint.DontFragment.SET
                    : TunnelEndpoint.DontFragment.UNSET)
            .build();
    return Device.named(segment.device())
        .tunnel(endpoint)
        .mac(new Mac(0x02_d0_00_00_00_00L | local.low() & 0xffff_ffffL))
        .mtu(segment.mtu)
        .master(Optional.of(bridge))
        .port(
            (settings.suppression() ? suppressing() : BridgePort.PLAIN)
                .withFiltering(members.filteringOf(settings.portGroup())))
        .build();
  }

  private static BridgePort suppressing() {
    return new BridgePort(
        BridgePort.State.FORWARDING,
        true,
        true,
        true,
        true,
        false,
        false,
        false,
        true,
        false,
        BridgePort.Filtering.NONE,
        List.of());
  }

  /** Everybody's addresses are known here, so that nobody elsewhere is asked for them. */
  private void suppress(
      SegmentMembers.Members segment, SegmentMembers.Members whose, String bridge) {
    whose.byHost.forEach(
        (host, its) -> {
          Optional<IpAddress> behind = members.endpoint(host);
          if (host.equals(id) || behind.isEmpty()) {
            return;
          }
          for (SegmentMembers.Member member : its) {
            member
                .ip()
                .ifPresent(
                    ip ->
                        neighbours.add(
                            new Neighbour(
                                ip,
                                bridge,
                                Optional.of(member.mac()),
                                Neighbour.State.NOARP,
                                false,
                                Proof.NONE)));
            forwarding.add(
                ForwardingEntry.fixed(
                    ForwardingEntry.Table.TUNNEL, member.mac(), segment.device(), behind, -1));
            // the bridge answers for whom it knows behind a port that suppresses questions
            forwarding.add(
                ForwardingEntry.fixed(
                    ForwardingEntry.Table.BRIDGE,
                    member.mac(),
                    whose.device(),
                    Optional.empty(),
                    -1));
          }
        });
  }
}
