package io.coppice.ui.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.backend.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.scene.Scene;
import javafx.scene.layout.StackPane;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/** Over a gate whose every step the test takes: what is computed, and when it is shown. */
class VisibleSubscriptionTest {
  private final SteppedGate gate = new SteppedGate();
  private final AtomicInteger site = new AtomicInteger();
  private final List<Integer> shown = new ArrayList<>();
  private final StackPane node = new StackPane();

  private static final class SteppedGate implements FrameGate {
    private Runnable update = () -> {};
    private Runnable beforeShown = () -> {};
    private int asked;

    @Override
    public <S> Binding bind(Function<Snapshot, S> compute, Consumer<S> show) {
      update =
          () -> {
            S state = compute.apply(null);
            beforeShown.run();
            show.accept(state);
          };
      return new Binding() {
        @Override
        public void refresh() {
          asked++;
        }

        @Override
        public void close() {}
      };
    }

    void update() {
      update.run();
      while (asked > 0) {
        asked--;
        update.run();
      }
    }

    @Override
    public void later(Runnable action) {
      action.run();
    }

    @Override
    public <T> void async(Callable<T> work, Consumer<T> done, Consumer<Throwable> failed) {
      throw new UnsupportedOperationException();
    }
  }

  @BeforeEach
  void toolkit() throws TimeoutException {
    FxToolkit.registerPrimaryStage();
  }

  private static void onFx(Runnable steps) {
    WaitForAsyncUtils.waitForAsyncFx(30_000, steps);
  }

  private VisibleSubscription subscribe() {
    new Scene(new StackPane(node));
    VisibleSubscription subscription =
        new VisibleSubscription(gate, node, _ -> site.get(), shown::add);
    gate.update();
    return subscription;
  }

  @Test
  void whatIsHiddenComputesNothingAndCatchesUpWhenItIsSeen() {
    onFx(this::hideChangeAndShow);
  }

  private void hideChangeAndShow() {
    VisibleSubscription subscription = subscribe();
    node.setVisible(false);
    assertFalse(subscription.isSeen());
    site.set(1);
    gate.update();
    assertEquals(List.of(0), shown);
    node.setVisible(true);
    assertTrue(subscription.isSeen());
    gate.update();
    assertEquals(1, shown.getLast());
  }

  @Test
  void whatIsSeenWhileAnUpdateIsPutOffIsShownAfterAll() {
    onFx(this::showWhilePuttingOff);
  }

  private void showWhilePuttingOff() {
    subscribe();
    node.setVisible(false);
    site.set(1);
    // The update was put off; before the gate hears of it the view is seen again.
    gate.beforeShown =
        () -> {
          gate.beforeShown = () -> {};
          node.setVisible(true);
        };
    gate.update();
    assertEquals(List.of(0, 1), shown);
  }

  @Test
  void whoComputesAndWhoLooksNeverMissEachOtherInEitherOrder() {
    SeenState computedFirst = new SeenState();
    computedFirst.look(false);
    assertFalse(computedFirst.mayShow());
    assertTrue(computedFirst.look(true), "what was put off is asked for");
    SeenState lookedFirst = new SeenState();
    lookedFirst.look(false);
    assertFalse(lookedFirst.look(true), "nothing was put off");
    assertTrue(lookedFirst.mayShow(), "and the update is done at once");
  }

  @Test
  void hiddenTwiceItStillKnowsWhatItMissed() {
    SeenState state = new SeenState();
    state.look(false);
    state.mayShow();
    assertFalse(state.look(false));
    assertTrue(state.look(true));
    assertFalse(state.look(true));
  }
}
