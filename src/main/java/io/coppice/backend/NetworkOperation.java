package io.coppice.backend;

import io.coppice.model.EntityId.DatacentreId;
import io.coppice.model.EntityId.HostId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.EntityId.PortGroupId;
import io.coppice.model.EntityId.SwitchId;
import io.coppice.model.inventory.PortPolicy;
import io.coppice.model.inventory.UplinkPolicy;
import io.coppice.model.overlay.AddressMapping;
import io.coppice.model.overlay.Encapsulation;
import io.coppice.model.overlay.IpAddress;
import io.coppice.model.overlay.Middlebox;
import io.coppice.model.overlay.fabric.FabricLink;
import java.util.List;
import java.util.Optional;

/**
 * Operations on overlay segments and on the network beneath. Ids of segments are unsigned;
 * addresses are texts, as people write them.
 */
public sealed interface NetworkOperation extends Operation {
  /**
   * A port group on a distributed switch, backed by a segment.
   *
   * @param group that frames for all are sent to; empty for head-end replication
   * @param mtu of its machines; 0 for what every endpoint carries
   * @param ageing of learned addresses, seconds; 0 for what is usual
   * @param cuttable whether its packets may be cut into fragments on their way
   * @param policy of its ports; empty for none
   */
  @OperationTraits(
      name = "Network.CreateSegment",
      icon = "NEW",
      lock = TargetLock.NONE,
      needs = Capability.OVERLAYS)
  record CreateSegment(
      SwitchId target,
      String name,
      Encapsulation encapsulation,
      long id,
      String tenant,
      String group,
      boolean suppression,
      int mtu,
      int ageing,
      boolean cuttable,
      Optional<PortPolicy> policy)
      implements NetworkOperation {
    /** One whose ports have no policy. */
    public CreateSegment(
        SwitchId target,
        String name,
        Encapsulation encapsulation,
        long id,
        String tenant,
        String group,
        boolean suppression,
        int mtu,
        int ageing,
        boolean cuttable) {
      this(
          target,
          name,
          encapsulation,
          id,
          tenant,
          group,
          suppression,
          mtu,
          ageing,
          cuttable,
          Optional.empty());
    }
  }

  /** The segment of a port group gets another id, tenant, suppression of questions and MTU. */
  @OperationTraits(
      name = "Network.EditSegment",
      icon = "EDIT",
      lock = TargetLock.EXCLUSIVE,
      needs = Capability.OVERLAYS)
  record EditSegment(PortGroupId target, long id, String tenant, boolean suppression, int mtu)
      implements NetworkOperation {}

  /** The segment goes, and its port group, in which no machine may be. */
  @OperationTraits(
      name = "Network.DeleteSegment",
      icon = "DELETE",
      lock = TargetLock.EXCLUSIVE,
      needs = Capability.OVERLAYS)
  record DeleteSegment(PortGroupId target) implements NetworkOperation {}

  /** An adapter joins the segment of a port group, and gets an address there. */
  @OperationTraits(
      name = "Network.Attach",
      icon = "CONNECT",
      lock = TargetLock.EXCLUSIVE,
      needs = Capability.OVERLAYS)
  record Attach(MachineId target, int adapter, PortGroupId segment) implements NetworkOperation {}

  /** An adapter has no link any more. */
  @OperationTraits(
      name = "Network.Detach",
      icon = "DISCONNECT",
      lock = TargetLock.EXCLUSIVE,
      needs = Capability.OVERLAYS)
  record Detach(MachineId target, int adapter) implements NetworkOperation {}

  /** Every link on every equal-cost way between two hosts carries packets of that size. */
  @OperationTraits(
      name = "Network.SetPathMtu",
      icon = "RESERVATIONS",
      lock = TargetLock.NONE,
      needs = Capability.OVERLAYS)
  record SetPathMtu(HostId target, HostId to, int mtu) implements NetworkOperation {}

  /**
   * A middlebox gets another rule.
   *
   * @param at its place among the rules, from 0: the first that matches decides
   */
  @OperationTraits(
      name = "Network.AddBoxRule",
      icon = "SERVICES",
      lock = TargetLock.NONE,
      needs = Capability.OVERLAYS)
  record AddBoxRule(
      DatacentreId target,
      String node,
      boolean permits,
      Middlebox.Protocol protocol,
      int port,
      int at)
      implements NetworkOperation {}

  /** A rule of a middlebox goes, by its place from 0. */
  @OperationTraits(
      name = "Network.RemoveBoxRule",
      icon = "SERVICES",
      lock = TargetLock.NONE,
      needs = Capability.OVERLAYS)
  record RemoveBoxRule(DatacentreId target, String node, int rule) implements NetworkOperation {}

  /**
   * A link is cut or restored, and has another quality.
   *
   * @param node at one of its ends: a switch's name or a host's printed id
   * @param megabits a second
   * @param latencyMicros one way, microseconds
   * @param mtu the largest IP packet that it takes, bytes; 0 for as it is
   */
  @OperationTraits(
      name = "Network.SetLink",
      icon = "CUT",
      lock = TargetLock.NONE,
      needs = Capability.OVERLAYS)
  record SetLink(
      DatacentreId target,
      String node,
      String port,
      boolean up,
      int megabits,
      int latencyMicros,
      int lossPerMillion,
      int mtu)
      implements NetworkOperation {
    /** What makes a link be as it is given. */
    public static SetLink as(DatacentreId about, FabricLink link) {
      return new SetLink(
          about,
          link.a().node(),
          link.a().port(),
          link.up(),
          link.megabits(),
          link.latencyMicros(),
          link.lossPerMillion(),
          link.mtu());
    }
  }

  /** What a distributed switch does to the frames of a port group's ports. */
  @OperationTraits(
      name = "Network.SetPortPolicy",
      icon = "PORT_POLICY",
      lock = TargetLock.EXCLUSIVE,
      needs = Capability.OVERLAYS)
  record SetPortPolicy(PortGroupId target, PortPolicy policy) implements NetworkOperation {}

  /** By which of a host's uplinks a distributed switch sends what comes in at its ports there. */
  @OperationTraits(
      name = "Network.SetUplinkPolicy",
      icon = "UPLINK_POLICY",
      lock = TargetLock.EXCLUSIVE,
      needs = Capability.OVERLAYS)
  record SetUplinkPolicy(SwitchId target, UplinkPolicy policy) implements NetworkOperation {}

  /** A host's tunnel endpoint gets another address. */
  @OperationTraits(
      name = "Network.MoveEndpoint",
      icon = "MOVE",
      lock = TargetLock.NONE,
      needs = Capability.OVERLAYS)
  record MoveEndpoint(HostId target, String address) implements NetworkOperation {}

  /**
   * A machine joins two networks of its adapters and translates addresses between them; one that
   * does so already does it so from now on.
   *
   * @param inner key of the adapter in the network whose addresses others may have too
   * @param outer key of the adapter in the network by which they are reached
   */
  @OperationTraits(
      name = "Network.SetFence",
      icon = "FENCE",
      lock = TargetLock.EXCLUSIVE,
      needs = Capability.OVERLAYS)
  record SetFence(MachineId target, int inner, int outer, List<FenceMapping> addresses)
      implements NetworkOperation {
    public SetFence {
      addresses = List.copyOf(addresses);
    }
  }

  /** A row of a fence's table, as people write addresses. */
  record FenceMapping(String inside, String outside) {
    public static FenceMapping of(AddressMapping mapping) {
      return new FenceMapping(mapping.inside().toString(), mapping.outside().toString());
    }

    /** Empty unless both are IPv4 addresses that one machine can have. */
    public Optional<AddressMapping> mapping() {
      return address(inside)
          .flatMap(in -> address(outside).map(out -> new AddressMapping(in, out)));
    }

    private static Optional<IpAddress> address(String text) {
      return IpAddress.parse(text)
          .filter(ip -> !ip.v6() && !ip.isMulticast() && !ip.isAny() && !ip.isLoopback());
    }
  }

  /** A machine joins its networks no more. */
  @OperationTraits(
      name = "Network.DeleteFence",
      icon = "DELETE",
      lock = TargetLock.EXCLUSIVE,
      needs = Capability.OVERLAYS)
  record DeleteFence(MachineId target) implements NetworkOperation {}
}
