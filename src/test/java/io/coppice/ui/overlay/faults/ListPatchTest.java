package io.coppice.ui.overlay.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import javafx.collections.FXCollections;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import org.junit.jupiter.api.Test;

class ListPatchTest {
  @Test
  void whatStaysIsNotTouched() {
    ObservableList<String> shown = FXCollections.observableArrayList("b", "c", "e");
    List<String> removed = new ArrayList<>();
    shown.addListener(
        (ListChangeListener<String>)
            change -> {
              while (change.next()) {
                removed.addAll(change.getRemoved());
              }
            });
    assertTrue(ListPatch.apply(shown, List.of("a", "b", "d", "e")));
    assertEquals(List.of("a", "b", "d", "e"), shown);
    assertEquals(List.of("c"), removed);
    assertFalse(ListPatch.apply(shown, List.of("a", "b", "d", "e")));
  }

  @Test
  void anyListBecomesAnyOther() {
    Random random = new Random(7);
    for (int i = 0; i < 2000; i++) {
      List<Integer> shown = new ArrayList<>(some(random));
      List<Integer> wanted = some(random);
      ListPatch.apply(shown, wanted);
      assertEquals(wanted, shown);
    }
  }

  private static List<Integer> some(Random random) {
    int most = random.nextInt(20) == 0 ? 400 : 8;
    return IntStream.range(0, random.nextInt(most)).mapToObj(_ -> random.nextInt(9)).toList();
  }
}
