package io.coppice.ui.overlay.source;

import io.coppice.backend.Backend;
import io.coppice.model.overlay.NetworkState;
import io.coppice.model.overlay.fault.DiagnosisRun;
import io.coppice.model.overlay.fault.Fault;
import io.coppice.ui.kit.FrameGate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Looks for what is wrong in the network that is shown, once for all who ask, and only when
 * somebody does. Nobody waits: who asks is given what was found so far, and is told some times a
 * second that there is more. A network that changed is looked at anew, and what was found before
 * stands until then. Any thread; listeners are told on the FX thread.
 */
public final class FaultSearch {
  private static final long PACE = Duration.ofMillis(200).toNanos();

  private final FrameGate gate;
  private final Consumer<Throwable> failed;
  private final List<Listener> listeners = new CopyOnWriteArrayList<>();
  private final AtomicLong told = new AtomicLong(System.nanoTime());
  private DiagnosisRun run;

  /** The one whose network is looked at. */
  private Backend of;

  /** Is told of a search. */
  public interface Listener {
    /**
     * It came further.
     *
     * @param ended whether it looks no more
     */
    void searched(boolean ended);
  }

  /**
   * What was found in a network.
   *
   * @param faults so far, and those of the network before where it is not looked at yet
   */
  public record Found(NetworkState state, List<Fault> faults, DiagnosisRun.Progress progress) {}

  FaultSearch(FrameGate gate, Consumer<Throwable> failed) {
    this.gate = gate;
    this.failed = failed;
  }

  /** What is found in a site's network; begins to look where it was not looked at. */
  Found in(Backend site, NetworkState state) {
    DiagnosisRun now;
    synchronized (this) {
      if (run == null || run.state() != state) {
        begin(site, state);
      }
      now = run;
    }
    DiagnosisRun.Progress progress = now.progress();
    return new Found(state, now.faults(), progress);
  }

  private void begin(Backend site, NetworkState state) {
    Optional<DiagnosisRun> before = Optional.ofNullable(run);
    before.ifPresent(DiagnosisRun::cancel);
    boolean isSame = site == of; // two folders that were read may have one title
    DiagnosisRun begun = new DiagnosisRun(state, before.filter(_ -> isSame), this::further);
    run = begun;
    of = site;
    gate.async(begun::run, _ -> tell(begun, true), failure -> failed(begun, failure));
  }

  private void failed(DiagnosisRun of, Throwable failure) {
    of.cancel(); // it comes no further
    if (!(failure instanceof CancellationException)) {
      failed.accept(failure);
    }
    tell(of, true);
  }

  /** Some times a second, however often it is called. */
  private void further() {
    long last = told.get();
    long now = System.nanoTime();
    if (now - last > PACE && told.compareAndSet(last, now)) {
      gate.later(() -> listeners.forEach(listener -> listener.searched(false)));
    }
  }

  private void tell(DiagnosisRun of, boolean ended) {
    if (isCurrent(of)) {
      listeners.forEach(listener -> listener.searched(ended));
    }
  }

  private synchronized boolean isCurrent(DiagnosisRun one) {
    return run == one;
  }

  /** Looks no further; what was found stays until the network changes or it is asked again. */
  public void stop() {
    DiagnosisRun now;
    synchronized (this) {
      now = run;
    }
    if (now != null) {
      now.cancel();
      gate.later(() -> tell(now, false)); // it may take a while until the run notices
    }
  }

  /** Looks anew at the same network. */
  public void again() {
    synchronized (this) {
      if (run == null) {
        return;
      }
      begin(of, run.state());
    }
    gate.later(() -> listeners.forEach(listener -> listener.searched(false)));
  }

  /** Tells of searches until the result is run. */
  public Runnable listen(Listener listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }
}
