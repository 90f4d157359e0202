package io.coppice.ui.overlay.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.backend.FrameCaptures;
import io.coppice.backend.Subscription;
import io.coppice.model.EntityId.PortGroupId;
import io.coppice.model.Problem;
import io.coppice.model.SimTime;
import io.coppice.model.overlay.fabric.CapturePoint;
import io.coppice.model.overlay.trace.CarriedTrace;
import io.coppice.model.overlay.trace.Words;
import io.coppice.ui.kit.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class LiveCaptureTest {
  private final LiveCapture live = new LiveCapture(new Texts(Locale.ENGLISH));
  private Consumer<FrameCaptures.Batch> listener = _ -> {};
  private boolean closed;

  private void start() {
    live.start(
        new FrameCaptures() {
          @Override
          public Subscription start(CapturePoint at, Consumer<FrameCaptures.Batch> heard) {
            listener = heard;
            closed = false;
            return () -> closed = true;
          }

          @Override
          public Subscription watchDrops(PortGroupId of, Consumer<CarriedTrace> heard) {
            throw new AssertionError("Nobody asked for drops");
          }
        },
        new CapturePoint.SegmentOf(new PortGroupId(0)));
  }

  private static FrameCaptures.CapturedFrame frame(int bytes, Optional<Problem> drop) {
    return new FrameCaptures.CapturedFrame(
        new SimTime(5), "host", "nic", Words.of("x"), new byte[bytes], drop);
  }

  private static FrameCaptures.Batch batch(int frames, int bytes) {
    List<FrameCaptures.CapturedFrame> all = new ArrayList<>();
    for (int i = 0; i < frames; i++) {
      all.add(frame(bytes, Optional.empty()));
    }
    return new FrameCaptures.Batch(all, 0);
  }

  @Test
  void onlyTheNewestAreKeptAndTheOthersCounted() {
    start();
    listener.accept(batch(LiveCapture.MOST + 500, 60));
    live.state();
    listener.accept(batch(7, 60));
    listener.accept(new FrameCaptures.Batch(List.of(), 11));
    LiveCapture.State state = live.state();
    assertEquals(LiveCapture.MOST, state.rows().size());
    assertEquals(507 + 11, state.letGo());
    assertEquals(LiveCapture.MOST + 507 + 11, state.captured());
    assertEquals(LiveCapture.MOST + 507, state.rows().getLast().number());
    assertSame(state, live.state(), "nothing came since");
  }

  @Test
  void largeFramesAreBoundedByTheirBytes() {
    start();
    for (int i = 0; i < 60; i++) {
      listener.accept(batch(10, 65_000));
    }
    LiveCapture.State state = live.state();
    long bytes = state.rows().stream().mapToLong(row -> row.bytes().length).sum();
    assertTrue(bytes <= LiveCapture.MOST_BYTES && bytes > LiveCapture.MOST_BYTES / 2);
    assertEquals(600, state.rows().size() + state.letGo());
  }

  @Test
  void whatWasDroppedSaysWhyAndAnEndedCaptureHearsNothing() {
    start();
    listener.accept(
        new FrameCaptures.Batch(
            List.of(frame(60, Optional.of(Problem.error("network.drop.ttl", "")))), 0));
    assertEquals("Dropped: Its time to live ran out.", live.state().rows().getFirst().comment());
    live.stop();
    assertTrue(closed);
    listener.accept(batch(1, 60));
    assertEquals(1, live.state().rows().size());
    assertFalse(live.state().running());
    live.clear();
    assertEquals(0, live.state().captured());
  }
}
