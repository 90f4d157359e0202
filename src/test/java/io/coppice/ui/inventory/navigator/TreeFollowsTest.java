package io.coppice.ui.inventory.navigator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.backend.InventoryOperation.CreateFolder;
import io.coppice.backend.InventoryOperation.Move;
import io.coppice.backend.InventoryOperation.Rename;
import io.coppice.backend.MachineOperation.Delete;
import io.coppice.backend.Operation;
import io.coppice.backend.Snapshot;
import io.coppice.model.EntityId;
import io.coppice.model.EntityId.HostId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.EntityId.ResourcePoolId;
import io.coppice.model.inventory.Allocation;
import io.coppice.model.inventory.Inventory;
import io.coppice.model.inventory.ResourcePool;
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
import java.util.Optional;
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
    return TreeState.of(
        index, worlds.snapshot(), new Choices(all, ObjectQuery.ALL, false, false), before);
  }

  /** Follows each change, and compares with an index that knows no past. */
  private void follow(TreeKind kind, Operation... operations) {
    HierarchyIndex index = HierarchyIndex.of(worlds.snapshot().inventory(), kind.hierarchy(false));
    Shown<Row> shown = rows(index, NONE);
    for (Operation operation : operations) {
      worlds.run(operation);
      Snapshot now = worlds.snapshot();
      index = index.follow(now.inventory());
      shown = rows(index, shown);
      assertEquals(
          rows(HierarchyIndex.of(now.inventory(), kind.hierarchy(false)), NONE).rows(),
          shown.rows());
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

  /** Pool "Inner" in pool "Gold" of the cluster, with machine 1, which runs on host 1. */
  private static Inventory pooled() {
    Inventory inventory = SmallSite.of(3, 24).inventory().copy();
    ResourcePoolId gold = new ResourcePoolId(1);
    ResourcePoolId inner = new ResourcePoolId(2);
    inventory.pools().add(pool(gold, "Gold", SmallSite.POOL));
    inventory.pools().add(pool(inner, "Inner", gold));
    inventory.machines().set(1, inventory.machines().get(1).withPool(inner));
    return inventory.freeze();
  }

  private static ResourcePool pool(ResourcePoolId id, String name, ResourcePoolId parent) {
    return new ResourcePool(
        id,
        name,
        SmallSite.CLUSTER,
        Optional.of(parent),
        Allocation.normalPoolCpu(),
        Allocation.normalPoolMemory(),
        Optional.empty());
  }

  private static List<EntityId> below(HierarchyIndex index, EntityId id) {
    return index.children(id).stream().map(HierarchyIndex.Node::id).toList();
  }

  @Test
  void machinesOfPoolsStandBelowTheirPoolsOrAllBelowTheirHosts() {
    MachineId machine = new MachineId(1);
    HostId host = new HostId(1);
    HierarchyIndex byPool = HierarchyIndex.of(pooled(), TreeKind.HOSTS.hierarchy(false));
    assertEquals(List.of(machine), below(byPool, new ResourcePoolId(2)));
    assertFalse(below(byPool, host).contains(machine));
    HierarchyIndex byHost = HierarchyIndex.of(pooled(), TreeKind.HOSTS.hierarchy(true));
    assertEquals(List.of(), below(byHost, new ResourcePoolId(2)));
    assertEquals(8, below(byHost, host).size());
    for (HierarchyIndex index : List.of(byPool, byHost)) {
      assertEquals(List.of(new ResourcePoolId(2)), below(index, new ResourcePoolId(1)));
      assertTrue(below(index, SmallSite.CLUSTER).contains(new ResourcePoolId(1)));
    }
  }

  @Test
  void listsOfWhatOnlyChangedItsFiguresAreTakenOver() {
    HierarchyIndex index =
        HierarchyIndex.of(worlds.snapshot().inventory(), TreeKind.HOSTS.hierarchy(false));
    Shown<Row> shown = rows(index, NONE);
    worlds.pass(Duration.ofHours(2));
    HierarchyIndex after = index.follow(worlds.snapshot().inventory());
    assertSame(index.children(new HostId(1)), after.children(new HostId(1)));
    assertSame(shown, rows(after, shown));
  }

  @Test
  void onlyTheListThatHoldsARenamedObjectIsMadeAnew() {
    HierarchyIndex index =
        HierarchyIndex.of(worlds.snapshot().inventory(), TreeKind.HOSTS.hierarchy(false));
    Shown<Row> shown = rows(index, NONE);
    worlds.run(new Rename(new HostId(2), "zebra"));
    HierarchyIndex after = index.follow(worlds.snapshot().inventory());
    assertSame(index.children(new HostId(1)), after.children(new HostId(1)));
    assertNotSame(index.children(SmallSite.CLUSTER), after.children(SmallSite.CLUSTER));
    assertNotSame(shown, rows(after, shown));
  }
}
