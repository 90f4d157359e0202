package io.coppice.sim.ops.network;

import io.coppice.backend.NetworkOperation;
import io.coppice.backend.NetworkOperation.AddBoxRule;
import io.coppice.backend.NetworkOperation.Attach;
import io.coppice.backend.NetworkOperation.CreateSegment;
import io.coppice.backend.NetworkOperation.DeleteFence;
import io.coppice.backend.NetworkOperation.DeleteSegment;
import io.coppice.backend.NetworkOperation.Detach;
import io.coppice.backend.NetworkOperation.EditSegment;
import io.coppice.backend.NetworkOperation.MoveEndpoint;
import io.coppice.backend.NetworkOperation.RemoveBoxRule;
import io.coppice.backend.NetworkOperation.SetFence;
import io.coppice.backend.NetworkOperation.SetLink;
import io.coppice.backend.NetworkOperation.SetPathMtu;
import io.coppice.backend.NetworkOperation.SetPortPolicy;
import io.coppice.backend.NetworkOperation.SetUplinkPolicy;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.EntityId.PortGroupId;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.NetworkSwitch;
import io.coppice.model.inventory.PortGroup;
import io.coppice.model.inventory.PortPolicy;
import io.coppice.model.inventory.VirtualNic;
import io.coppice.model.overlay.IpAddress;
import io.coppice.model.overlay.Middlebox;
import io.coppice.model.overlay.Segment;
import io.coppice.model.overlay.fabric.DerivedFabric;
import io.coppice.model.overlay.fabric.Fabric;
import io.coppice.model.overlay.fabric.FabricLink;
import io.coppice.model.overlay.fabric.Fence;
import io.coppice.model.overlay.fabric.HostEndpoint;
import io.coppice.model.overlay.fabric.HostWays;
import io.coppice.model.overlay.fabric.SegmentSettings;
import io.coppice.sim.ops.machine.AddressAllocator;
import io.coppice.sim.ops.run.InstantProcedure;
import io.coppice.sim.ops.run.JobContext;
import io.coppice.sim.ops.run.JobRunner;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What network operations do to a world. A network that was derived becomes a said one by the first
 * change to it.
 */
public final class NetworkProcedures {
  private NetworkProcedures() {}

  public static void addTo(JobRunner runner) {
    runner.add(CreateSegment.class, new InstantProcedure<>(NetworkProcedures::create));
    runner.add(EditSegment.class, new InstantProcedure<>(NetworkProcedures::edit));
    runner.add(DeleteSegment.class, new InstantProcedure<>(NetworkProcedures::delete));
    runner.add(Attach.class, new InstantProcedure<>(NetworkProcedures::attach));
    runner.add(Detach.class, new InstantProcedure<>(NetworkProcedures::detach));
    runner.add(SetPathMtu.class, new InstantProcedure<>(NetworkProcedures::setPathMtu));
    runner.add(AddBoxRule.class, new InstantProcedure<>(NetworkProcedures::addRule));
    runner.add(RemoveBoxRule.class, new InstantProcedure<>(NetworkProcedures::removeRule));
    runner.add(SetLink.class, new InstantProcedure<>(NetworkProcedures::setLink));
    runner.add(SetUplinkPolicy.class, new InstantProcedure<>(NetworkProcedures::setUplinks));
    runner.add(SetPortPolicy.class, new InstantProcedure<>(NetworkProcedures::setPolicy));
    runner.add(SetFence.class, new InstantProcedure<>(NetworkProcedures::setFence));
    runner.add(DeleteFence.class, new InstantProcedure<>(NetworkProcedures::deleteFence));
    runner.add(MoveEndpoint.class, new InstantProcedure<>(NetworkProcedures::moveEndpoint));
  }

  private static Fabric fabric(JobContext<? extends NetworkOperation> context) {
    return DerivedFabric.orSaid(context.world().fabric(), context.inventory());
  }

  private static void change(
      JobContext<? extends NetworkOperation> context, UnaryOperator<Fabric> change) {
    context.world().setFabric(change.apply(fabric(context)));
  }

  private static void create(JobContext<CreateSegment> context) {
    CreateSegment asked = context.operation();
    var groups = context.inventory().portGroups();
    PortGroupId id = new PortGroupId(groups.size());
    // what is derived must not take the new port group for a segment of its own
    Fabric before = fabric(context);
    groups.add(
        new PortGroup(
            id,
            asked.name(),
            context.inventory().switches().get(asked.target().value()).folder(),
            asked.target(),
            0,
            asked.policy().orElse(PortPolicy.NONE)));
    Optional<IpAddress> group =
        asked.group().isEmpty() ? Optional.empty() : IpAddress.parse(asked.group());
    List<SegmentSettings> segments = new ArrayList<>(before.segments());
    segments.add(
        new SegmentSettings(
            id,
            asked.encapsulation(),
            asked.id(),
            asked.tenant(),
            group.isPresent() ? Segment.Replication.MULTICAST : Segment.Replication.HEAD_END,
            group,
            asked.ageing() == 0 ? SegmentSettings.AGEING : asked.ageing(),
            asked.suppression(),
            !asked.cuttable(),
            asked.mtu()));
    context.world().setFabric(before.withSegments(segments));
    context.recordEvent(
        "event.network.segment-created",
        id,
        asked.name(),
        asked.encapsulation(),
        Long.toUnsignedString(asked.id()));
  }

  private static void setUplinks(JobContext<SetUplinkPolicy> context) {
    SetUplinkPolicy asked = context.operation();
    int row = asked.target().value();
    NetworkSwitch was = context.inventory().switches().get(row);
    context.inventory().switches().set(row, was.withUplinks(asked.policy()));
    context.recordEvent("event.network.uplinks-set", was.id(), was.name());
  }

  private static void setPolicy(JobContext<SetPortPolicy> context) {
    SetPortPolicy asked = context.operation();
    int row = asked.target().value();
    PortGroup was = context.inventory().portGroups().get(row);
    context.inventory().portGroups().set(row, was.withPolicy(asked.policy()));
    context.recordEvent("event.network.policy-set", was.id(), was.name());
  }

  private static void edit(JobContext<EditSegment> context) {
    EditSegment asked = context.operation();
    change(
        context,
        it ->
            it.withSegments(
                it.segments().stream()
                    .map(
                        segment ->
                            segment.portGroup().equals(asked.target())
                                ? segment.with(
                                    asked.id(), asked.tenant(), asked.suppression(), asked.mtu())
                                : segment)
                    .toList()));
    context.recordEvent(
        "event.network.segment-edited", asked.target(), context.index().name(asked.target()));
  }

  private static void delete(JobContext<DeleteSegment> context) {
    PortGroupId id = context.operation().target();
    String name = context.index().name(id);
    change(
        context,
        it ->
            it.withSegments(
                it.segments().stream().filter(s -> !s.portGroup().equals(id)).toList()));
    context.inventory().portGroups().set(id.value(), null);
    context.recordEvent("event.network.segment-deleted", id, name);
  }

  private static void attach(JobContext<Attach> context) {
    Attach asked = context.operation();
    Machine joined =
        withNic(
            context.machine(),
            asked.adapter(),
            nic ->
                nic.withPortGroup(asked.segment())
                    .withConnected(true)
                    .withAddress(nic.mac(), io.coppice.model.IpAddress.NONE));
    context.world().set(joined.isOn() ? AddressAllocator.given(joined, context.index()) : joined);
    context.recordEvent(
        "event.network.attached",
        asked.target(),
        joined.name(),
        context.index().name(asked.segment()));
  }

  private static void detach(JobContext<Detach> context) {
    Machine left =
        withNic(context.machine(), context.operation().adapter(), nic -> nic.withConnected(false));
    context.world().set(left);
    context.recordEvent("event.network.detached", left.id(), left.name());
  }

  private static Machine withNic(Machine machine, int key, UnaryOperator<VirtualNic> change) {
    return machine.withHardware(
        machine
            .hardware()
            .withNics(
                machine.hardware().nics().stream()
                    .map(nic -> nic.key() == key ? change.apply(nic) : nic)
                    .toList()));
  }

  private static void setPathMtu(JobContext<SetPathMtu> context) {
    SetPathMtu asked = context.operation();
    Fabric before = fabric(context);
    List<FabricLink> way =
        new HostWays(before, context.inventory()).between(asked.target(), asked.to());
    context
        .world()
        .setFabric(before.withLinks(link -> way.contains(link) ? link.withMtu(asked.mtu()) : link));
    context.recordEvent(
        "event.network.mtu-set",
        asked.target(),
        context.index().name(asked.target()),
        context.index().name(asked.to()),
        asked.mtu(),
        way.size());
  }

  private static void addRule(JobContext<AddBoxRule> context) {
    AddBoxRule asked = context.operation();
    rules(
        context,
        asked.node(),
        rules -> {
          List<Middlebox.Rule> more = new ArrayList<>(rules);
          more.add(asked.at(), new Middlebox.Rule(asked.permits(), asked.protocol(), asked.port()));
          return more;
        });
    context.recordEvent("event.network.rule-added", asked.target(), asked.node());
  }

  private static void removeRule(JobContext<RemoveBoxRule> context) {
    RemoveBoxRule asked = context.operation();
    rules(
        context,
        asked.node(),
        rules -> {
          List<Middlebox.Rule> less = new ArrayList<>(rules);
          less.remove(asked.rule());
          return less;
        });
    context.recordEvent("event.network.rule-removed", asked.target(), asked.node());
  }

  private static void rules(
      JobContext<? extends NetworkOperation> context,
      String node,
      UnaryOperator<List<Middlebox.Rule>> change) {
    change(
        context,
        it ->
            it.withNode(
                node,
                box -> {
                  Middlebox before = box.box().orElse(Middlebox.PLAIN);
                  return box.withBox(before.withRules(change.apply(before.rules())));
                }));
  }

  private static void setLink(JobContext<SetLink> context) {
    SetLink asked = context.operation();
    FabricLink.End end = new FabricLink.End(asked.node(), asked.port());
    change(
        context,
        it ->
            it.withLinks(
                link ->
                    link.a().equals(end) || link.b().equals(end)
                        ? link.withUp(asked.up())
                            .withQuality(
                                asked.megabits(), asked.latencyMicros(), asked.lossPerMillion())
                            .withMtu(asked.mtu() == 0 ? link.mtu() : asked.mtu())
                        : link));
    context.recordEvent(
        asked.up() ? "event.network.link-set" : "event.network.link-cut",
        asked.target(),
        asked.node(),
        asked.port());
  }

  private static void setFence(JobContext<SetFence> context) {
    SetFence asked = context.operation();
    Fence made =
        new Fence(
            asked.target(),
            asked.inner(),
            asked.outer(),
            asked.addresses().stream().map(it -> it.mapping().orElseThrow()).toList());
    change(
        context,
        it -> {
          List<Fence> fences = new ArrayList<>(it.fences());
          fences.removeIf(fence -> fence.appliance().equals(asked.target()));
          fences.add(made);
          fences.sort(Comparator.comparingInt(fence -> fence.appliance().value()));
          return it.withFences(fences);
        });
    context.recordEvent(
        "event.network.fence-set",
        asked.target(),
        context.index().name(asked.target()),
        made.addresses().size());
  }

  private static void deleteFence(JobContext<DeleteFence> context) {
    MachineId appliance = context.operation().target();
    change(context, it -> it.withoutFence(appliance));
    context.recordEvent("event.network.fence-deleted", appliance, context.index().name(appliance));
  }

  private static void moveEndpoint(JobContext<MoveEndpoint> context) {
    MoveEndpoint asked = context.operation();
    IpAddress address = IpAddress.parse(asked.address()).orElseThrow();
    change(
        context,
        it ->
            it.withEndpoints(
                it.endpoints().stream()
                    .map(
                        endpoint ->
                            endpoint.host().equals(asked.target())
                                ? new HostEndpoint(asked.target(), address)
                                : endpoint)
                    .toList()));
    context.recordEvent(
        "event.network.endpoint-moved",
        asked.target(),
        context.index().name(asked.target()),
        asked.address());
  }
}
