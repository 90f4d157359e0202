package io.coppice.ui.fork;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.backend.OperationLog;
import io.coppice.backend.SiteFactory;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.blueprint.Blueprint;
import io.coppice.store.MemoryStore;
import io.coppice.testkit.ConsoleWindow;
import io.coppice.testkit.FakeSite;
import io.coppice.testkit.ForkSamples;
import io.coppice.testkit.Sessions;
import io.coppice.testkit.SmallSite;
import io.coppice.ui.fork.lineage.LineageView;
import io.coppice.ui.fork.navigator.ForkSection;
import io.coppice.ui.fork.pages.pagemap.PageMapView;
import io.coppice.ui.inventory.navigator.InventoryTrees;
import io.coppice.ui.kit.PageTab;
import io.coppice.ui.kit.Place;
import io.coppice.ui.kit.Theme;
import io.coppice.ui.shell.Shell;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Labeled;
import javafx.scene.control.TabPane;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.text.Text;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/** The page of a group of fifty, tab by tab, in both themes and languages. */
@ExtendWith(ApplicationExtension.class)
class GroupPageTest {
  private static final int CHILDREN = 50;

  private ConsoleWindow console;

  @Start
  void start(Stage stage) {
    Blueprint blueprint = SmallSite.of(4, CHILDREN + 1);
    SiteFactory sites =
        (SiteFactory.Past past, OperationLog log) ->
            new FakeSite(past, log, now -> ForkSamples.group(CHILDREN, now));
    console =
        new ConsoleWindow(
            stage,
            Sessions.over(new MemoryStore(List.of()), sites, blueprint),
            Locale.ENGLISH,
            new Shell.Parts(
                List.of(new ForkScreens()),
                List.of(new InventoryTrees(), ForkSection.factory()),
                List.of()));
  }

  @AfterEach
  void stop() {
    WaitForAsyncUtils.waitForAsyncFx(30_000, () -> console.close());
  }

  private void open(String tab) {
    WaitForAsyncUtils.waitForAsyncFx(
        30_000, () -> console.context().navigation().open(new Place.Page(ForkSamples.GROUP, tab)));
  }

  /** What each tab says of this group, and of no other. */
  private static final Map<String, List<String>> SAID =
      Map.of(
          "overview",
          List.of("385 MiB of host memory in place of 3.06 GiB", "50 asked for, 49 came up"),
          "lineage",
          List.of("vm-000", "vm-009", "running (33)", "Diverged most"),
          "members",
          List.of("51 of 51 members", "vm-000"),
          "pages",
          List.of("Page map, vm-001", "32.4 MiB", "vm-017"),
          "sharing",
          List.of("385 MiB", "3.06 GiB"),
          "phases",
          List.of("vm-050", "665.0 ms"),
          "divergence",
          List.of("The group diverges by 53.6 KiB/s", "esx-00.example.org"),
          "identity",
          List.of("49 of 50 gates open", "vm-001"),
          "elastic",
          List.of("This group follows no load"));

  @Test
  void everyTabShowsTheGroup() {
    assertEquals(
        SAID.keySet(), GroupTab.all().stream().map(PageTab::id).collect(Collectors.toSet()));
    for (Theme.Choice theme : List.of(Theme.Choice.LIGHT, Theme.Choice.DARK)) {
      WaitForAsyncUtils.waitForAsyncFx(30_000, () -> console.theme().choose(theme));
      for (PageTab tab : GroupTab.all()) {
        open(tab.id());
        Node page = console.node("group-page", Node.class);
        for (String wanted : SAID.get(tab.id())) {
          console.until(() -> said(page).stream().anyMatch(text -> text.contains(wanted)));
        }
        console.picture("group-" + tab.id() + "-" + theme);
      }
    }
  }

  /** Every text on the tab that is shown, and what is said of what is drawn. FX thread. */
  private static Set<String> said(Node page) {
    TabPane tabs = (TabPane) page.lookup("#group-tabs");
    Set<String> all = new HashSet<>();
    collect(tabs.getSelectionModel().getSelectedItem().getContent(), all);
    return all;
  }

  private static void collect(Node node, Set<String> into) {
    if (node instanceof Labeled labeled && labeled.getText() != null) {
      into.add(labeled.getText());
    }
    if (node instanceof Text text) {
      into.add(text.getText());
    }
    if (node.getAccessibleText() != null) {
      into.add(node.getAccessibleText());
    }
    if (node instanceof Parent parent) {
      parent.getChildrenUnmodifiable().forEach(child -> collect(child, into));
    }
  }

  @Test
  void membersAreFoundByNameAndState() {
    open("members");
    TableView<?> table = console.node("members", TableView.class);
    console.until(() -> table.getItems().size() == CHILDREN + 1);
    TextField search =
        (TextField) console.node("group-page", Node.class).lookup(".custom-text-field");
    WaitForAsyncUtils.waitForAsyncFx(30_000, () -> search.setText("state:failed"));
    console.until(() -> table.getItems().size() == 1);
    WaitForAsyncUtils.waitForAsyncFx(30_000, () -> search.setText("state:frozen"));
    console.until(() -> table.getItems().size() == 1);
  }

  private void press(Node on, KeyCode... codes) {
    for (KeyCode code : codes) {
      WaitForAsyncUtils.waitForAsyncFx(
          30_000,
          () -> {
            on.requestFocus();
            on.fireEvent(
                new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, false, false, false, false));
          });
    }
  }

  @Test
  void aMemberIsReachedInTheLineageByKeysAlone() {
    open("lineage");
    LineageView lineage = console.node("lineage", LineageView.class);
    console.until(lineage::isShowing);
    String group = lineage.getAccessibleText();
    press(lineage, KeyCode.RIGHT);
    String parent = lineage.getAccessibleText();
    press(lineage, KeyCode.RIGHT);
    String child = lineage.getAccessibleText();
    press(lineage, KeyCode.DOWN);
    String sibling = lineage.getAccessibleText();
    press(lineage, KeyCode.UP, KeyCode.LEFT);
    assertEquals(
        4, Set.of(group, parent, child, sibling).size(), "each of them is said by its name");
    assertEquals(parent, lineage.getAccessibleText());
    press(lineage, KeyCode.RIGHT, KeyCode.SPACE);
    console.until(
        () -> console.context().selection().get().stream().anyMatch(MachineId.class::isInstance));
  }

  @Test
  void aPageIsReadByKeysAlone() {
    open("pages");
    Node page = console.node("group-page", Node.class);
    console.until(() -> page.lookup(".page-map") instanceof PageMapView view && view.isShowing());
    Node map = WaitForAsyncUtils.waitForAsyncFx(30_000, () -> page.lookup(".page-map"));
    String before = map.getAccessibleText();
    press(map, KeyCode.RIGHT);
    String read = map.getAccessibleText();
    assertTrue(read.startsWith(before) && read.contains("0x"), read);
    press(map, KeyCode.DOWN);
    assertNotEquals(read, map.getAccessibleText());
  }
}
