package io.coppice.rules.index;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class SortedIntSetTest {
  @Test
  void frozenCopiesStayAsTheyWereWhateverBecomesOfTheSet() {
    Random random = new Random(5);
    SortedIntSet set = new SortedIntSet();
    TreeSet<Integer> model = new TreeSet<>();
    Map<SortedIntSet, int[]> kept = new HashMap<>();
    for (int step = 0; step < 5_000; step++) {
      // Mostly numbers higher than any before, as ids come; some in the midst.
      int item = random.nextInt(3) > 0 ? step : random.nextInt(step + 1);
      if (random.nextInt(3) > 0) {
        set.add(item);
        model.add(item);
      } else {
        set.remove(item);
        model.remove(item);
      }
      if (random.nextInt(20) == 0) {
        kept.put(set.freeze(), array(model));
      }
    }
    assertArrayEquals(array(model), set.toArray());
    kept.forEach((frozen, was) -> assertArrayEquals(was, frozen.toArray()));
  }

  private static int[] array(java.util.Set<Integer> items) {
    return items.stream().mapToInt(Integer::intValue).toArray();
  }

  @Test
  void aFrozenSetIsReadOnly() {
    SortedIntSet set = new SortedIntSet();
    set.add(1);
    assertThrows(IllegalStateException.class, () -> set.freeze().add(2));
    assertThrows(IllegalStateException.class, () -> set.freeze().remove(1));
  }
}
