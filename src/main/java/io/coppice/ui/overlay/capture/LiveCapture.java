package io.coppice.ui.overlay.capture;

import io.coppice.backend.FrameCaptures;
import io.coppice.backend.FrameCaptures.Batch;
import io.coppice.backend.FrameCaptures.CapturedFrame;
import io.coppice.backend.Subscription;
import io.coppice.model.overlay.fabric.CapturePoint;
import io.coppice.ui.kit.Texts;
import io.coppice.wire.packet.LinkType;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Frames while they are carried: the newest are kept, older ones let go and counted. The site's
 * thread only puts them down; they are dissected by whoever asks for rows. Thread-safe.
 */
final class LiveCapture {
  /** Kept. */
  static final int MOST = 20_000;

  /** Bytes of them, all together. */
  static final long MOST_BYTES = 32L << 20;

  private final Texts texts;
  private final RowDissector dissector = new RowDissector();
  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private final Deque<PacketRow> rows = new ArrayDeque<>();
  private Subscription subscription;
  private long bytes;
  private long number;
  private long letGo;
  private long first = -1;
  private int run;
  private long version;
  private State last = new State(List.of(), 0, 0, 0, 0, false, 0);

  private record Waiting(long number, CapturedFrame frame) {}

  /**
   * What there is.
   *
   * @param rows the newest, by number
   * @param captured all that came, with what was let go
   * @param first the instant of the first that came, nanoseconds since 1970
   * @param run another one after everything was forgotten
   * @param version another one with every change
   */
  record State(
      List<PacketRow> rows,
      long captured,
      long letGo,
      long first,
      int run,
      boolean running,
      long version) {}

  LiveCapture(Texts texts) {
    this.texts = texts;
  }

  /** Begins anew at a place. */
  synchronized void start(FrameCaptures captures, CapturePoint at) {
    stop();
    clear();
    subscription = captures.start(at, this::put);
  }

  /** Ends it; what was captured stays. */
  synchronized void stop() {
    if (subscription != null) {
      subscription.close();
      subscription = null;
    }
  }

  synchronized boolean isRunning() {
    return subscription != null;
  }

  /** Forgets what was captured. */
  synchronized void clear() {
    waiting.clear();
    rows.clear();
    bytes = 0;
    number = 0;
    letGo = 0;
    first = -1;
    run++;
  }

  private synchronized void put(Batch batch) {
    if (subscription == null) {
      return;
    }
    for (CapturedFrame frame : batch.frames()) {
      first = first < 0 ? frame.at().micros() * 1000 : first;
      waiting.add(new Waiting(++number, frame));
      bytes += frame.bytes().length;
      trim();
    }
    number += batch.lost();
    letGo += batch.lost();
  }

  private void trim() {
    while (rows.size() + waiting.size() > MOST || bytes > MOST_BYTES) {
      bytes -= rows.isEmpty() ? waiting.poll().frame().bytes().length : rows.poll().bytes().length;
      letGo++;
    }
  }

  /**
   * What there is now, the same object while it is the same; dissects what came since, which may
   * take milliseconds.
   */
  synchronized State state() {
    boolean same =
        last.captured() == number
            && last.letGo() == letGo
            && last.run() == run
            && last.running() == isRunning();
    if (same) {
      return last;
    }
    for (Waiting next = waiting.poll(); next != null; next = waiting.poll()) {
      CapturedFrame frame = next.frame();
      rows.add(
          dissector.row(
              next.number(),
              frame.at().micros() * 1000,
              frame.bytes().length,
              frame.bytes(),
              LinkType.ETHERNET,
              frame.port().isEmpty() ? frame.node() : frame.node() + ":" + frame.port(),
              frame
                  .drop()
                  .map(why -> texts.get("network.capture.live.dropped", texts.what(why)))
                  .orElse("")));
    }
    last = new State(List.copyOf(rows), number, letGo, first, run, isRunning(), ++version);
    return last;
  }
}
