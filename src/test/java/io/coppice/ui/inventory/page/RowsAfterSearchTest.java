package io.coppice.ui.inventory.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.model.EntityId;
import io.coppice.model.EntityId.ClusterId;
import io.coppice.model.EntityId.DatacentreId;
import io.coppice.model.EntityId.DatastoreId;
import io.coppice.model.EntityId.PortGroupId;
import io.coppice.model.EntityId.ResourcePoolId;
import io.coppice.model.blueprint.Blueprint;
import io.coppice.model.inventory.Allocation;
import io.coppice.model.inventory.Cluster;
import io.coppice.model.inventory.Datastore;
import io.coppice.model.inventory.Inventory;
import io.coppice.model.inventory.PortGroup;
import io.coppice.model.inventory.ResourcePool;
import io.coppice.testkit.LiveConsole;
import io.coppice.testkit.RowsInSight;
import io.coppice.testkit.Sessions;
import io.coppice.testkit.SmallSite;
import io.coppice.ui.inventory.table.TableKind;
import io.coppice.ui.kit.Place;
import io.coppice.ui.shell.Shell;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every object table, searched until fewer rows are left than its view holds, and back. */
class RowsAfterSearchTest {
  private static final int ROWS = 48;

  private LiveConsole console;

  @BeforeEach
  void open() throws TimeoutException {
    console =
        LiveConsole.open(
            Sessions.inMemory(many()),
            Locale.ENGLISH,
            _ -> new Shell.Parts(List.of(new ObjectPages(List.of())), List.of(), List.of()));
  }

  @AfterEach
  void close() {
    console.close();
  }

  /** As many of everything that has a table. */
  private static Blueprint many() {
    Blueprint small = SmallSite.of(ROWS, ROWS);
    Inventory all = small.inventory().copy();
    var datastore = all.datastores().get(0);
    var portGroup = all.portGroups().get(0);
    var cluster = all.clusters().get(0);
    for (int i = all.datastores().size(); i < ROWS; i++) {
      all.datastores()
          .add(
              new Datastore(
                  new DatastoreId(i),
                  numbered("store", i),
                  datastore.folder(),
                  datastore.type(),
                  datastore.capacity(),
                  datastore.megabits(),
                  datastore.filler()));
    }
    for (int i = all.portGroups().size(); i < ROWS; i++) {
      all.portGroups()
          .add(
              new PortGroup(
                  new PortGroupId(i),
                  numbered("lan", i),
                  portGroup.folder(),
                  portGroup.onSwitch(),
                  0));
    }
    for (int i = all.clusters().size(); i < ROWS; i++) {
      ResourcePoolId pool = new ResourcePoolId(i);
      all.pools()
          .add(
              new ResourcePool(
                  pool,
                  "Resources",
                  new ClusterId(i),
                  Optional.empty(),
                  Allocation.normalPoolCpu(),
                  Allocation.normalPoolMemory(),
                  Optional.empty()));
      all.clusters()
          .add(
              new Cluster(
                  new ClusterId(i), numbered("cluster", i), cluster.folder(), pool, true, true));
    }
    return new Blueprint("many", "Many", "", small.start(), small.seed(), all.freeze());
  }

  private static String numbered(String name, int i) {
    return String.format(Locale.ROOT, "%s-%02d", name, i);
  }

  @SuppressWarnings("unchecked")
  private TableView<EntityId> table(TableKind kind) {
    return console.node("table-" + kind.id(), TableView.class);
  }

  private void search(String text) {
    LiveConsole.onFx(
        () -> {
          ((TextField) console.scene().lookup("#table-search")).setText(text);
          return null;
        });
    console.settle();
  }

  private List<String> listed(TableKind kind) {
    return LiveConsole.onFx(
        () ->
            table(kind).getItems().stream()
                .map(id -> console.session().snapshot().inventory().find(id).orElseThrow().name())
                .toList());
  }

  private void assertTheRowsAreSeen(TableKind kind, String when) {
    List<String> seen = LiveConsole.onFx(() -> RowsInSight.of(table(kind)));
    List<String> listed = listed(kind);
    int view = LiveConsole.onFx(() -> (int) (height(kind) / table(kind).getFixedCellSize()));
    assertEquals(Math.min(listed.size(), view), Math.min(seen.size(), view), kind + " " + when);
    assertTrue(Collections.indexOfSubList(listed, seen) >= 0, kind + " " + when + seen);
  }

  private double height(TableKind kind) {
    return table(kind).lookup(".clipped-container").getLayoutBounds().getHeight();
  }

  @ParameterizedTest
  @EnumSource(TableKind.class)
  void theRowsThatAreLeftAreSeenAndAllOfThemAfterwards(TableKind kind) {
    console.go(new Place.Page(new DatacentreId(0), kind.id()));
    assertTheRowsAreSeen(kind, "at first");
    for (int top : new int[] {0, ROWS - 1}) {
      for (String wanted : List.of("0", "17", "nothing like it")) {
        LiveConsole.onFx(
            () -> {
              table(kind).scrollTo(top);
              return null;
            });
        console.settle();
        search(wanted);
        assertTheRowsAreSeen(kind, "after " + wanted + " from " + top);
        search("");
        assertEquals(ROWS, listed(kind).size());
        assertTheRowsAreSeen(kind, "again after " + wanted + " from " + top);
      }
    }
  }
}
