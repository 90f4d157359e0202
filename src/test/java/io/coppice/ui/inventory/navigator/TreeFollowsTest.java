package io.coppice.ui.inventory.navigator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.coppice.backend.InventoryOperation.CreateFolder;
import io.coppice.backend.InventoryOperation.Move;
import io.coppice.backend.InventoryOperation.Rename;
import io.coppice.backend.MachineOperation.Delete;
import io.coppice.backend.Operation;
import io.coppice.backend.Snapshot;
import io.coppice.model.EntityId;
import io.coppice.model.EntityId.HostId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.site.HierarchyIndex;
import io.coppice.testkit.SmallSite;
import io.coppice.testkit.Worlds;
import io.coppice.ui.inventory.navigator.TreeState.Row;
import io.coppice.ui.kit.search.ObjectQuery;
import io.coppice.ui.kit.tree.RowTree.Choices;
import io.coppice.ui.kit.tree.RowTree.Shown;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TreeFollowsTest {
  private static final Shown<Row> NONE = new Shown<>(List.of(), -1);

  private final Worlds worlds = Worlds.of(SmallSite.of(3, 24));
  private final Set<EntityId> all = new HashSet<>();

  @BeforeEach
  void openEverything() {
    for (EntityId.Kind kind : EntityId.Kind.values()) {
      var table = worlds.snapshot().inventory().table(kind);
      if (table != null) {
        table.forEach(entity -> all.add(entity.id()));
      }
    }
  }

  private Shown<Row> rows(HierarchyIndex index, Shown<Row> before) {
    return TreeState.of(index, worlds.snapshot(), new Choices(all, ObjectQuery.ALL, false), before);
  }

  /** Follows each change, and compares with an index that knows no past. */
  private void follow(TreeKind kind, Operation... operations) {
    HierarchyIndex index = HierarchyIndex.of(worlds.snapshot().inventory(), kind.hierarchy());
    Shown<Row> shown = rows(index, NONE);
    for (Operation operation : operations) {
      worlds.run(operation);
      Snapshot now = worlds.snapshot();
      index = index.follow(now.inventory());
      shown = rows(index, shown);
      assertEquals(
          rows(HierarchyIndex.of(now.inventory(), kind.hierarchy()), NONE).rows(), shown.rows());
    }
  }

  @ParameterizedTest
  @EnumSource(TreeKind.class)
  void anIndexThatFollowedIsTheOneMadeAnew(TreeKind kind) {
    follow(
        kind,
        new Rename(new MachineId(3), "zebra"),
        new Rename(new HostId(1), "aardvark"),
        new Rename(SmallSite.CLUSTER, "Yard"),
        new CreateFolder(SmallSite.TEAM_A, "Night shift"),
        new Move(new MachineId(5), SmallSite.TEAM_A),
        new Delete(new MachineId(6)));
  }

  @Test
  void listsOfWhatOnlyChangedItsFiguresAreTakenOver() {
    HierarchyIndex index =
        HierarchyIndex.of(worlds.snapshot().inventory(), TreeKind.HOSTS.hierarchy());
    Shown<Row> shown = rows(index, NONE);
    worlds.pass(Duration.ofHours(2));
    HierarchyIndex after = index.follow(worlds.snapshot().inventory());
    assertSame(index.children(new HostId(1)), after.children(new HostId(1)));
    assertSame(shown, rows(after, shown));
  }

  @Test
  void onlyTheListThatHoldsARenamedObjectIsMadeAnew() {
    HierarchyIndex index =
        HierarchyIndex.of(worlds.snapshot().inventory(), TreeKind.HOSTS.hierarchy());
    Shown<Row> shown = rows(index, NONE);
    worlds.run(new Rename(new HostId(2), "zebra"));
    HierarchyIndex after = index.follow(worlds.snapshot().inventory());
    assertSame(index.children(new HostId(1)), after.children(new HostId(1)));
    assertNotSame(index.children(SmallSite.CLUSTER), after.children(SmallSite.CLUSTER));
    assertNotSame(shown, rows(after, shown));
  }
}
