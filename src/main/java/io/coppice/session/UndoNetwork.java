package io.coppice.session;

import io.coppice.backend.MachineOperation.EditHardware;
import io.coppice.backend.MachineOperation.NicChange;
import io.coppice.backend.NetworkOperation;
import io.coppice.backend.NetworkOperation.AddBoxRule;
import io.coppice.backend.NetworkOperation.Attach;
import io.coppice.backend.NetworkOperation.CreateSegment;
import io.coppice.backend.NetworkOperation.DeleteFence;
import io.coppice.backend.NetworkOperation.DeleteSegment;
import io.coppice.backend.NetworkOperation.Detach;
import io.coppice.backend.NetworkOperation.EditSegment;
import io.coppice.backend.NetworkOperation.FenceMapping;
import io.coppice.backend.NetworkOperation.MoveEndpoint;
import io.coppice.backend.NetworkOperation.RemoveBoxRule;
import io.coppice.backend.NetworkOperation.SetFence;
import io.coppice.backend.NetworkOperation.SetLink;
import io.coppice.backend.NetworkOperation.SetPathMtu;
import io.coppice.backend.NetworkOperation.SetPortPolicy;
import io.coppice.backend.NetworkOperation.SetUplinkPolicy;
import io.coppice.backend.Operation;
import io.coppice.model.EntityId.DatacentreId;
import io.coppice.model.EntityId.HostId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.EntityId.PortGroupId;
import io.coppice.model.inventory.Inventory;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.NetworkSwitch;
import io.coppice.model.inventory.PortGroup;
import io.coppice.model.inventory.VirtualNic;
import io.coppice.model.overlay.IpAddress;
import io.coppice.model.overlay.Middlebox;
import io.coppice.model.overlay.fabric.DerivedFabric;
import io.coppice.model.overlay.fabric.Fabric;
import io.coppice.model.overlay.fabric.FabricLink;
import io.coppice.model.overlay.fabric.Fence;
import io.coppice.model.overlay.fabric.HostEndpoint;
import io.coppice.model.overlay.fabric.HostWays;
import io.coppice.model.overlay.fabric.SegmentSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Inverses of what is done to segments and the network beneath. Links whose MTU was set together
 * each get back their own. A segment that was deleted is made again as it was, with another id.
 */
final class UndoNetwork {
  private final Inventory before;
  private final Inventory now;
  private final Fabric was;
  private final Fabric is;

  private UndoNetwork(Setup before, Setup now) {
    this.before = before.inventory();
    this.now = now.inventory();
    this.was = DerivedFabric.orSaid(before.fabric(), before.inventory());
    this.is = DerivedFabric.orSaid(now.fabric(), now.inventory());
  }

  /** What takes it back, in order; nothing if the network moved on. */
  static List<Operation> inverses(NetworkOperation done, Setup before, Setup now) {
    UndoNetwork undo = new UndoNetwork(before, now);
    return switch (done) {
      case SetPathMtu x -> undo.pathMtu(x);
      case CreateSegment x -> list(undo.created(x));
      case EditSegment x -> list(undo.edited(x));
      case DeleteSegment x -> list(undo.deleted(x));
      case Attach x -> list(undo.attached(x));
      case Detach x -> list(undo.detached(x));
      case AddBoxRule x -> list(undo.added(x));
      case RemoveBoxRule x -> list(undo.removed(x));
      case SetLink x -> list(undo.link(x));
      case SetPortPolicy x -> list(undo.policy(x));
      case SetUplinkPolicy x -> list(undo.uplinks(x));
      case MoveEndpoint x -> list(undo.moved(x));
      case SetFence x -> list(undo.fenced(x));
      case DeleteFence x -> list(undo.unfenced(x));
    };
  }

  private static List<Operation> list(Optional<? extends Operation> one) {
    return one.<List<Operation>>map(List::of).orElse(List.of());
  }

  private Optional<Operation> created(CreateSegment done) {
    return is.segments().stream()
        .filter(it -> it.isSame(done.encapsulation(), done.id()))
        .map(SegmentSettings::portGroup)
        .filter(it -> it.value() >= before.portGroups().size())
        .findFirst()
        .map(DeleteSegment::new);
  }

  private Optional<Operation> edited(EditSegment done) {
    Optional<SegmentSettings> changed =
        was.segment(done.target())
            .map(it -> it.with(done.id(), done.tenant(), done.suppression(), done.mtu()));
    return was.segment(done.target())
        .filter(_ -> is.segment(done.target()).equals(changed))
        .map(
            it -> new EditSegment(done.target(), it.id(), it.tenant(), it.suppression(), it.mtu()));
  }

  private Optional<Operation> deleted(DeleteSegment done) {
    PortGroup group = before.portGroups().get(done.target().value());
    if (group == null || now.portGroups().get(done.target().value()) != null) {
      return Optional.empty();
    }
    return was.segment(done.target())
        .map(
            it ->
                new CreateSegment(
                    group.onSwitch(),
                    group.name(),
                    it.encapsulation(),
                    it.id(),
                    it.tenant(),
                    it.group().map(IpAddress::toString).orElse(""),
                    it.suppression(),
                    it.mtu(),
                    it.ageing(),
                    !it.whole(),
                    Optional.of(group.policy()).filter(policy -> !policy.isNone())));
  }

  private static Optional<VirtualNic> nic(Inventory in, MachineId of, int key) {
    Machine machine = in.machine(of);
    return machine == null
        ? Optional.empty()
        : machine.hardware().nics().stream().filter(nic -> nic.key() == key).findFirst();
  }

  private Optional<Operation> attached(Attach done) {
    Optional<VirtualNic> old = nic(before, done.target(), done.adapter());
    boolean stands =
        nic(now, done.target(), done.adapter())
            .filter(nic -> nic.connected() && nic.portGroup().equals(done.segment()))
            .isPresent();
    return old.filter(_ -> stands).map(nic -> back(done, nic));
  }

  private Operation back(Attach done, VirtualNic old) {
    PortGroupId home = old.portGroup();
    if (old.connected() && is.segment(home).isPresent()) {
      return new Attach(done.target(), done.adapter(), home);
    }
    List<NicChange> changes = new ArrayList<>();
    if (!home.equals(done.segment())) {
      changes.add(new NicChange.Rewire(done.adapter(), home));
    }
    if (!old.connected()) {
      changes.add(new NicChange.Connect(done.adapter(), false));
    }
    return adapters(done.target(), changes);
  }

  private static Operation adapters(MachineId of, List<NicChange> changes) {
    return new EditHardware(
        of,
        Optional.empty(),
        Optional.empty(),
        List.of(),
        changes,
        Optional.empty(),
        Optional.empty());
  }

  private Optional<Operation> detached(Detach done) {
    boolean stands =
        nic(now, done.target(), done.adapter()).filter(nic -> !nic.connected()).isPresent();
    return nic(before, done.target(), done.adapter())
        .filter(nic -> stands && nic.connected())
        .map(_ -> adapters(done.target(), List.of(new NicChange.Connect(done.adapter(), true))));
  }

  private List<Operation> pathMtu(SetPathMtu done) {
    DatacentreId about = new DatacentreId(0);
    List<Operation> back = new ArrayList<>();
    for (FabricLink old : new HostWays(was, before).between(done.target(), done.to())) {
      Optional<FabricLink> link = is.links().stream().filter(it -> isAt(it, old)).findFirst();
      if (link.isEmpty() || link.get().mtu() != done.mtu()) {
        return List.of();
      }
      if (old.mtu() != done.mtu()) {
        back.add(SetLink.as(about, link.get().withMtu(old.mtu())));
      }
    }
    return back;
  }

  private static boolean isAt(FabricLink one, FabricLink other) {
    return one.joins(other.a(), other.b());
  }

  private static Optional<FabricLink> at(Fabric in, FabricLink.End end) {
    return in.links().stream().filter(it -> it.a().equals(end) || it.b().equals(end)).findFirst();
  }

  private Optional<Operation> link(SetLink done) {
    FabricLink.End end = new FabricLink.End(done.node(), done.port());
    Optional<FabricLink> old = at(was, end);
    Optional<FabricLink> wanted =
        old.map(
            it ->
                it.withUp(done.up())
                    .withQuality(done.megabits(), done.latencyMicros(), done.lossPerMillion())
                    .withMtu(done.mtu() == 0 ? it.mtu() : done.mtu()));
    return old.filter(_ -> at(is, end).equals(wanted)).map(it -> SetLink.as(done.target(), it));
  }

  private static List<Middlebox.Rule> rules(Fabric in, String node) {
    return in.node(node).flatMap(it -> it.box()).map(Middlebox::rules).orElse(List.of());
  }

  private Optional<Operation> added(AddBoxRule done) {
    List<Middlebox.Rule> wanted = new ArrayList<>(rules(was, done.node()));
    if (done.at() > wanted.size()) {
      return Optional.empty();
    }
    wanted.add(done.at(), new Middlebox.Rule(done.permits(), done.protocol(), done.port()));
    return rules(is, done.node()).equals(wanted)
        ? Optional.of(new RemoveBoxRule(done.target(), done.node(), done.at()))
        : Optional.empty();
  }

  private Optional<Operation> removed(RemoveBoxRule done) {
    List<Middlebox.Rule> wanted = new ArrayList<>(rules(was, done.node()));
    if (done.rule() >= wanted.size()) {
      return Optional.empty();
    }
    Middlebox.Rule old = wanted.remove(done.rule());
    return rules(is, done.node()).equals(wanted)
        ? Optional.of(
            new AddBoxRule(
                done.target(), done.node(), old.permits(), old.protocol(), old.port(), done.rule()))
        : Optional.empty();
  }

  private Optional<Operation> policy(SetPortPolicy done) {
    PortGroup old = before.portGroups().get(done.target().value());
    PortGroup group = now.portGroups().get(done.target().value());
    return old != null && group != null && group.policy().equals(done.policy())
        ? Optional.of(new SetPortPolicy(done.target(), old.policy()))
        : Optional.empty();
  }

  private Optional<Operation> uplinks(SetUplinkPolicy done) {
    NetworkSwitch old = before.switches().get(done.target().value());
    NetworkSwitch its = now.switches().get(done.target().value());
    return old != null && its != null && its.uplinks() == done.policy()
        ? Optional.of(new SetUplinkPolicy(done.target(), old.uplinks()))
        : Optional.empty();
  }

  private static SetFence again(Fence fence) {
    return new SetFence(
        fence.appliance(),
        fence.inner(),
        fence.outer(),
        fence.addresses().stream().map(FenceMapping::of).toList());
  }

  private Optional<Operation> fenced(SetFence done) {
    return is.fence(done.target())
        .filter(it -> isSaid(it, done))
        .map(
            _ ->
                was.fence(done.target())
                    .<Operation>map(UndoNetwork::again)
                    .orElseGet(() -> new DeleteFence(done.target())));
  }

  /** Addresses may have been typed in another spelling. */
  private static boolean isSaid(Fence fence, SetFence said) {
    return fence.inner() == said.inner()
        && fence.outer() == said.outer()
        && said.addresses().stream()
            .map(FenceMapping::mapping)
            .toList()
            .equals(fence.addresses().stream().map(Optional::of).toList());
  }

  private Optional<Operation> unfenced(DeleteFence done) {
    return was.fence(done.target())
        .filter(_ -> is.fence(done.target()).isEmpty())
        .map(UndoNetwork::again);
  }

  private Optional<Operation> moved(MoveEndpoint done) {
    boolean stands =
        address(is, done.target()).filter(it -> it.toString().equals(done.address())).isPresent();
    return address(was, done.target())
        .filter(_ -> stands)
        .map(it -> new MoveEndpoint(done.target(), it.toString()));
  }

  private static Optional<IpAddress> address(Fabric in, HostId of) {
    return in.endpoints().stream()
        .filter(it -> it.host().equals(of))
        .map(HostEndpoint::address)
        .findFirst();
  }
}
