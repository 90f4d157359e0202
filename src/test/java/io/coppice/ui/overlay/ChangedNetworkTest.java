package io.coppice.ui.overlay;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.imported.HostFolderReader;
import io.coppice.model.blueprint.Blueprint;
import io.coppice.scenario.ScenarioReader;
import io.coppice.scenario.Scenarios;
import io.coppice.store.MemoryStore;
import io.coppice.testkit.ConsoleWindow;
import io.coppice.testkit.Sessions;
import io.coppice.ui.inventory.actions.InventoryActions;
import io.coppice.ui.kit.Place;
import io.coppice.ui.overlay.graph.Health;
import io.coppice.ui.overlay.graph.NetworkGraph;
import io.coppice.ui.overlay.operations.NetworkActions;
import io.coppice.ui.overlay.picture.MiniMap;
import io.coppice.ui.overlay.picture.NetworkView;
import io.coppice.ui.overlay.topology.Listing;
import io.coppice.ui.shell.Shell;
import java.util.List;
import java.util.Locale;
import javafx.scene.Node;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.Spinner;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/** The topology of the scenario with two sites, while its network is changed from the picture. */
@ExtendWith(ApplicationExtension.class)
class ChangedNetworkTest {
  private ConsoleWindow console;

  @Start
  void start(Stage stage) {
    Blueprint site = ((ScenarioReader.Result.Read) Scenarios.read("shoot-out")).blueprint();
    console =
        new ConsoleWindow(
            stage,
            Sessions.over(new MemoryStore(List.of()), Sessions.sims(), site),
            Locale.ENGLISH,
            new Shell.Parts(
                List.of(new NetworkScreens(new HostFolderReader())),
                List.of(),
                List.of(InventoryActions::all, NetworkActions::all)));
    console.context().navigation().open(new Place.Network("topology"));
  }

  @AfterEach
  void stop() {
    WaitForAsyncUtils.waitForAsyncFx(30_000, () -> console.close());
  }

  private void fx(Runnable run) {
    WaitForAsyncUtils.waitForAsyncFx(30_000, run);
  }

  private NetworkView view() {
    NetworkView view = console.node("network-picture", NetworkView.class);
    console.until(view::isShowing);
    console.until(() -> !graph(view).nodes().isEmpty());
    return view;
  }

  private static NetworkGraph graph(NetworkView view) {
    return view.raster() == null ? NetworkGraph.EMPTY : view.raster().placed().graph();
  }

  @SuppressWarnings("unchecked")
  private TableView<Listing.Row> list(String listing) {
    ToggleButton button = console.node("network-listing-" + listing, ToggleButton.class);
    fx(button::fire);
    TableView<Listing.Row> table = console.node("network-table", TableView.class);
    int columns = Listing.valueOf(listing.toUpperCase(Locale.ROOT)).columns().size();
    console.until(() -> table.getColumns().size() == columns && !table.getItems().isEmpty());
    return table;
  }

  private List<MenuItem> changes() {
    MenuButton button = console.node("network-change", MenuButton.class);
    fx(() -> button.getOnShowing().handle(null));
    return button.getItems();
  }

  private void change(String id) {
    MenuItem item =
        changes().stream().filter(it -> id.equals(it.getId())).findFirst().orElseThrow();
    fx(item::fire);
  }

  @Test
  void aLinkThatIsCutStaysWhereItIsAndIsRestored() {
    NetworkView view = view();
    TableView<Listing.Row> table = list("links");
    fx(() -> table.getSelectionModel().select(0));
    String key = table.getItems().getFirst().key();
    console.until(() -> view.marks().selectedLink() >= 0);
    int nodes = graph(view).nodes().size();
    int links = graph(view).links().size();
    double[] before = places(view);
    change("network-change-cut");
    console.until(() -> health(view, key) == Health.DOWN);
    assertEquals(links, graph(view).links().size(), "what is cut stays in sight");
    assertEquals(nodes, graph(view).nodes().size());
    assertArrayEquals(before, places(view), 0.0);
    change("network-change-restore");
    console.until(() -> health(view, key) != Health.DOWN);
  }

  private static double[] places(NetworkView view) {
    int count = graph(view).nodes().size();
    double[] places = new double[2 * count];
    for (int i = 0; i < count; i++) {
      places[2 * i] = view.raster().placed().x(i);
      places[2 * i + 1] = view.raster().placed().y(i);
    }
    return places;
  }

  private static Health health(NetworkView view, String key) {
    return graph(view).links().stream()
        .filter(it -> it.key().equals(key))
        .findFirst()
        .orElseThrow()
        .health();
  }

  @Test
  void aLinkOfThePictureOpensInItsForm() {
    NetworkView view = view();
    TableView<Listing.Row> table = list("links");
    fx(() -> table.getSelectionModel().select(2));
    console.until(() -> view.marks().selectedLink() >= 0);
    change("network-change-link");
    console.node("form-link-set", Node.class);
    TextField typed = console.node("network-form-latency", Spinner.class).getEditor();
    assertTrue(typed.getText().matches("\\d+"));
  }

  @Test
  void aSegmentIsChangedFromItsLineInTheTableWhichStaysSelected() {
    NetworkView view = view();
    TableView<Listing.Row> table = list("segments");
    fx(() -> table.getSelectionModel().select(1));
    String key = table.getItems().get(1).key();
    console.until(() -> !console.context().selection().get().isEmpty());
    change("action-segment-edit");
    TextField tenant = console.node("network-form-tenant", TextField.class);
    fx(() -> tenant.setText("Somebody else"));
    console.submit();
    console.until(
        () -> graph(view).segments().stream().anyMatch(it -> it.tenant().equals("Somebody else")));
    assertEquals(key, table.getSelectionModel().getSelectedItem().key());
  }

  @Test
  void theNameOfASegmentLeavesItsHosts() {
    NetworkView view = view();
    NetworkGraph.Segment segment = graph(view).segments().getFirst();
    TextField find = console.node("network-find", TextField.class);
    fx(() -> find.setText(segment.kind()));
    int away = graph(view).nodes().size() - segment.hosts().length;
    console.until(() -> view.marks().faded().cardinality() == away);
  }

  @Test
  void theMapOfTheWholeNeverHidesTheMostOfAPicture() {
    NetworkView view = view();
    MiniMap map = console.node(MiniMap.class, _ -> true);
    fx(
        () -> {
          view.getScene().getWindow().setWidth(1200);
          view.getScene().getWindow().setHeight(780);
        });
    console.until(
        () -> view.getWidth() > 2 * map.getWidth() && view.getHeight() > 2 * map.getHeight());
    fx(() -> view.revealNode(0, 40));
    console.until(map::isVisible);
    fx(() -> view.getScene().getWindow().setHeight(500));
    console.until(() -> view.getHeight() < 2 * map.getHeight());
    fx(() -> view.revealNode(1, 40));
    console.until(() -> !map.isVisible());
  }
}
