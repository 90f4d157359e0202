package io.coppice.model.overlay.fault;

import io.coppice.model.overlay.NetworkState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A diagnosis that can be followed while it looks, and ended. Its parts look at the network beside
 * each other, and none knows of the others. What the last run that looked at the whole of a part
 * found there, and the run before this one, stands until this one has looked at the whole of it, so
 * that a change does not empty the list, and many in a row do not fill it. Thread-safe; run once.
 */
public final class DiagnosisRun {
  private static final Comparator<Fault> ORDER =
      Comparator.comparing(Fault::severity)
          .reversed()
          .thenComparing(Fault::kind)
          .thenComparing(fault -> fault.where().toString());

  private final NetworkState state;
  private final Runnable changed;
  private final Map<Part, Looking> parts = new EnumMap<>(Part.class);
  private volatile boolean cancelled;

  /** What is looked at. */
  public enum Part {
    DEVICES,
    SEGMENTS,
    ADDRESSES,
    UNDERLAY,
    MIDDLEBOXES
  }

  /**
   * How far it came.
   *
   * @param done things looked at
   * @param of all that are known to be looked at; more may come
   * @param under parts that are not looked through
   * @param older whether faults are among those found that an earlier run found
   */
  public record Progress(int done, int of, Set<Part> under, boolean older, boolean cancelled) {
    public Progress {
      under = under.isEmpty() ? Set.of() : Set.copyOf(under);
    }

    public boolean isWhole() {
      return under.isEmpty();
    }
  }

  /** One of a network that nobody looked at before. */
  public DiagnosisRun(NetworkState state) {
    this(state, Optional.empty(), () -> {});
  }

  /**
   * One that follows another.
   *
   * @param before of the network as it was
   * @param changed called on any thread whenever it came further: often, and to be short
   */
  public DiagnosisRun(NetworkState state, Optional<DiagnosisRun> before, Runnable changed) {
    this.state = state;
    this.changed = changed;
    for (Part part : Part.values()) {
      parts.put(
          part,
          before
              .map(run -> run.parts.get(part))
              .map(it -> new Looking(it.settled(), it.ofThisRun(), expected(part)))
              .orElseGet(() -> new Looking(List.of(), List.of(), expected(part))));
    }
  }

  /** How many things a part looks at, as far as that is known before. */
  private int expected(Part part) {
    return switch (part) {
      case DEVICES, UNDERLAY -> state.nodes().size();
      case SEGMENTS, MIDDLEBOXES -> state.segments().size();
      case ADDRESSES -> state.segments().size() + state.nodes().size();
    };
  }

  /** What one part finds. */
  private final class Looking implements Findings {
    /** Of the last run that looked at the whole of it. */
    private final List<Fault> settled;

    private final List<Fault> before;
    private final List<Fault> found = new ArrayList<>();
    private final AtomicInteger done = new AtomicInteger();
    private final AtomicInteger of = new AtomicInteger();
    private boolean whole;

    Looking(List<Fault> settled, List<Fault> before, int expected) {
      this.settled = settled;
      this.before = before;
      of.set(expected);
    }

    @Override
    public void accept(Fault fault) {
      synchronized (this) {
        found.add(fault);
      }
      changed.run();
    }

    @Override
    public void expect(int more) {
      of.addAndGet(more);
    }

    private void goOn() {
      if (cancelled) {
        throw new CancellationException();
      }
    }

    @Override
    public void step() {
      goOn();
      done.incrementAndGet();
      changed.run();
    }

    private void end() {
      synchronized (this) {
        whole = true;
      }
      of.set(done.get()); // some of it may need no look
      changed.run();
    }

    synchronized boolean isWhole() {
      return whole;
    }

    synchronized boolean hasOlder() {
      return !whole && !before.isEmpty();
    }

    synchronized List<Fault> settled() {
      return whole ? List.copyOf(found) : settled;
    }

    /** What was found, and as long as not all is looked at, what was when all was. */
    synchronized List<Fault> ofThisRun() {
      return with(settled);
    }

    /** The same with what the run before found. */
    synchronized List<Fault> faults() {
      return with(before);
    }

    private List<Fault> with(List<Fault> earlier) {
      if (whole || earlier.isEmpty()) {
        return List.copyOf(found);
      }
      Set<Fault> all = new LinkedHashSet<>(earlier);
      all.addAll(found);
      return List.copyOf(all);
    }
  }

  /** The network that is looked at. */
  public NetworkState state() {
    return state;
  }

  /**
   * Looks, on this thread and others.
   *
   * @return all faults, in their order
   * @throws CancellationException if it was ended before
   */
  public List<Fault> run() {
    List.of(Part.values()).parallelStream().forEach(this::look);
    return faults();
  }

  private void look(Part part) {
    Looking into = parts.get(part);
    into.goOn();
    switch (part) {
      case DEVICES -> new DeviceChecks(state, into).run();
      case SEGMENTS -> new SegmentChecks(state, new RoutedPaths(state), into).run();
      case ADDRESSES -> new AddressChecks(state, new RoutedPaths(state), into).run();
      case UNDERLAY -> new UnderlayChecks(state, new RoutedPaths(state), into).run();
      case MIDDLEBOXES -> new MiddleboxChecks(state, new RoutedPaths(state), into).run();
    }
    into.end();
  }

  /** Ends it; what was found stays. */
  public void cancel() {
    cancelled = true;
  }

  public Progress progress() {
    int done = 0;
    int of = 0;
    boolean older = false;
    Set<Part> under = EnumSet.noneOf(Part.class);
    for (Map.Entry<Part, Looking> part : parts.entrySet()) {
      done += part.getValue().done.get();
      of += part.getValue().of.get();
      older |= part.getValue().hasOlder();
      if (!part.getValue().isWhole()) {
        under.add(part.getKey());
      }
    }
    return new Progress(done, of, under, older, cancelled);
  }

  /** What was found so far: errors first, then by kind and place. */
  public List<Fault> faults() {
    List<Fault> all = new ArrayList<>();
    parts.values().forEach(part -> all.addAll(part.faults()));
    all.sort(ORDER);
    return List.copyOf(all);
  }
}
