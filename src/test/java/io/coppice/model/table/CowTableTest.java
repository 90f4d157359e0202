package io.coppice.model.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CowTableTest {
  /**
   * A table with the list that it must equal; copies and writes in random order, as branches of a
   * world would.
   */
  private record Twin(CowTable<String> table, List<String> model) {
    Twin copied() {
      return new Twin(table.copy(), new ArrayList<>(model));
    }

    void check() {
      assertEquals(model.size(), table.size());
      for (int row = 0; row < model.size(); row++) {
        assertEquals(model.get(row), table.get(row), "row " + row);
      }
    }
  }

  @Test
  void copiesNeverSeeEachOthersWrites() {
    SplittableRandom random = new SplittableRandom(17);
    List<Twin> twins = new ArrayList<>();
    List<Twin> frozen = new ArrayList<>();
    twins.add(new Twin(new CowTable<>(), new ArrayList<>()));
    for (int step = 0; step < 20_000; step++) {
      Twin twin = twins.get(random.nextInt(twins.size()));
      String value = "v" + step;
      if (twin.model().isEmpty() || random.nextInt(3) == 0) {
        twin.table().add(value);
        twin.model().add(value);
      } else if (random.nextInt(500) == 0 && twins.size() < 12) {
        twins.add(twin.copied());
        frozen.add(new Twin(twin.table().freeze(), new ArrayList<>(twin.model())));
      } else {
        int row = random.nextInt(twin.model().size());
        String written = random.nextInt(10) == 0 ? null : value;
        twin.table().set(row, written);
        twin.model().set(row, written);
      }
    }
    assertTrue(twins.size() > 5);
    twins.forEach(Twin::check);
    frozen.forEach(Twin::check);
  }

  /** A column with the array that it must equal. */
  private record ColumnTwin(CowInts column, int[] model) {
    void check() {
      for (int row = 0; row < model.length; row++) {
        assertEquals(model[row], column.get(row), "row " + row);
      }
    }
  }

  @Test
  void columnsTheirCopiesAndTheirFrozenOnesNeverSeeEachOthersWrites() {
    SplittableRandom random = new SplittableRandom(23);
    List<ColumnTwin> twins = new ArrayList<>();
    List<ColumnTwin> frozen = new ArrayList<>();
    twins.add(new ColumnTwin(new CowInts(), new int[5000]));
    for (int step = 0; step < 20_000; step++) {
      ColumnTwin twin = twins.get(random.nextInt(twins.size()));
      switch (random.nextInt(500)) {
        case 0 -> twins.add(new ColumnTwin(twin.column().copy(), twin.model().clone()));
        case 1 -> frozen.add(new ColumnTwin(twin.column().freeze(), twin.model().clone()));
        case 2 -> twins.add(new ColumnTwin(twin.column().freeze().copy(), twin.model().clone()));
        default -> {
          int row = random.nextInt(twin.model().length);
          twin.column().set(row, step);
          twin.model()[row] = step;
        }
      }
    }
    assertTrue(twins.size() > 20 && frozen.size() > 10);
    twins.forEach(ColumnTwin::check);
    frozen.forEach(ColumnTwin::check);
  }

  @Test
  void aFrozenCopyStaysAsItWasAndRefusesWrites() {
    CowTable<String> table = filled(1000);
    CowTable<String> frozen = table.freeze();
    table.set(3, "changed");
    table.add("more");
    assertEquals("r3", frozen.get(3));
    assertEquals(1000, frozen.size());
    assertThrows(IllegalStateException.class, () -> frozen.set(0, "x"));
    assertThrows(IllegalStateException.class, () -> frozen.add("x"));
    assertSame(frozen, frozen.freeze());
  }

  @Test
  void changesAreFoundExactly() {
    CowTable<String> table = filled(3000);
    CowTable<String> before = table.freeze();
    table.set(5, "five");
    table.set(2999, null);
    table.add("new");
    List<Integer> changed = new ArrayList<>();
    table.forEachChange(before, changed::add);
    assertEquals(List.of(5, 2999, 3000), changed);
    assertFalse(table.sharesAllWith(before));
    assertTrue(table.freeze().sharesAllWith(table.freeze()));
    assertEquals(3000, table.count(), "one deleted, one added");
  }

  @Test
  void rowsBesideTheTableAreNullToReadAndRefusedToWrite() {
    CowTable<String> table = filled(3);
    assertNull(table.get(-1));
    assertNull(table.get(3));
    assertThrows(IndexOutOfBoundsException.class, () -> table.set(3, "x"));
  }

  @Test
  void columnsKeepCopiesApartAndGrowWithZeros() {
    CowInts column = new CowInts();
    column.set(5000, 7);
    CowInts copy = column.copy();
    CowInts frozen = column.freeze();
    column.set(5000, 8);
    copy.set(1, 9);
    assertEquals(7, frozen.get(5000));
    assertEquals(7, copy.get(5000));
    assertEquals(8, column.get(5000));
    assertEquals(0, column.get(1));
    assertEquals(0, column.get(1_000_000));
    assertThrows(IllegalStateException.class, () -> frozen.set(0, 1));
  }

  private static CowTable<String> filled(int rows) {
    CowTable<String> table = new CowTable<>();
    for (int row = 0; row < rows; row++) {
      table.add("r" + row);
    }
    return table;
  }
}
