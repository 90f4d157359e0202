package io.coppice.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import atlantafx.base.controls.ModalPane;
import io.coppice.backend.ForkOperation;
import io.coppice.backend.InventoryOperation;
import io.coppice.backend.Snapshot;
import io.coppice.model.EntityId;
import io.coppice.model.EntityId.ForkGroupId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.EntityId.ResourcePoolId;
import io.coppice.model.fork.ForkMember;
import io.coppice.model.fork.ForkSpec;
import io.coppice.model.fork.TrustDomain;
import io.coppice.model.inventory.Allocation;
import io.coppice.model.inventory.DrsPolicy;
import io.coppice.model.inventory.Entity;
import io.coppice.model.inventory.ResourcePool;
import io.coppice.store.MemoryStore;
import io.coppice.testkit.LiveConsole;
import io.coppice.testkit.NodeNames;
import io.coppice.testkit.Sessions;
import io.coppice.testkit.SmallSite;
import io.coppice.ui.kit.Action;
import io.coppice.ui.kit.Place;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.stage.PopupWindow;
import javafx.stage.Window;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Walks through every form, question, page of a fork group and pop-over. */
class FormsWalkTest {
  /** Actions that open something over the window. */
  private static final List<String> ASKING =
      List.of(
          "new-machine",
          "clone",
          "migrate",
          "snapshot-take",
          "edit-hardware",
          "edit-allocation",
          "edit-tags",
          "edit-notes",
          "rename",
          "move",
          "new-folder",
          "new-cluster",
          "new-pool",
          "new-vapp",
          "start-order",
          "add-host",
          "new-datastore",
          "new-switch",
          "new-port-group",
          "edit-network",
          "uplinks",
          "links",
          "crash-host",
          "power-on",
          "power-off",
          "delete",
          "fork",
          "fork-freeze",
          "fork-refork",
          "fork-keep-winner",
          "fork-lease",
          "fork-sharing-on",
          "fork-elastic-start",
          "fork-end",
          "palette");

  private static final MachineId SOURCE = new MachineId(1);
  private static final MachineId FROZEN = new MachineId(2);

  @TempDir Path folder;
  private LiveConsole console;
  private final NodeNames said = new NodeNames();
  private final Set<Class<?>> escaped = new HashSet<>();

  @AfterEach
  void close() {
    console.close();
  }

  private Snapshot now() {
    return console.session().snapshot();
  }

  /** A group with children, and one with a frozen parent. */
  private List<ForkGroupId> forked() throws TimeoutException {
    console
        .session()
        .submit(
            "fork",
            List.of(
                new ForkOperation.Fork(SOURCE, ForkSpec.of(3, "f-#")),
                new ForkOperation.Freeze(FROZEN, "frozen", new TrustDomain("tests"))));
    console.until(() -> groups().size() == 2);
    console.until(
        () ->
            groups().stream()
                .flatMap(group -> now().forks().membersOf(group).stream())
                .noneMatch(member -> member.state() == ForkMember.State.STARTING));
    return groups();
  }

  /** Two machines, one of which starts before the other. */
  private void putTogether() throws TimeoutException {
    console
        .session()
        .submit(
            "vApp",
            List.of(
                new InventoryOperation.CreatePool(
                    now().inventory().machine(SOURCE).pool(),
                    "vApp",
                    Allocation.normalPoolCpu(),
                    Allocation.normalPoolMemory(),
                    true)));
    console.until(() -> vapp().isPresent());
    ResourcePoolId made = vapp().orElseThrow().id();
    console
        .session()
        .submit(
            "move",
            List.of(
                new InventoryOperation.Move(SOURCE, made),
                new InventoryOperation.Move(FROZEN, made)));
    console.until(() -> vapp().orElseThrow().vapp().orElseThrow().startOrder().size() == 2);
  }

  /** Powering on asks where DRS recommends only. */
  private void recommend() throws TimeoutException {
    DrsPolicy manual = new DrsPolicy(DrsPolicy.Automation.MANUAL, 3, List.of());
    console
        .session()
        .submit("policy", List.of(new InventoryOperation.SetDrsPolicy(SmallSite.CLUSTER, manual)));
    console.until(
        () ->
            now().inventory().clusters().get(SmallSite.CLUSTER.value()).drsPolicy().equals(manual));
  }

  private Optional<ResourcePool> vapp() {
    List<ResourcePool> found = new ArrayList<>();
    now().inventory().pools().forEach(found::add);
    return found.stream().filter(pool -> pool.vapp().isPresent()).findFirst();
  }

  private List<ForkGroupId> groups() {
    List<ForkGroupId> groups = new ArrayList<>();
    now().forks().groups().forEach(group -> groups.add(group.id()));
    return groups;
  }

  /** One of each kind, and what forking made. */
  private List<EntityId> objects(List<ForkGroupId> groups) {
    List<EntityId> objects = new ArrayList<>(groups);
    now().forks().membersOf(groups.getFirst()).forEach(member -> objects.add(member.machine()));
    for (EntityId.Kind kind : EntityId.Kind.values()) {
      var table = now().inventory().table(kind);
      for (int row = 0; table != null && row < table.size(); row++) {
        if (table.get(row) != null) {
          Entity entity = table.get(row);
          objects.add(entity.id());
        }
      }
    }
    return objects;
  }

  private void look(String where) {
    console.settle();
    LiveConsole.onFx(
        () -> {
          said.lookAround(where);
          return null;
        });
  }

  private boolean isAsking() {
    return console.scene().lookup("#modal") instanceof ModalPane modal && modal.isDisplay();
  }

  private void open(Action action, List<EntityId> on) throws TimeoutException {
    LiveConsole.onFx(
        () -> {
          action.run(on, console.shell().context());
          return null;
        });
    console.until(this::isAsking);
    console.settle();
  }

  /** Esc closes what is open, whatever control in it has the keyboard; each sort is tried once. */
  private void escape(Action action, List<EntityId> on) throws TimeoutException {
    Optional<Class<?>> sort = newSort();
    while (sort.isPresent()) {
      Class<?> one = sort.get();
      escaped.add(one);
      LiveConsole.onFx(
          () -> {
            Node node = takers().filter(it -> it.getClass() == one).findFirst().orElseThrow();
            node.requestFocus();
            node.fireEvent(
                new KeyEvent(
                    KeyEvent.KEY_PRESSED, "", "", KeyCode.ESCAPE, false, false, false, false));
            return null;
          });
      console.settle();
      assertFalse(
          LiveConsole.onFx(this::isAsking), action.id() + " stays open for " + one.getSimpleName());
      open(action, on);
      sort = newSort();
    }
  }

  private Optional<Class<?>> newSort() {
    return LiveConsole.onFx(
        () ->
            takers().<Class<?>>map(Node::getClass).filter(it -> !escaped.contains(it)).findFirst());
  }

  /** What in the form or question can have the keyboard. */
  private Stream<Node> takers() {
    return within(console.scene().lookup("#modal"))
        .filter(it -> it.isFocusTraversable() && !it.isDisabled() && it.isVisible());
  }

  private static Stream<Node> within(Node node) {
    Stream<Node> inside =
        node instanceof Parent parent
            ? parent.getChildrenUnmodifiable().stream().flatMap(FormsWalkTest::within)
            : Stream.of();
    return Stream.concat(Stream.of(node), inside);
  }

  private void ask(Action action, List<EntityId> on) throws TimeoutException {
    open(action, on);
    escape(action, on);
    look(action.id());
    while (LiveConsole.onFx(() -> next().isPresent())) {
      LiveConsole.onFx(
          () -> {
            next().ifPresent(Button::fire);
            return null;
          });
      look(action.id());
    }
    LiveConsole.onFx(
        () -> {
          console.shell().context().dialogs().hide();
          return null;
        });
    console.until(() -> !isAsking());
  }

  private Optional<Button> next() {
    return console.scene().lookup("#form-next") instanceof Button next && !next.isDisabled()
        ? Optional.of(next)
        : Optional.empty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "de"})
  void everyNodeThatTakesTheFocusHasAName(String language) throws TimeoutException {
    console =
        LiveConsole.open(
            Sessions.over(new MemoryStore(List.of()), Sessions.sims(), SmallSite.of(4, 12)),
            Locale.forLanguageTag(language),
            theme -> Screens.all(theme, folder));
    putTogether();
    recommend();
    List<ForkGroupId> groups = forked();
    console.go(new Place.Page(groups.getFirst(), ""));
    TabPane tabs = console.node("group-tabs", TabPane.class);
    for (Tab tab : LiveConsole.onFx(() -> List.copyOf(tabs.getTabs()))) {
      LiveConsole.onFx(
          () -> {
            tabs.getSelectionModel().select(tab);
            return null;
          });
      look(tab.getId());
    }
    Set<String> unasked = new TreeSet<>(ASKING);
    for (EntityId object : objects(groups)) {
      for (String id : List.copyOf(unasked)) {
        Action action = console.shell().context().actions().find(id).orElseThrow();
        List<EntityId> on = id.equals("palette") ? List.of() : List.of(object);
        if (action.applies(on, now()) && action.refusal(on, now()).isEmpty()) {
          ask(action, on);
          unasked.remove(id);
        }
      }
    }
    assertEquals(Set.of(), unasked, "what nothing could be asked of");
    console.go(new Place.Page(SOURCE, "fork"));
    look("fork");
    columnsAndFilters();
    assertEquals(Map.of(), said.faults());
  }

  /** The pop-over and the second row of a table's head. */
  private void columnsAndFilters() throws TimeoutException {
    now()
        .inventory()
        .datacentres()
        .forEach(datacentre -> console.go(new Place.Page(datacentre.id(), "machines")));
    console.until(() -> console.scene().lookup("#table-columns") instanceof ButtonBase);
    for (String button : List.of("#table-filters", "#table-columns")) {
      LiveConsole.onFx(
          () -> {
            ((ButtonBase) console.scene().lookup(button)).fire();
            return null;
          });
      look(button);
    }
    assertTrue(
        LiveConsole.onFx(
            () -> Window.getWindows().stream().anyMatch(PopupWindow.class::isInstance)));
    Node columns = LiveConsole.onFx(() -> console.scene().lookup("#table-columns"));
    LiveConsole.onFx(
        () -> {
          ((ButtonBase) columns).fire();
          return null;
        });
  }
}
