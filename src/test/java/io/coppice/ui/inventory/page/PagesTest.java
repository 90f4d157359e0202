package io.coppice.ui.inventory.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.backend.InventoryOperation;
import io.coppice.backend.MachineOperation;
import io.coppice.backend.Speed;
import io.coppice.model.EntityId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.inventory.Entity;
import io.coppice.model.inventory.Folder;
import io.coppice.model.inventory.Inventory;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.ResourcePool;
import io.coppice.scenario.ScenarioReader;
import io.coppice.scenario.Scenarios;
import io.coppice.store.MemoryStore;
import io.coppice.testkit.LiveConsole;
import io.coppice.testkit.Sessions;
import io.coppice.ui.activity.ActivityTab;
import io.coppice.ui.inventory.actions.InventoryActions;
import io.coppice.ui.kit.Place;
import io.coppice.ui.shell.Shell;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Labeled;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.control.TableView;
import javafx.scene.layout.Region;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every tab of a page of every kind, over the site that people see first. */
class PagesTest {
  private LiveConsole console;

  @BeforeEach
  void open() throws TimeoutException {
    var read =
        assertInstanceOf(
            ScenarioReader.Result.Read.class, Scenarios.read(Scenarios.BUILT_IN.getFirst()));
    console =
        LiveConsole.open(
            Sessions.over(new MemoryStore(List.of()), Sessions.sims(), read.blueprint()),
            Locale.ENGLISH,
            _ ->
                new Shell.Parts(
                    List.of(new ObjectPages(List.of(new ActivityTab()))),
                    List.of(),
                    List.of(InventoryActions::all)));
  }

  @AfterEach
  void close() {
    console.close();
  }

  private Inventory inventory() {
    return console.session().snapshot().inventory();
  }

  private EntityId any(EntityId.Kind kind, Predicate<Entity> which) {
    var table = inventory().table(kind);
    for (int row = 0; row < table.size(); row++) {
      if (table.get(row) != null && which.test(table.get(row))) {
        return table.get(row).id();
      }
    }
    throw new AssertionError("no such " + kind);
  }

  /** One of each kind, and those that differ within their kind. */
  private Set<EntityId> oneOfEach() {
    Set<EntityId> all = new LinkedHashSet<>();
    for (EntityId.Kind kind : EntityId.Kind.values()) {
      if (kind != EntityId.Kind.FORK_GROUP) {
        all.add(any(kind, _ -> true));
      }
    }
    for (Folder.Contents contents : Folder.Contents.values()) {
      all.add(any(EntityId.Kind.FOLDER, e -> ((Folder) e).contents() == contents));
    }
    all.add(any(EntityId.Kind.MACHINE, e -> ((Machine) e).template()));
    all.add(any(EntityId.Kind.MACHINE, e -> hasSnapshots((Machine) e)));
    all.add(any(EntityId.Kind.MACHINE, e -> ((Machine) e).isOn()));
    all.add(any(EntityId.Kind.RESOURCE_POOL, e -> ((ResourcePool) e).vapp().isPresent()));
    return all;
  }

  private static boolean hasSnapshots(Machine machine) {
    return !machine.template() && !machine.snapshots().isEmpty();
  }

  private List<String> tabs() {
    return LiveConsole.onFx(
        () ->
            ((TabPane) console.scene().lookup("#page-tabs"))
                .getTabs().stream().map(Tab::getId).map(id -> id.substring(4)).toList());
  }

  private void show(EntityId id, String tab) {
    // one tab of the window at a time, so that a look-up finds the page that is shown
    LiveConsole.onFx(
        () -> {
          console
              .shell()
              .context()
              .actions()
              .find("close-tab")
              .orElseThrow()
              .run(List.of(), console.shell().context());
          return null;
        });
    console.go(new Place.Page(id, tab));
  }

  private long linesOfTools() {
    console.settle();
    return LiveConsole.onFx(
        () ->
            ((Parent) console.scene().lookup(".head-tools"))
                .getChildrenUnmodifiable().stream().map(Node::getLayoutY).distinct().count());
  }

  @Test
  void aLongNameTakesNothingOfTheToolsBesideIt() throws TimeoutException {
    EntityId id = any(EntityId.Kind.MACHINE, e -> ((Machine) e).isOn());
    show(id, "");
    LiveConsole.onFx(
        () -> {
          console.scene().getWindow().setWidth(1000);
          return null;
        });
    long lines = linesOfTools();
    String name = "\u062e\u0627\u062f\u0645 \ud83d\ude80 " + "of many letters ".repeat(4) + "end";
    console.session().site().submit(List.of(new InventoryOperation.Rename(id, name)));
    console.until(() -> ((Labeled) console.scene().lookup(".head-name")).getText().equals(name));
    assertEquals(lines, linesOfTools());
    double wide =
        LiveConsole.onFx(() -> console.scene().lookup(".head-name").getLayoutBounds().getWidth());
    assertTrue(wide > 100, "the name has room: " + wide);
  }

  @Test
  void aPagesHeadIsAsHighAsItsWordsAndToolsAre() throws TimeoutException {
    show(any(EntityId.Kind.MACHINE, e -> ((Machine) e).isOn()), "");
    for (double width : new double[] {1000, 560, 1000}) {
      LiveConsole.onFx(
          () -> {
            console.scene().getWindow().setWidth(width);
            return null;
          });
      console.until(() -> console.scene().getWindow().getWidth() == width && headFits());
    }
  }

  /** Whether no line is left free, and none is cut. */
  private boolean headFits() {
    Region head = (Region) console.scene().lookup(".page-head");
    double highest = 0;
    for (Node part : head.getChildrenUnmodifiable()) {
      highest = Math.max(highest, part.prefHeight(part.getLayoutBounds().getWidth()));
    }
    return head.getHeight() == head.snappedTopInset() + highest + head.snappedBottomInset();
  }

  @Test
  void everyPageNamesItsNodesAndHasAllItsWords() {
    Set<String> nameless = new TreeSet<>();
    Set<String> missing = new TreeSet<>();
    for (EntityId id : oneOfEach()) {
      show(id, "");
      for (String tab : tabs()) {
        console.go(new Place.Page(id, tab));
        LiveConsole.onFx(
            () -> {
              Node page = console.scene().lookup(".object-page");
              keys(page, missing);
              return nameless.addAll(nameless(id + "/" + tab));
            });
      }
    }
    assertEquals(Set.of(), nameless);
    assertEquals(Set.of(), missing);
  }

  private List<String> nameless(String place) {
    List<String> found = new ArrayList<>();
    walk(console.scene().lookup(".object-page"), place, found);
    return found;
  }

  private static void walk(Node node, String place, List<String> found) {
    if (!node.isVisible()) {
      return;
    }
    if (node.isFocusTraversable() && name(node).isBlank()) {
      found.add(place + ": " + node.getClass().getSimpleName() + node.getStyleClass());
    }
    if (node instanceof Parent parent) {
      parent.getChildrenUnmodifiable().forEach(child -> walk(child, place, found));
    }
  }

  private static String name(Node node) {
    String text = node.getAccessibleText();
    if (text == null && node instanceof Labeled labeled) {
      text = labeled.getText();
    }
    return text == null ? "" : text;
  }

  /** A text that looks like the key of a bundle is one nobody wrote. */
  private static void keys(Node node, Set<String> found) {
    if (node instanceof Labeled labeled && labeled.getText() != null) {
      String text = labeled.getText();
      if (text.matches("(page|table|chart|kind|power|operation|action|tools)\\.\\S+")) {
        found.add(text);
      }
    }
    if (node instanceof Parent parent) {
      parent.getChildrenUnmodifiable().forEach(child -> keys(child, found));
    }
  }

  @Test
  void aPageIsNamedAfterItsObjectAndFollowsIt() throws TimeoutException {
    EntityId id = any(EntityId.Kind.MACHINE, _ -> true);
    String before = inventory().find(id).orElseThrow().name();
    show(id, "");
    assertTrue(texts().contains(before));
    console
        .session()
        .submit(
            "rename",
            List.of(new io.coppice.backend.InventoryOperation.Rename(id, "another-name")));
    console.until(() -> texts().contains("another-name"));
  }

  @Test
  void aPageOfAnObjectThatIsGoneSaysSo() throws TimeoutException {
    MachineId id =
        (MachineId)
            any(
                EntityId.Kind.MACHINE,
                e -> e instanceof Machine m && !m.isOn() && m.linked().isEmpty() && !m.template());
    show(id, "");
    console.session().site().time().orElseThrow().setSpeed(Speed.X600);
    console.session().submit("delete", List.of(new MachineOperation.Delete(id)));
    console.until(() -> texts().stream().anyMatch(text -> text.endsWith("no longer exists")));
  }

  private List<String> texts() {
    List<String> found = new ArrayList<>();
    collect(console.scene().lookup(".object-page"), found);
    return found;
  }

  private static void collect(Node node, List<String> found) {
    if (node instanceof Labeled labeled && labeled.getText() != null && node.isVisible()) {
      found.add(labeled.getText());
    }
    if (node instanceof Parent parent) {
      parent.getChildrenUnmodifiable().forEach(child -> collect(child, found));
    }
  }

  @Test
  void aTableInAHiddenTabRestsAndCatchesUp() throws TimeoutException {
    EntityId id = any(EntityId.Kind.CLUSTER, _ -> true);
    show(id, "machines");
    TableView<?> table = console.node("table-machines", TableView.class);
    console.until(() -> !table.getItems().isEmpty());
    EntityId first = (EntityId) LiveConsole.onFx(() -> table.getItems().getFirst());
    console.go(new Place.Page(id, "summary"));
    console
        .session()
        .submit("rename", List.of(new io.coppice.backend.InventoryOperation.Rename(first, "zzzz")));
    console.until(() -> inventory().find(first).orElseThrow().name().equals("zzzz"));
    console.settle();
    assertEquals(first, LiveConsole.onFx(() -> table.getItems().getFirst()));
    console.go(new Place.Page(id, "machines"));
    console.until(() -> table.getItems().getLast().equals(first));
  }

  @Test
  void theSummaryCountsTheMachinesThatTheTableLists() throws TimeoutException {
    for (EntityId id :
        List.of(
            any(EntityId.Kind.DATACENTRE, _ -> true),
            any(EntityId.Kind.CLUSTER, _ -> true),
            any(EntityId.Kind.RESOURCE_POOL, pool -> !((ResourcePool) pool).isRoot()),
            any(EntityId.Kind.HOST, _ -> true),
            any(EntityId.Kind.FOLDER, e -> ((Folder) e).contents() == Folder.Contents.HOSTS))) {
      show(id, "machines");
      TableView<?> table = console.node("table-machines", TableView.class);
      console.settle();
      int listed = LiveConsole.onFx(() -> table.getItems().size());
      show(id, "summary");
      console.settle();
      String counted = listed == 1 ? "of one machine" : "of " + listed + " machines";
      assertTrue(
          LiveConsole.onFx(
              () ->
                  console.scene().getRoot().lookupAll(".figure-detail").stream()
                      .anyMatch(node -> counted.equals(plain(((Labeled) node).getText())))),
          id + " does not say " + counted);
    }
  }

  private static String plain(String text) {
    return text.replace('\u00a0', ' ');
  }

  @Test
  void aTabIsRememberedInThePlace() {
    EntityId id = any(EntityId.Kind.CLUSTER, _ -> true);
    show(id, "machines");
    show(id, "hosts");
    assertFalse(tabs().isEmpty());
    assertEquals(
        "tab-hosts",
        LiveConsole.onFx(
            () ->
                ((TabPane) console.scene().lookup("#page-tabs"))
                    .getSelectionModel()
                    .getSelectedItem()
                    .getId()));
  }
}
