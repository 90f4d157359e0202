package io.coppice.backend;

import io.coppice.model.EntityId.PortGroupId;
import io.coppice.model.Problem;
import io.coppice.model.SimTime;
import io.coppice.model.overlay.fabric.CapturePoint;
import io.coppice.model.overlay.trace.CarriedTrace;
import io.coppice.model.overlay.trace.Words;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Captures what a site's network carries, while it carries it. Any thread. */
public interface FrameCaptures {
  /**
   * Begins to capture; closing ends it. What is not there, or no more, has no frames.
   *
   * @param listener on the site's thread, must return at once; frames come in the order in which
   *     they were carried, together with the snapshot that shows what they did
   */
  Subscription start(CapturePoint at, Consumer<Batch> listener);

  /**
   * Watches what machines of a segment send; closing ends it.
   *
   * @param listener on the site's thread, must return at once; told of each packet that a machine
   *     sent, or had to ask for first, of which a frame of the segment was dropped: the way of the
   *     first such frame up to there; no more than 64 between two snapshots, whoever else watches
   */
  Subscription watchDrops(PortGroupId segment, Consumer<CarriedTrace> listener);

  /**
   * What was captured since the last time.
   *
   * @param lost frames beyond what is kept between two snapshots
   */
  record Batch(List<CapturedFrame> frames, long lost) {
    public Batch {
      frames = List.copyOf(frames);
    }
  }

  /**
   * A frame where it was captured.
   *
   * @param node the host, switch or machine
   * @param port of it; may be empty
   * @param what was done to it there
   * @param bytes from the Ethernet header on, without the check sequence; the receiver's own
   * @param drop why it ended there, if it did
   */
  record CapturedFrame(
      SimTime at, String node, String port, Words what, byte[] bytes, Optional<Problem> drop) {}
}
