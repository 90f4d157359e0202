package io.coppice.ui.overlay.operations;

import io.coppice.backend.NetworkOperation.SetLink;
import io.coppice.backend.Snapshot;
import io.coppice.model.EntityId;
import io.coppice.model.EntityId.DatacentreId;
import io.coppice.model.EntityId.SwitchId;
import io.coppice.model.Problem;
import io.coppice.model.inventory.NetworkSwitch;
import io.coppice.model.overlay.fabric.FabricLink;
import io.coppice.ui.kit.Action;
import io.coppice.ui.kit.ActionMenus;
import io.coppice.ui.kit.Icons;
import io.coppice.ui.kit.UiContext;
import io.coppice.ui.overlay.graph.NetworkGraph;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javafx.scene.control.MenuItem;

/**
 * What can be done to the things of a network's picture, as items of menus. Where the site cannot
 * be changed, one item says why. FX thread.
 */
public final class ChangeMenu {
  private static final Set<String> MACHINE =
      Set.of("segment-attach", "segment-detach", "fence-set", "fence-delete");
  private static final Set<String> HOST = Set.of("path-mtu", "endpoint-move", "link-set");
  private static final Set<String> SEGMENT =
      Set.of("segment-edit", "segment-members", "segment-fence", "segment-delete");

  private final UiContext context;

  public ChangeMenu(UiContext context) {
    this.context = context;
  }

  private String text(String key, Object... args) {
    return context.texts().get(key, args);
  }

  private Snapshot now() {
    return context.session().snapshot();
  }

  /** Why nothing of this network can be changed, if so. */
  private Optional<MenuItem> refusal() {
    SetLink any = new SetLink(new DatacentreId(0), "", "", true, 1, 0, 0, 0);
    return context
            .session()
            .site()
            .capabilities()
            .contains(io.coppice.backend.Capability.OPERATIONS)
        ? Optional.empty()
        : context.session().site().preflight(any, now()).problems().stream()
            .findFirst()
            .map(this::refused);
  }

  private MenuItem refused(Problem problem) {
    MenuItem item =
        new MenuItem(text("network.change") + "\n" + ActionMenus.reason(problem, context));
    item.setId("network-change-refused");
    item.setDisable(true);
    return item;
  }

  private List<MenuItem> on(EntityId id, Set<String> wanted) {
    List<Action> actions =
        context.actions().on(List.of(id), now()).stream()
            .filter(action -> wanted.contains(action.id()))
            .toList();
    return ActionMenus.items(actions, List.of(id), context);
  }

  private MenuItem item(String name, String text, Icons icon, Runnable run) {
    MenuItem item = new MenuItem(text, icon.node());
    item.setId("network-change-" + name);
    item.setOnAction(_ -> run.run());
    return item;
  }

  /** Of a machine of the picture. */
  public List<MenuItem> machine(NetworkGraph graph, int machine) {
    return refusal()
        .map(List::of)
        .orElseGet(() -> entity(graph.machines().get(machine).key(), MACHINE));
  }

  private List<MenuItem> entity(String key, Set<String> wanted) {
    return EntityId.parse(key).map(id -> on(id, wanted)).orElse(List.of());
  }

  /** Of a host, switch or middlebox. */
  public List<MenuItem> node(NetworkGraph graph, int node) {
    NetworkGraph.Node it = graph.nodes().get(node);
    Optional<MenuItem> refusal = refusal();
    if (refusal.isPresent()) {
      return List.of(refusal.get());
    }
    NetworkSetup setup = NetworkSetup.of(now());
    Optional<DatacentreId> about = setup.datacentre(it.site());
    return about.isPresent() && setup.isBox(it.key())
        ? rules(about.get(), Optional.of(it.key()))
        : entity(it.key(), HOST);
  }

  private List<MenuItem> rules(DatacentreId about, Optional<String> box) {
    return List.of(
        item(
            "rule-add",
            text("action.box-rule-add"),
            Icons.SERVICES,
            () -> BoxForms.add(about, box, context)),
        item(
            "rule-remove",
            text("action.box-rule-remove"),
            Icons.SERVICES,
            () -> BoxForms.remove(about, box, context)));
  }

  /** Of a link. */
  public List<MenuItem> link(NetworkGraph graph, int link) {
    Optional<MenuItem> refusal = refusal();
    if (refusal.isPresent()) {
      return List.of(refusal.get());
    }
    NetworkSetup setup = NetworkSetup.of(now());
    String site = graph.nodes().get(graph.links().get(link).from()).site();
    return setup
        .link(graph, link)
        .flatMap(it -> setup.datacentre(site).map(about -> link(setup, about, it)))
        .orElse(List.of());
  }

  private List<MenuItem> link(NetworkSetup setup, DatacentreId about, FabricLink link) {
    String verb = text(link.up() ? "network.change.cut" : "network.change.restore");
    String step = text("network.change.done", verb, setup.name(link));
    SetLink toggled = SetLink.as(about, link.withUp(!link.up()));
    return List.of(
        item(
            link.up() ? "cut" : "restore",
            verb,
            link.up() ? Icons.CUT : Icons.REPAIR,
            () -> context.dialogs().submit(step, List.of(toggled))),
        item(
            "link",
            text("network.change.link"),
            Icons.RESERVATIONS,
            () -> LinkForm.open(about, link, context)));
  }

  /** Of a segment. */
  public List<MenuItem> segment(NetworkGraph graph, int segment) {
    return refusal()
        .map(List::of)
        .orElseGet(
            () ->
                NetworkSetup.of(now())
                    .segment(graph.segments().get(segment).kind())
                    .map(id -> on(id, SEGMENT))
                    .orElse(List.of()));
  }

  /** Of the network as a whole. */
  public List<MenuItem> site() {
    Optional<MenuItem> refusal = refusal();
    if (refusal.isPresent()) {
      return List.of(refusal.get());
    }
    NetworkSetup setup = NetworkSetup.of(now());
    List<MenuItem> items = new ArrayList<>();
    now()
        .inventory()
        .switches()
        .forEach(
            it -> {
              if (it.isDistributed()) {
                items.add(segmentOn(it));
              }
            });
    setup
        .datacentre("")
        .ifPresent(
            about -> {
              items.add(
                  item(
                      "links",
                      text("action.link-set"),
                      Icons.CUT,
                      () -> LinkForm.open(about, setup.name(about), _ -> true, context)));
              if (!setup.boxes().isEmpty()) {
                items.addAll(rules(about, Optional.empty()));
              }
            });
    return items;
  }

  private MenuItem segmentOn(NetworkSwitch it) {
    SwitchId id = it.id();
    return item(
        "segment-" + id.value(),
        text("network.change.done", text("action.segment-new"), it.name()),
        Icons.NEW,
        () -> SegmentForm.create(id, context));
  }
}
