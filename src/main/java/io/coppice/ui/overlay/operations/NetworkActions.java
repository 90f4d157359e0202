package io.coppice.ui.overlay.operations;

import io.coppice.backend.NetworkOperation.DeleteFence;
import io.coppice.backend.NetworkOperation.DeleteSegment;
import io.coppice.backend.NetworkOperation.EditSegment;
import io.coppice.backend.Snapshot;
import io.coppice.model.EntityId;
import io.coppice.model.EntityId.DatacentreId;
import io.coppice.model.EntityId.HostId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.EntityId.PortGroupId;
import io.coppice.model.EntityId.SwitchId;
import io.coppice.model.inventory.Machine;
import io.coppice.model.overlay.fabric.SegmentSettings;
import io.coppice.session.Session;
import io.coppice.ui.kit.Action;
import io.coppice.ui.kit.Action.Group;
import io.coppice.ui.kit.Icons;
import io.coppice.ui.kit.UiContext;
import io.coppice.ui.kit.actions.ActionFace;
import io.coppice.ui.kit.actions.ActionTarget;
import io.coppice.ui.kit.actions.Confirmation;
import io.coppice.ui.kit.actions.ObjectAction;
import io.coppice.ui.kit.actions.ObjectAction.Beginning;
import io.coppice.ui.kit.actions.ObjectAction.Operations;
import io.coppice.ui.kit.actions.SelectedObjects;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;
import java.util.stream.Stream;

/** Every action on the network of a site. */
public final class NetworkActions {
  private final Session session;
  private NetworkSetup newest;

  private NetworkActions(Session session) {
    this.session = session;
  }

  /** Makes them. */
  public static List<Action> all(Session session) {
    return new NetworkActions(session).all();
  }

  private List<Action> all() {
    return List.of(
        one(
            ActionFace.of("segment-new", Icons.SEGMENT, Group.NEW),
            NetworkActions::isDistributed,
            Operations.unknown(),
            (id, context) -> SegmentForm.create((SwitchId) id, context)),
        one(
            ActionFace.of("segment-edit", Icons.EDIT, Group.EDIT),
            this::isSegment,
            (id, snapshot) -> segment(id, snapshot).map(NetworkActions::unchanged).stream(),
            (id, context) -> SegmentForm.edit((PortGroupId) id, context)),
        one(
            ActionFace.of("segment-members", Icons.SEGMENT_MEMBERS, Group.EDIT),
            this::isSegment,
            Operations.unknown(),
            (id, context) -> MemberForms.members((PortGroupId) id, context)),
        one(
            ActionFace.of("port-policy", Icons.PORT_POLICY, Group.EDIT),
            NetworkActions::isOnDistributed,
            Operations.unknown(),
            (id, context) -> PortPolicyForm.open((PortGroupId) id, context)),
        one(
            ActionFace.of("uplink-policy", Icons.UPLINK_POLICY, Group.EDIT),
            NetworkActions::isDistributed,
            Operations.unknown(),
            (id, context) -> UplinkPolicyForm.open((SwitchId) id, context)),
        many(
            ActionFace.of("segment-attach", Icons.CONNECT, Group.EDIT),
            NetworkActions::hasAdapters,
            (_, on, context) -> MemberForms.attach(on, context)),
        many(
            ActionFace.of("segment-detach", Icons.DISCONNECT, Group.EDIT),
            this::isMember,
            (_, on, context) -> MemberForms.detach(on, context)),
        one(
            ActionFace.of("segment-fence", Icons.FENCE, Group.EDIT),
            this::isSegment,
            Operations.unknown(),
            (id, context) -> FenceForm.ofSegment((PortGroupId) id, context)),
        one(
            ActionFace.of("fence-set", Icons.FENCE, Group.EDIT),
            (id, snapshot) ->
                machine(id, snapshot)
                    .anyMatch(it -> !it.template() && it.hardware().nics().size() > 1),
            Operations.unknown(),
            (id, context) -> FenceForm.ofMachine((MachineId) id, context)),
        pathMtu(),
        one(
            ActionFace.of("endpoint-move", Icons.MOVE, Group.HOST),
            this::hasEndpoint,
            Operations.unknown(),
            (id, context) -> HostForms.endpoint((HostId) id, context)),
        one(
            ActionFace.of("link-set", Icons.CUT, Group.EDIT),
            (id, snapshot) -> id instanceof DatacentreId || hasEndpoint(id, snapshot),
            Operations.unknown(),
            NetworkActions::link),
        one(
            ActionFace.of("box-rule-add", Icons.MIDDLEBOX, Group.EDIT),
            this::hasBoxes,
            Operations.unknown(),
            (id, context) -> BoxForms.add((DatacentreId) id, Optional.empty(), context)),
        one(
            ActionFace.of("box-rule-remove", Icons.MIDDLEBOX, Group.EDIT),
            this::hasBoxes,
            Operations.unknown(),
            (id, context) -> BoxForms.remove((DatacentreId) id, Optional.empty(), context)),
        deleteFence(),
        delete());
  }

  private Action one(
      ActionFace face,
      BiPredicate<EntityId, Snapshot> shown,
      Operations<EntityId> probe,
      BiConsumer<EntityId, UiContext> form) {
    return new ObjectAction<>(
        session,
        face,
        ActionTarget.each(shown).upTo(1),
        probe,
        (_, on, context) -> form.accept(on.getFirst(), context));
  }

  private Action many(
      ActionFace face, BiPredicate<EntityId, Snapshot> shown, Beginning<EntityId> form) {
    return new ObjectAction<>(session, face, ActionTarget.each(shown), Operations.unknown(), form);
  }

  /** From the one host to the other, where two are selected. */
  private Action pathMtu() {
    ActionTarget<EntityId> two = ActionTarget.each(this::hasEndpoint).upTo(2);
    return new ObjectAction<>(
        session,
        ActionFace.of("path-mtu", Icons.PATH_MTU, Group.HOST),
        two,
        Operations.unknown(),
        (_, on, context) -> HostForms.pathMtu(on, context));
  }

  private Action deleteFence() {
    return new ObjectAction<>(
        session,
        ActionFace.of("fence-delete", Icons.DELETE, Group.REMOVE),
        ActionTarget.each(this::isFence),
        Operations.one(id -> new DeleteFence((MachineId) id)),
        Confirmation.always(
            (on, context) ->
                context
                    .texts()
                    .get(
                        "network.form.fence.delete.said",
                        on.size(),
                        SelectedObjects.listed(
                            on.stream()
                                .map(context.session().snapshot().contents()::displayName)
                                .toList(),
                            context))));
  }

  private boolean isFence(EntityId id, Snapshot snapshot) {
    return id instanceof MachineId machine && setup(snapshot).fabric().fence(machine).isPresent();
  }

  private Action delete() {
    return new ObjectAction<>(
        session,
        ActionFace.of("segment-delete", Icons.DELETE, Group.REMOVE),
        ActionTarget.each(this::isSegment),
        Operations.one(id -> new DeleteSegment((PortGroupId) id)),
        Confirmation.always(
            (on, context) ->
                context
                    .texts()
                    .get(
                        "network.form.delete.said",
                        on.size(),
                        SelectedObjects.listed(
                            on.stream()
                                .map(context.session().snapshot().contents()::displayName)
                                .toList(),
                            context))));
  }

  private static void link(EntityId id, UiContext context) {
    NetworkSetup setup = NetworkSetup.of(context.session().snapshot());
    String title = setup.name(id);
    setup
        .datacentre("")
        .ifPresent(
            first -> {
              if (id instanceof DatacentreId about) {
                LinkForm.open(about, title, _ -> true, context);
              } else {
                LinkForm.open(
                    first,
                    title,
                    it -> it.a().node().equals(id.token()) || it.b().node().equals(id.token()),
                    context);
              }
            });
  }

  /** Asked for each object of a selection, and worked out once a snapshot. Any thread. */
  private synchronized NetworkSetup setup(Snapshot snapshot) {
    if (newest == null || !newest.isOf(snapshot)) {
      newest = NetworkSetup.of(snapshot);
    }
    return newest;
  }

  private static EditSegment unchanged(SegmentSettings it) {
    return new EditSegment(it.portGroup(), it.id(), it.tenant(), it.suppression(), it.mtu());
  }

  private Optional<SegmentSettings> segment(EntityId id, Snapshot snapshot) {
    return id instanceof PortGroupId group ? setup(snapshot).segment(group) : Optional.empty();
  }

  private boolean isSegment(EntityId id, Snapshot snapshot) {
    return segment(id, snapshot).isPresent();
  }

  private static boolean isDistributed(EntityId id, Snapshot snapshot) {
    return id instanceof SwitchId it
        && Optional.ofNullable(snapshot.inventory().switches().get(it.value()))
            .filter(found -> found.isDistributed())
            .isPresent();
  }

  private static boolean isOnDistributed(EntityId id, Snapshot snapshot) {
    return id instanceof PortGroupId it
        && Optional.ofNullable(snapshot.inventory().portGroups().get(it.value()))
            .filter(group -> isDistributed(group.onSwitch(), snapshot))
            .isPresent();
  }

  private static Stream<Machine> machine(EntityId id, Snapshot snapshot) {
    return id instanceof MachineId it
        ? Stream.ofNullable(snapshot.inventory().machine(it))
        : Stream.empty();
  }

  private static boolean hasAdapters(EntityId id, Snapshot snapshot) {
    return machine(id, snapshot).anyMatch(it -> !it.template() && !it.hardware().nics().isEmpty());
  }

  private boolean isMember(EntityId id, Snapshot snapshot) {
    return machine(id, snapshot)
        .anyMatch(it -> !MemberForms.attached(it, setup(snapshot)).isEmpty());
  }

  private boolean hasEndpoint(EntityId id, Snapshot snapshot) {
    return id instanceof HostId host && setup(snapshot).endpoint(host).isPresent();
  }

  private boolean hasBoxes(EntityId id, Snapshot snapshot) {
    return id instanceof DatacentreId && !setup(snapshot).boxes().isEmpty();
  }
}
