package io.coppice.ui.kit.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.model.EntityId;
import io.coppice.model.EntityId.MachineId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import javafx.collections.ListChangeListener;
import org.junit.jupiter.api.Test;

class RowListTest {
  private record Row(EntityId id, String name) implements TreeRow {
    @Override
    public int depth() {
      return 0;
    }

    @Override
    public boolean expandable() {
      return false;
    }

    @Override
    public boolean expanded() {
      return false;
    }
  }

  private final RowList<Row> list = new RowList<>();
  private final List<Row> follower = new ArrayList<>();
  private int replaced;

  private static List<Row> rows(IntStream ids) {
    return ids.mapToObj(id -> new Row(new MachineId(id), "vm-" + id)).toList();
  }

  /** Rebuilds the list from what it tells of its changes, as a control does. */
  private void follow() {
    list.addListener(
        (ListChangeListener<Row>)
            change -> {
              while (change.next()) {
                int from = change.getFrom();
                replaced += change.wasReplaced() ? change.getAddedSize() : 0;
                follower.subList(from, from + change.getRemovedSize()).clear();
                follower.addAll(from, change.getAddedSubList());
              }
            });
  }

  private void show(List<Row> rows) {
    if (list.isSameShape(rows)) {
      list.update(rows);
    } else {
      list.replace(rows);
    }
    assertEquals(rows, List.copyOf(list));
    assertEquals(rows, follower);
  }

  @Test
  void whoHearsItsChangesHasItsRows() {
    follow();
    Random random = new Random(11);
    for (int round = 0; round < 500; round++) {
      int kept = random.nextInt(1, 5);
      int name = random.nextInt(3);
      show(
          IntStream.range(0, 12)
              .filter(_ -> random.nextInt(5) < kept)
              .mapToObj(
                  id -> new Row(new MachineId(id), "vm-" + (random.nextInt(6) == 0 ? name : id)))
              .toList());
    }
  }

  @Test
  void rowsThatComeAndGoAreNotReplaced() {
    follow();
    show(rows(IntStream.range(0, 1000)));
    show(rows(IntStream.range(0, 1000).filter(id -> id % 7 != 0)));
    show(rows(IntStream.range(500, 3000)));
    assertEquals(0, replaced);
  }

  @Test
  void ofTheSameObjectsOnlyWhatSaysSomethingElseIsTold() {
    follow();
    show(rows(IntStream.range(0, 100)));
    List<Row> renamed = new ArrayList<>(rows(IntStream.range(0, 100)));
    renamed.set(40, new Row(new MachineId(40), "zebra"));
    assertTrue(list.isSameShape(renamed));
    show(renamed);
    assertEquals(1, replaced);
    assertFalse(list.isSameShape(rows(IntStream.range(1, 101))));
  }
}
