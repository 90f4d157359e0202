package io.coppice.rules.index;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.coppice.model.EntityId.Kind;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.inventory.Inventory;
import io.coppice.model.inventory.Machine;
import io.coppice.testkit.SmallSite;
import org.junit.jupiter.api.Test;

class NameIndexTest {
  private final NameIndex index = new NameIndex();
  private final Inventory first = SmallSite.of(1, 3).inventory();

  private Inventory renamed(int row, String name) {
    Inventory copy = first.copy();
    copy.machines().set(row, first.machine(new MachineId(row)).withName(name));
    return copy.freeze();
  }

  private int[] machines(String name, Inventory in) {
    return index.of(Kind.MACHINE, name, in).toArray();
  }

  private void follow(Inventory older, Inventory newer) {
    newer
        .machines()
        .forEachChange(
            older.machines(),
            row ->
                index.follow(
                    Kind.MACHINE, row, older.machines().get(row), newer.machines().get(row)));
  }

  private String name(int row) {
    return first.machine(new MachineId(row)).name();
  }

  @Test
  void namesAreFoundInWhateverWayTheyAreWritten() {
    Inventory both = renamed(2, "STRASSE");
    assertArrayEquals(new int[] {2}, machines("strasse", both));
    assertArrayEquals(new int[] {2}, machines("straße", both));
  }

  @Test
  void objectsOfOneNameAreAllFound() {
    Inventory both = renamed(2, name(0).toUpperCase(java.util.Locale.ROOT));
    assertArrayEquals(new int[] {0, 2}, machines(name(0), both));
  }

  @Test
  void renamedAndDeletedObjectsAreFollowedThereAndBack() {
    machines(name(1), first);
    Inventory other = renamed(1, "other");
    follow(first, other);
    assertArrayEquals(new int[0], machines(name(1), other));
    assertArrayEquals(new int[] {1}, machines("Other", other));
    Inventory without = other.copy();
    without.machines().set(1, (Machine) null);
    follow(other, without.freeze());
    assertArrayEquals(new int[0], machines("other", without));
    follow(without, first);
    assertArrayEquals(new int[] {1}, machines(name(1), first));
  }
}
