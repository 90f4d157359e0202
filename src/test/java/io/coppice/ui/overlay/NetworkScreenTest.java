package io.coppice.ui.overlay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.imported.HostFolderReader;
import io.coppice.store.MemoryStore;
import io.coppice.testkit.ConsoleWindow;
import io.coppice.testkit.Sessions;
import io.coppice.testkit.SmallSite;
import io.coppice.ui.kit.Place;
import io.coppice.ui.overlay.graph.Role;
import io.coppice.ui.overlay.picture.NetworkView;
import io.coppice.ui.overlay.topology.Listing;
import io.coppice.ui.shell.Shell;
import java.util.List;
import java.util.Locale;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/** The topology of a small site, by keys and by its table. */
@ExtendWith(ApplicationExtension.class)
class NetworkScreenTest {
  private static final int HOSTS = 4;
  private static final int MACHINES = 20;
  private static final int LAYERS = 5;

  private ConsoleWindow console;
  private TableView<Listing.Row> table;

  @Start
  void start(Stage stage) {
    console =
        new ConsoleWindow(
            stage,
            Sessions.over(
                new MemoryStore(List.of()), Sessions.sims(), SmallSite.of(HOSTS, MACHINES)),
            Locale.ENGLISH,
            new Shell.Parts(
                List.of(new NetworkScreens(new HostFolderReader())), List.of(), List.of()));
    console.context().navigation().open(new Place.Network("topology"));
  }

  @AfterEach
  void stop() {
    WaitForAsyncUtils.waitForAsyncFx(30_000, () -> console.close());
  }

  @SuppressWarnings("unchecked")
  private TableView<Listing.Row> table() {
    if (table == null) {
      table = console.node("network-table", TableView.class);
    }
    return table;
  }

  private NetworkView view() {
    NetworkView view = console.node("network-picture", NetworkView.class);
    table();
    console.until(view::isShowing);
    return view;
  }

  private long hosts() {
    return table().getItems().stream().filter(row -> row.cells().get(1).equals("Host")).count();
  }

  private void press(NetworkView view, KeyCode code) {
    WaitForAsyncUtils.waitForAsyncFx(
        30_000,
        () ->
            view.fireEvent(
                new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, false, false, false, false)));
  }

  @Test
  void theTableListsWhatThePictureShows() {
    NetworkView view = view();
    console.until(() -> hosts() == HOSTS);
    assertEquals(view.raster().placed().graph().nodes().size(), table().getItems().size());
    ToggleButton machines = console.node("network-listing-machines", ToggleButton.class);
    WaitForAsyncUtils.waitForAsyncFx(30_000, machines::fire);
    console.until(() -> table().getItems().size() == MACHINES);
  }

  @Test
  void everyTabOpensOverASiteWithoutTables() {
    for (String tab : List.of("trace", "faults", "compare", "capture", "topology")) {
      WaitForAsyncUtils.waitForAsyncFx(
          30_000, () -> console.context().navigation().open(new Place.Network(tab)));
      console.until(() -> console.shown("network-" + tab, Parent.class).isPresent());
    }
  }

  @Test
  void keysGoToAHostOpenItAndHideIt() {
    NetworkView view = view();
    console.until(() -> hosts() == HOSTS);
    for (int layer = 0; layer < LAYERS && !isOnHost(view); layer++) {
      press(view, KeyCode.DOWN);
    }
    console.until(() -> isOnHost(view));
    int node = view.marks().selectedNode();
    double x = view.raster().placed().x(node);
    press(view, KeyCode.ENTER);
    console.until(() -> !view.marks().open().isEmpty());
    assertEquals(x, view.raster().placed().x(node), 0.0, "opening moves nothing");
    press(view, KeyCode.DELETE);
    console.until(() -> view.marks().hidden().cardinality() == 1);
    Button show = console.node("network-hidden", Button.class);
    console.until(show::isVisible);
    WaitForAsyncUtils.waitForAsyncFx(30_000, show::fire);
    console.until(() -> view.marks().hidden().isEmpty());
  }

  private static boolean isOnHost(NetworkView view) {
    int node = view.marks().selectedNode();
    return node >= 0 && view.raster().placed().graph().nodes().get(node).role() == Role.HOST;
  }

  @Test
  void whatIsLookedForIsListedAndTheRestFades() {
    NetworkView view = view();
    console.until(() -> hosts() == HOSTS);
    String name =
        table().getItems().stream()
            .filter(row -> row.cells().get(1).equals("Host"))
            .findFirst()
            .orElseThrow()
            .cells()
            .getFirst();
    TextField find = console.node("network-find", TextField.class);
    WaitForAsyncUtils.waitForAsyncFx(30_000, () -> find.setText(name));
    console.until(() -> table().getItems().size() == 1);
    assertTrue(view.marks().faded().cardinality() >= HOSTS - 1);
    WaitForAsyncUtils.waitForAsyncFx(30_000, () -> find.setText("nowhere"));
    console.until(() -> table().getItems().isEmpty());
  }

  @Test
  void sortingByAHeadIsDoneForNumbersAsNumbers() {
    view();
    console.until(() -> hosts() == HOSTS);
    WaitForAsyncUtils.waitForAsyncFx(
        30_000,
        () -> {
          var column = table().getColumns().get(Listing.NODES.columns().indexOf("machines"));
          table().getSortOrder().setAll(List.of(column));
        });
    console.until(
        () -> {
          List<Integer> counts =
              table().getItems().stream().map(row -> Integer.valueOf(row.cells().get(5))).toList();
          return counts.equals(counts.stream().sorted().toList());
        });
  }
}
