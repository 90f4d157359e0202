package io.coppice.ui.overlay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.backend.ReadOnlySites;
import io.coppice.imported.HostFolderReader;
import io.coppice.imported.ImportedSites;
import io.coppice.store.MemoryStore;
import io.coppice.testkit.ConsoleWindow;
import io.coppice.testkit.Sessions;
import io.coppice.testkit.SmallSite;
import io.coppice.ui.inventory.navigator.InventoryTrees;
import io.coppice.ui.kit.Place;
import io.coppice.ui.shell.Shell;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.TextArea;
import javafx.scene.layout.Pane;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/** The window over a network that was read from hosts, without an inventory. */
@ExtendWith(ApplicationExtension.class)
class ReadNetworkTest {
  private static final String MTU = "\"mtu\":1500";

  private ConsoleWindow console;

  @Start
  void start(Stage stage) {
    console =
        new ConsoleWindow(
            stage,
            Sessions.over(
                new MemoryStore(List.of()),
                (past, log) ->
                    new ImportedSites(new HostFolderReader(), name -> name)
                        .open(ReadOnlySites.EXAMPLE)
                        .site()
                        .orElseThrow(),
                SmallSite.of(1, 1)),
            Locale.ENGLISH,
            new Shell.Parts(
                List.of(new NetworkScreens(new HostFolderReader())),
                List.of(new InventoryTrees()),
                List.of()));
  }

  @AfterEach
  void stop() {
    WaitForAsyncUtils.waitForAsyncFx(30_000, () -> console.close());
  }

  @Test
  void theEmptyTreeLeadsToTheNetwork() {
    Button network = console.node("nav-network-hosts", Button.class);
    WaitForAsyncUtils.waitForAsyncFx(30_000, network::fire);
    console.node("network-topology", Node.class);
  }

  /** The MTU stands behind the device's flags: a single line would not show it. */
  @Test
  void theCureOfAFaultStandsBeforeItsProofWhichIsReadWithoutScrolling() {
    WaitForAsyncUtils.waitForAsyncFx(
        30_000, () -> console.context().navigation().open(new Place.Network("faults")));
    Pane detail = console.node("fault-detail", Pane.class);
    console.until(() -> first(areas(detail), "ip link set") >= 0 && first(areas(detail), MTU) >= 0);
    List<TextArea> areas = areas(detail);
    int cure = first(areas, "ip link set");
    int proof = first(areas, MTU);
    assertTrue(cure < proof, cure + " " + proof);
    assertTrue(areas.get(proof).isWrapText());
    assertEquals(5, areas.get(proof).getPrefRowCount());
  }

  /** The first that has a text, or -1. */
  private static int first(List<TextArea> areas, String text) {
    return IntStream.range(0, areas.size())
        .filter(i -> areas.get(i).getText().contains(text))
        .findFirst()
        .orElse(-1);
  }

  private static List<TextArea> areas(Pane detail) {
    return detail.getChildren().stream()
        .filter(TextArea.class::isInstance)
        .map(TextArea.class::cast)
        .toList();
  }
}
