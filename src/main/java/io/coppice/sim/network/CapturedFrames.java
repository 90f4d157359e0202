package io.coppice.sim.network;

import io.coppice.backend.FrameCaptures.CapturedFrame;
import io.coppice.model.overlay.trace.CarriedTrace;
import io.coppice.sim.network.CaptureTaps.DropWatch;
import io.coppice.sim.network.CaptureTaps.Tap;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Frames that were captured in a world and not handed over yet; bounded. One thread. */
public final class CapturedFrames {
  /** Kept until the next snapshot, some sixty of which are made a second. */
  private static final int MOST = 10_000;

  private static final long MOST_BYTES = 32L << 20;

  /** Of each watch, whatever others hear: who waits for one is content with the first. */
  private static final int MOST_DROPPED = 64;

  private List<Noted> frames = new ArrayList<>();
  private Map<Tap, Long> lost = new HashMap<>();
  private List<Dropped> dropped = new ArrayList<>();
  private long bytes;

  /** A frame, and who wants it. */
  record Noted(Tap tap, CapturedFrame frame) {}

  /** A packet that was dropped, and who waits for one. */
  record Dropped(DropWatch watch, CarriedTrace packet) {}

  /** What there was. */
  public record Taken(List<Noted> frames, Map<Tap, Long> lost, List<Dropped> dropped) {
    static final Taken NOTHING = new Taken(List.of(), Map.of(), List.of());
  }

  boolean isFull() {
    return frames.size() >= MOST || bytes >= MOST_BYTES;
  }

  void add(Tap tap, CapturedFrame frame) {
    frames.add(new Noted(tap, frame));
    bytes += frame.bytes().length;
  }

  void lose(Tap tap) {
    lost.merge(tap, 1L, Long::sum);
  }

  void dropped(DropWatch watch, CarriedTrace packet) {
    if (dropped.stream().filter(it -> it.watch() == watch).count() < MOST_DROPPED) {
      dropped.add(new Dropped(watch, packet));
    }
  }

  CapturedFrames copy() {
    CapturedFrames copy = new CapturedFrames();
    copy.frames.addAll(frames);
    copy.lost.putAll(lost);
    copy.dropped.addAll(dropped);
    copy.bytes = bytes;
    return copy;
  }

  Taken take() {
    if (frames.isEmpty() && lost.isEmpty() && dropped.isEmpty()) {
      return Taken.NOTHING;
    }
    Taken taken = new Taken(frames, lost, dropped);
    frames = new ArrayList<>();
    lost = new HashMap<>();
    dropped = new ArrayList<>();
    bytes = 0;
    return taken;
  }
}
