package io.coppice.ui.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.coppice.backend.InventoryOperation.CreateFolder;
import io.coppice.backend.InventoryOperation.Move;
import io.coppice.backend.InventoryOperation.Rename;
import io.coppice.backend.Operation;
import io.coppice.model.EntityId.DatastoreId;
import io.coppice.model.EntityId.FolderId;
import io.coppice.store.MemoryStore;
import io.coppice.testkit.ConsoleWindow;
import io.coppice.testkit.Sessions;
import io.coppice.testkit.SmallSite;
import io.coppice.ui.inventory.actions.InventoryActions;
import io.coppice.ui.inventory.navigator.InventoryTrees;
import io.coppice.ui.inventory.page.ObjectPages;
import io.coppice.ui.kit.Place;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Labeled;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

@ExtendWith(ApplicationExtension.class)
class PathBarTest {
  private ConsoleWindow console;
  private Node bar;

  @Start
  void open(Stage stage) {
    console =
        new ConsoleWindow(
            stage,
            Sessions.over(new MemoryStore(List.of()), Sessions.sims(), SmallSite.of(2, 6)),
            Locale.ENGLISH,
            new Shell.Parts(
                List.of(new ObjectPages(List.of())),
                List.of(new InventoryTrees()),
                List.of(InventoryActions::all)));
  }

  @AfterEach
  void close() {
    WaitForAsyncUtils.waitForAsyncFx(10_000, () -> console.close());
  }

  private void ask(Operation operation) {
    console.session().submit("", List.of(operation));
  }

  private boolean shows(String name) {
    return bar.lookupAll(".button").stream()
        .anyMatch(crumb -> crumb instanceof Labeled it && name.equals(it.getText()));
  }

  private Optional<FolderId> folder(String name) {
    List<FolderId> found = new ArrayList<>();
    console
        .session()
        .snapshot()
        .inventory()
        .folders()
        .forEach(
            folder -> {
              if (folder.name().equals(name)) {
                found.add(folder.id());
              }
            });
    return found.stream().findFirst();
  }

  @Test
  void theBreadCrumbFollowsARenameAndAMoveWhileThePageStays() {
    DatastoreId shown = new DatastoreId(0);
    WaitForAsyncUtils.waitForAsyncFx(
        10_000, () -> console.context().navigation().open(new Place.Page(shown)));
    bar = console.node("breadcrumb", Node.class);
    String name = console.session().snapshot().contents().displayName(shown);
    console.until(() -> shows(name));

    ask(new Rename(shown, "Renamed"));
    console.until(() -> shows("Renamed") && !shows(name));

    ask(new CreateFolder(SmallSite.STORAGE, "Row 7"));
    console.until(() -> folder("Row 7").isPresent());
    ask(new Move(shown, folder("Row 7").orElseThrow()));
    console.until(() -> shows("Row 7") && shows("Renamed"));

    ask(new Rename(folder("Row 7").orElseThrow(), "Row 8"));
    console.until(() -> shows("Row 8") && shows("Renamed"));
  }

  private List<String> crumbs() {
    return WaitForAsyncUtils.waitForAsyncFx(
        10_000,
        () ->
            bar.lookupAll(".button").stream()
                .sorted(Comparator.comparingDouble(Node::getLayoutX))
                .map(crumb -> ((Labeled) crumb).getText())
                .toList());
  }

  /** Whether the last step stands in its room with its whole name, or as much as there is room. */
  private boolean endsInItsRoom() {
    Node room = bar.getParent();
    return bar.lookupAll(".button").stream()
        .map(crumb -> room.sceneToLocal(crumb.localToScene(crumb.getLayoutBounds())))
        .allMatch(
            it -> it.getMinX() >= -0.5 && it.getMaxX() <= room.getLayoutBounds().getWidth() + 0.5);
  }

  private void width(double width) {
    WaitForAsyncUtils.waitForAsyncFx(10_000, () -> bar.getScene().getWindow().setWidth(width));
  }

  @Test
  void aWayLongerThanItsRoomLeavesOutItsBeginning() {
    DatastoreId shown = new DatastoreId(0);
    String far = "A folder of which the name is as long as people make them";
    ask(new CreateFolder(SmallSite.STORAGE, far));
    console.until(() -> folder(far).isPresent());
    ask(new Move(shown, folder(far).orElseThrow()));
    ask(new Rename(shown, "Renamed"));
    WaitForAsyncUtils.waitForAsyncFx(
        10_000, () -> console.context().navigation().open(new Place.Page(shown)));
    bar = console.node("breadcrumb", Node.class);
    width(2000);
    console.until(() -> shows(far) && shows("Renamed") && endsInItsRoom());
    List<String> whole = crumbs();

    width(700);
    console.until(() -> shows("…") && endsInItsRoom());
    assertEquals(List.of("…", "Renamed"), crumbs());
    Labeled leftOut = (Labeled) bar.lookupAll(".button").iterator().next();
    assertEquals(
        String.join(" › ", whole.subList(0, whole.size() - 1)), leftOut.getTooltip().getText());

    String endless = "and more ".repeat(8).strip();
    ask(new Rename(shown, endless));
    console.until(() -> shows(endless) && endsInItsRoom());

    width(2400);
    console.until(() -> shows(far) && shows(endless) && endsInItsRoom());
    assertEquals(whole.size(), crumbs().size());
  }
}
