package io.coppice.ui.kit;

import io.coppice.backend.Snapshot;
import io.coppice.backend.Subscription;
import io.coppice.session.Session;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import javafx.animation.AnimationTimer;
import javafx.application.Platform;

/**
 * The frame gate of a session. Each binding is idle, computing, or computed and waiting for its
 * frame; what changes meanwhile only marks it stale, and it is computed again after it was shown.
 * So a view costs one computation a frame at most, and one that is slow skips. What somebody chose
 * is drawn as soon as it is computed, what the site did in the next frame that comes. A timer runs
 * while something waits for a frame, and stops. While nobody can see the window nothing is
 * computed; what changed meanwhile is computed once when it is seen again. While nobody works in
 * it, time alone is no reason to compute but what shows the time, until {@link #UNHURRIED} passed,
 * and what shows the time takes the next frame that comes by itself: not every system says that a
 * window is covered.
 */
public final class LiveFrameGate implements FrameGate, AutoCloseable {
  private static final long FRAME_NANOS = 16_000_000;

  /** Nanoseconds in which ages and the like may be behind where nobody works. */
  private static final long UNHURRIED = 5_000_000_000L;

  private final Session session;
  private final LongSupplier nanos;
  private final Subscription subscription;
  private final Set<Tie<?>> ties = ConcurrentHashMap.newKeySet();
  private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicReference<Asked> asked = new AtomicReference<>(Asked.NOT);
  private final ExecutorService compute;
  private final ExecutorService blocking = Executors.newVirtualThreadPerTaskExecutor();
  private final AnimationTimer timer;
  private final Optional<ToolkitPulse> pulse;

  /** When a frame was last hurried, or had what wanted to be. */
  private volatile long hurriedAt = System.nanoTime() - FRAME_NANOS;

  private volatile boolean resting;
  private volatile boolean unhurried;

  /** What the others than those of the time were computed of, and when; by who tells of changes. */
  private volatile Snapshot regarded;

  private volatile long regardedAt;
  private Runnable awaited = () -> {};

  /** Whether a frame is waited for; where it can come slowly, nobody is told of it. */
  private enum Asked {
    NOT,
    SLOWLY,
    SOON
  }

  /** Starts listening to the session. FX thread. */
  public LiveFrameGate(Session session) {
    this(session, System::nanoTime);
  }

  /**
   * Starts listening to the session. FX thread.
   *
   * @param nanos of a clock that says how long nothing was computed
   */
  LiveFrameGate(Session session, LongSupplier nanos) {
    this.session = session;
    this.nanos = nanos;
    AtomicInteger number = new AtomicInteger();
    this.compute =
        Executors.newFixedThreadPool(
            2,
            work -> {
              Thread thread = new Thread(work, "state-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    this.timer =
        new AnimationTimer() {
          @Override
          public void handle(long now) {
            frame();
          }
        };
    this.pulse = ToolkitPulse.find();
    this.subscription = session.onSnapshot(this::changed);
  }

  private void changed(Snapshot now) {
    Snapshot before = regarded;
    boolean canWait =
        unhurried
            && before != null
            && nanos.getAsLong() - regardedAt < UNHURRIED
            && now.differsInTimeOnly(before);
    if (!canWait) {
      regarded = now;
      regardedAt = nanos.getAsLong();
    }
    ties.forEach(tie -> tie.stale(canWait));
  }

  @Override
  public <S> Binding bind(Function<Snapshot, S> work, Consumer<S> show) {
    return bind(new Tie<>(work, show, false));
  }

  @Override
  public <S> Binding bindToTime(Function<Snapshot, S> work, Consumer<S> show) {
    return bind(new Tie<>(work, show, true));
  }

  private Binding bind(Tie<?> tie) {
    ties.add(tie);
    tie.stale(false);
    return tie;
  }

  /** Nobody works in the window any more, or somebody does again. */
  public void calm(boolean unfocused) {
    unhurried = unfocused;
    if (!unfocused && !resting) {
      ties.forEach(Tie::catchUp);
    }
  }

  /**
   * Nobody can see the window any more, or somebody can again. Views that were bound meanwhile get
   * their first state in any case.
   */
  public void rest(boolean unseen) {
    resting = unseen;
    if (!unseen) {
      ties.forEach(Tie::catchUp);
    }
  }

  @Override
  public void later(Runnable action) {
    later(action, false);
  }

  /**
   * @param canWait whether nobody is told that a frame is waited for
   */
  private void later(Runnable action, boolean canWait) {
    waiting.add(action);
    if (asked.compareAndSet(Asked.NOT, canWait ? Asked.SLOWLY : Asked.SOON)
        || !canWait && asked.compareAndSet(Asked.SLOWLY, Asked.SOON)) {
      Platform.runLater(this::awaitFrame);
    }
  }

  /** Tells somebody whenever a frame is waited for, in some hurry, and none was. FX thread. */
  public void onAwaited(Runnable told) {
    awaited = told;
  }

  private void awaitFrame() {
    timer.start();
    if (asked.get() == Asked.SOON) {
      awaited.run();
    }
  }

  @Override
  public void soon(Runnable action) {
    later(
        () -> {
          hurriedAt = System.nanoTime();
          action.run();
        });
    if (pulse.isPresent() && !resting && System.nanoTime() - hurriedAt >= FRAME_NANOS) {
      Platform.runLater(pulse.get()::hasten);
    }
  }

  @Override
  public <T> void async(Callable<T> work, Consumer<T> done, Consumer<Throwable> failed) {
    blocking.execute(
        () -> {
          try {
            T result = work.call();
            later(() -> done.accept(result));
          } catch (Exception | LinkageError e) {
            later(() -> failed.accept(e));
          }
        });
  }

  /** Runs what waits now; what comes while it runs waits for the next frame. */
  private void frame() {
    int count = waiting.size();
    if (count == 0) {
      stop();
      return;
    }
    for (int i = 0; i < count; i++) {
      Runnable action = waiting.poll();
      if (action != null) {
        try {
          action.run();
        } catch (RuntimeException e) {
          System.getLogger(LiveFrameGate.class.getName())
              .log(System.Logger.Level.ERROR, "a view failed", e);
        }
      }
    }
    if (asked.get() == Asked.SLOWLY && waiting.isEmpty()) {
      // one frame each time, not one more in which nothing waits
      stop();
    }
  }

  private void stop() {
    timer.stop();
    asked.set(Asked.NOT);
    if (!waiting.isEmpty() && asked.compareAndSet(Asked.NOT, Asked.SOON)) {
      awaitFrame();
    }
  }

  @Override
  public void close() {
    subscription.close();
    ties.clear();
    compute.shutdownNow();
    blocking.shutdownNow();
    timer.stop();
  }

  private final class Tie<S> implements Binding {
    private final Function<Snapshot, S> work;
    private final Consumer<S> show;
    private final boolean ofTime;
    private final UpdateSlot slot = new UpdateSlot();
    private final AtomicBoolean missed = new AtomicBoolean();
    private final AtomicBoolean hurried = new AtomicBoolean();

    /** Whether more than the time changed, or somebody works in the window. */
    private final AtomicBoolean eager = new AtomicBoolean();

    private volatile boolean begun;
    private volatile boolean closed;

    Tie(Function<Snapshot, S> work, Consumer<S> show, boolean ofTime) {
      this.work = work;
      this.show = show;
      this.ofTime = ofTime;
    }

    /**
     * Something changed.
     *
     * @param canWait whether that is nothing but the time
     */
    void stale(boolean canWait) {
      if (mayMiss(canWait)) {
        missed.set(true);
        // Somebody may have looked this instant, before it was noted.
        if (mayMiss(canWait)) {
          return;
        }
      }
      if (!canWait) {
        eager.set(true);
      }
      request();
    }

    private boolean mayMiss(boolean canWait) {
      return begun && (resting || (canWait && unhurried && !ofTime));
    }

    /** Shows what changed while nobody looked. */
    void catchUp() {
      if (missed.getAndSet(false)) {
        eager.set(true);
        request();
      }
    }

    private void request() {
      begun = true;
      if (slot.request()) {
        begin();
      }
    }

    private void begin() {
      if (closed || compute.isShutdown()) {
        return;
      }
      try {
        compute.execute(this::compute);
      } catch (RejectedExecutionException e) {
        // The gate was closed this instant, and nothing is shown any more.
        closed = true;
      }
    }

    private void compute() {
      try {
        boolean hurry = hurried.getAndSet(false);
        boolean canWait = !eager.getAndSet(false);
        S state = work.apply(session.snapshot());
        Runnable action = () -> shown(state);
        if (hurry) {
          soon(action);
        } else {
          later(action, canWait);
        }
      } catch (RuntimeException | Error e) {
        if (!compute.isShutdown()) { // what was closed meanwhile cannot, and need not
          System.getLogger(LiveFrameGate.class.getName())
              .log(System.Logger.Level.ERROR, "a state cannot be computed", e);
        }
        done();
      }
    }

    private void shown(S state) {
      try {
        if (!closed) {
          show.accept(state);
        }
      } finally {
        done();
      }
    }

    private void done() {
      if (slot.done()) {
        begin();
      }
    }

    @Override
    public void refresh() {
      hurried.set(true);
      request();
    }

    @Override
    public void close() {
      closed = true;
      ties.remove(this);
    }
  }
}
