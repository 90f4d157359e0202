package io.coppice.ui.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class UpdateSlotTest {
  /** A request comes, or the update under way ends. */
  private enum Step {
    REQUEST,
    END
  }

  private static List<List<Step>> everyOrderOf(int steps) {
    List<List<Step>> orders = new ArrayList<>();
    for (int bits = 0; bits < 1 << steps; bits++) {
      List<Step> order = new ArrayList<>();
      for (int i = 0; i < steps; i++) {
        order.add((bits >> i & 1) == 0 ? Step.REQUEST : Step.END);
      }
      orders.add(order);
    }
    return orders;
  }

  @Test
  void inWhateverOrderThingsHappenNoRequestIsForgottenAndOneUpdateRunsAtATime() {
    for (List<Step> order : everyOrderOf(12)) {
      UpdateSlot slot = new UpdateSlot();
      boolean running = false;
      boolean unseen = false;
      for (Step step : order) {
        if (step == Step.REQUEST) {
          unseen = true;
          if (slot.request()) {
            assertFalse(running, "two at a time in " + order);
            running = true;
            unseen = false;
          }
        } else if (running) {
          running = slot.done();
          unseen &= !running;
        }
        assertTrue(running || !unseen, "forgotten in " + order);
      }
    }
  }

  @Test
  void manyRequestsDuringAnUpdateAreOneMoreUpdate() {
    UpdateSlot slot = new UpdateSlot();
    assertTrue(slot.request());
    assertFalse(slot.request());
    assertFalse(slot.request());
    assertEquals(List.of(true, false), List.of(slot.done(), slot.done()));
  }
}
