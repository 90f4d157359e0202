package io.coppice.ui.inventory.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.backend.Snapshot;
import io.coppice.model.EntityId;
import io.coppice.model.EntityId.HostId;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.Metric;
import io.coppice.model.site.Scope;
import io.coppice.testkit.SmallSite;
import io.coppice.testkit.Worlds;
import io.coppice.ui.inventory.table.TableState.Choices;
import io.coppice.ui.inventory.table.TableState.Sort;
import io.coppice.ui.kit.Format;
import io.coppice.ui.kit.NaturalOrder;
import io.coppice.ui.kit.Texts;
import io.coppice.ui.kit.search.ObjectQuery;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TableStateTest {
  private final Worlds worlds = Worlds.of(SmallSite.of(3, 24));

  private TableState machines(
      EntityId about, String search, Map<String, ColumnFilter> filters, Sort sort) {
    TableIndex index = TableIndex.of(TableKind.MACHINES, worlds.snapshot().inventory(), null);
    return machines(index, about, choices(search, filters, sort), null);
  }

  private TableState machines(
      TableIndex index, EntityId about, Choices choices, TableState before) {
    Snapshot snapshot = worlds.snapshot();
    return TableState.of(
        new ColumnSource(snapshot, index, new Texts(Locale.ENGLISH), new Format(Locale.ENGLISH)),
        index.rows(Scope.of(about, snapshot.contents())),
        choices,
        before);
  }

  private static Choices choices(String search, Map<String, ColumnFilter> filters, Sort sort) {
    return new Choices(
        TableKind.MACHINES.columns(),
        ObjectQuery.parse(search),
        filters,
        true,
        Optional.ofNullable(sort),
        0,
        10);
  }

  private static List<String> names(TableState state) {
    List<String> names = new ArrayList<>();
    for (int at = 0; at < state.size(); at++) {
      names.add(state.entity(at).name());
    }
    return names;
  }

  private static Column column(String id) {
    return TableKind.MACHINES.column(id).orElseThrow();
  }

  @Test
  void aClusterListsAllItsMachinesByName() {
    TableState state = machines(SmallSite.CLUSTER, "", Map.of(), null);
    assertEquals(24, state.size());
    assertEquals(24, state.total());
    assertEquals("vm-000", state.entity(0).name());
    assertEquals("vm-023", state.entity(23).name());
  }

  @Test
  void aHostListsOnlyItsOwn() {
    TableState state = machines(new HostId(1), "", Map.of(), null);
    for (int at = 0; at < state.size(); at++) {
      assertEquals(new HostId(1), ((Machine) state.entity(at)).host());
    }
    assertTrue(state.size() > 0 && state.size() < 24);
  }

  @Test
  void namesSortDownwardsToo() {
    TableState state = machines(SmallSite.CLUSTER, "", Map.of(), new Sort("name", true));
    assertEquals("vm-023", state.entity(0).name());
    assertEquals("vm-000", state.entity(23).name());
  }

  @Test
  void equalAmountsKeepTheOrderOfNames() {
    TableState state = machines(SmallSite.CLUSTER, "", Map.of(), new Sort("snapshots", true));
    assertEquals(names(machines(SmallSite.CLUSTER, "", Map.of(), null)), names(state));
  }

  @Test
  void amountsSortByTheirValue() {
    worlds.pass(Duration.ofMinutes(10));
    Snapshot snapshot = worlds.snapshot();
    TableState state = machines(SmallSite.CLUSTER, "", Map.of(), new Sort("cpu", true));
    for (int at = 1; at < state.size(); at++) {
      assertTrue(
          snapshot.figures().get(state.id(at - 1), Metric.CPU_USED)
              >= snapshot.figures().get(state.id(at), Metric.CPU_USED));
    }
  }

  @Test
  void searchAndFiltersBothHold() {
    TableState state =
        machines(
            SmallSite.CLUSTER,
            "vm-00",
            Map.of("state", new ColumnFilter.Typed("powered on")),
            new Sort("name", false));
    assertTrue(state.size() > 0 && state.size() < 10, names(state).toString());
    for (int at = 0; at < state.size(); at++) {
      assertTrue(((Machine) state.entity(at)).isOn());
      assertTrue(state.entity(at).name().startsWith("vm-00"));
    }
    assertEquals(24, state.total());
  }

  @Test
  void anUnclearFilterHidesNothingAndIsNamed() {
    TableState state =
        machines(SmallSite.CLUSTER, "", Map.of("vcpus", new ColumnFilter.Typed("many")), null);
    assertEquals(24, state.size());
    assertEquals(List.of("vcpus"), state.unclear());
  }

  @Test
  void rowsOutOfSightAreWrittenWhenAsked() {
    TableState state = machines(SmallSite.CLUSTER, "", Map.of(), null);
    assertEquals("vm-000", state.text(0, column("name")));
    assertEquals("vm-020", state.text(20, column("name")));
    assertEquals("Powered off", state.text(0, column("state")));
  }

  @Test
  void placesFindEveryRowThatIsShown() {
    TableState state = machines(new HostId(1), "", Map.of(), new Sort("name", true));
    int[] places = state.places();
    for (int at = 0; at < state.size(); at++) {
      assertEquals(at, places[state.id(at).value()]);
    }
    assertEquals(24 - state.size(), java.util.Arrays.stream(places).filter(p -> p < 0).count());
  }

  @ParameterizedTest
  @CsvSource({
    "memory, '> 1', 24",
    "memory, '>= 1 TiB', 0",
    "memory, '512 m-1t', 24",
    "vcpus, 99, 0",
    "vcpus, '>0', 24",
    "vcpus, '1-64', 24",
    "memory, '<1k', 24"
  })
  void amountsAreComparedInTheirUnits(String column, String typed, int shown) {
    assertEquals(
        shown,
        machines(SmallSite.CLUSTER, "", Map.of(column, new ColumnFilter.Typed(typed)), null).size(),
        typed);
  }

  @ParameterizedTest
  @CsvSource({"vm-2, vm-10", "VM-2, vm-3", "a, b", "vm-9, vm-010", "rack1-2, rack1-10", "x, x1"})
  void namesSortAsPeopleCount(String first, String second) {
    assertTrue(NaturalOrder.key(first).compareTo(NaturalOrder.key(second)) < 0);
  }

  @Test
  void anIndexHoldsUntilTheInventoryChanges() {
    Snapshot before = worlds.snapshot();
    TableIndex index = TableIndex.of(TableKind.MACHINES, before.inventory(), null);
    worlds.pass(Duration.ofMinutes(1));
    assertTrue(index.stillHolds(before.inventory()));
    worlds.run(
        new io.coppice.backend.InventoryOperation.Rename(new EntityId.MachineId(3), "zebra"));
    Snapshot after = worlds.snapshot();
    assertTrue(!index.stillHolds(after.inventory()));
    TableIndex next = TableIndex.of(TableKind.MACHINES, after.inventory(), index);
    assertEquals(23, next.rank(3));
    assertEquals("zebra", next.lowerName(3));
  }

  @Test
  void rowsThatOnlyTheInventoryDecidesAreTakenOverAndTheirFiguresAreNot() {
    TableIndex index = TableIndex.of(TableKind.MACHINES, worlds.snapshot().inventory(), null);
    Choices byName = choices("vm-", Map.of(), new Sort("name", true));
    Choices byLoad = choices("vm-", Map.of(), new Sort("cpu", true));
    TableState before = machines(index, SmallSite.CLUSTER, byName, null);
    TableState loaded = machines(index, SmallSite.CLUSTER, byLoad, null);
    worlds.pass(Duration.ofMinutes(10));
    TableState after = machines(index, SmallSite.CLUSTER, byName, before);
    assertSame(before.rows(), after.rows());
    assertEquals(
        machines(SmallSite.CLUSTER, "vm-", Map.of(), new Sort("name", true)).text(0, column("cpu")),
        after.text(0, column("cpu")));
    assertEquals(
        names(machines(SmallSite.CLUSTER, "vm-", Map.of(), new Sort("cpu", true))),
        names(machines(index, SmallSite.CLUSTER, byLoad, loaded)));
    assertEquals(
        1,
        machines(index, SmallSite.CLUSTER, choices("vm-003", Map.of(), null), after).size(),
        "another search");
  }

  @Test
  void rowsWithAnyOfTheChosenWordsAreShown() {
    Snapshot snapshot = worlds.snapshot();
    List<String> words = machines(SmallSite.CLUSTER, "", Map.of(), null).words().get("state");
    int sum = 0;
    for (String word : words) {
      int its =
          machines(
                  SmallSite.CLUSTER,
                  "",
                  Map.of("state", new ColumnFilter.AnyOf(Set.of(word))),
                  null)
              .size();
      assertTrue(its > 0, word);
      sum += its;
    }
    assertEquals(snapshot.inventory().machines().size(), sum);
    assertEquals(
        sum,
        machines(
                SmallSite.CLUSTER,
                "",
                Map.of("state", new ColumnFilter.AnyOf(Set.copyOf(words))),
                null)
            .size());
  }

  @Test
  void aMachineThatStandsStillIsNotShownAsRunning() {
    Machine machine = worlds.machine(2);
    assertTrue(machine.isOn());
    worlds.world().set(machine.withStalled(true));
    Snapshot snapshot = worlds.snapshot();
    ColumnSource source =
        new ColumnSource(
            snapshot,
            TableIndex.of(TableKind.MACHINES, snapshot.inventory(), null),
            new Texts(Locale.ENGLISH),
            new Format(Locale.ENGLISH));
    assertEquals(
        "Stands still: no space",
        column("state").content().text(source, snapshot.inventory().machine(machine.id())));
  }
}
