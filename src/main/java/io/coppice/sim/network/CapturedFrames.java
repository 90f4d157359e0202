package io.coppice.sim.network;

import io.coppice.backend.FrameCaptures.CapturedFrame;
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

  private List<Noted> frames = new ArrayList<>();
  private Map<Tap, Long> lost = new HashMap<>();
  private long bytes;

  /** A frame, and who wants it. */
  record Noted(Tap tap, CapturedFrame frame) {}

  /** What there was. */
  public record Taken(List<Noted> frames, Map<Tap, Long> lost) {
    static final Taken NOTHING = new Taken(List.of(), Map.of());
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

  CapturedFrames copy() {
    CapturedFrames copy = new CapturedFrames();
    copy.frames.addAll(frames);
    copy.lost.putAll(lost);
    copy.bytes = bytes;
    return copy;
  }

  Taken take() {
    if (frames.isEmpty() && lost.isEmpty()) {
      return Taken.NOTHING;
    }
    Taken taken = new Taken(frames, lost);
    frames = new ArrayList<>();
    lost = new HashMap<>();
    bytes = 0;
    return taken;
  }
}
