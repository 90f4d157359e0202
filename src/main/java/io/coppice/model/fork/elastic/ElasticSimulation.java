package io.coppice.model.fork.elastic;

import io.coppice.model.SimTime;
import io.coppice.model.fork.elastic.ElasticPolicy.Mode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Requests and the members that serve them, event by event. A request takes a member that has a
 * place free, the one last used first, so that others grow cold; else it waits in turn. Members are
 * asked for as long as those that start and those that have places are fewer than what waits and
 * the warm pool together; they are dismissed when they were idle for the cool-down and are not of
 * the warm pool. What makes and ends members is a {@link MemberPool}. Times are microseconds.
 */
public final class ElasticSimulation {
  private static final long SECOND = 1_000_000;
  private static final long MINUTE = 60 * SECOND;

  /** Requests in a queue: what the busiest minute brings. */
  private static final long MOST_WAITING = Arrivals.MOST_PER_MINUTE;

  /** Makes and ends members. */
  public interface MemberPool {
    /**
     * Asks for a member.
     *
     * @return when its identity is set and its link up, or -1 if there is no room
     */
    long hire(int slot, long now);

    /** A member is no longer needed. */
    void dismiss(int slot, long now);

    /** Bytes the members cost now. */
    long memory();
  }

  /** Something that will happen to a member: it is ready, or it has served a request. */
  record Event(long at, long serial, int slot, boolean ready) implements Comparable<Event> {
    @Override
    public int compareTo(Event other) {
      int byTime = Long.compare(at, other.at);
      return byTime != 0 ? byTime : Long.compare(serial, other.serial);
    }
  }

  private final ElasticPolicy policy;
  private final Arrivals arrivals;
  private final ArrivalStream stream;
  private final long start;
  private MemberPool crew;

  private final MemberSlots slots;
  private final PriorityQueue<Event> events;
  private final ArrayDeque<Long> waiting;
  private final LatencyHistogram minuteWaits;
  private final LatencyHistogram latencies;
  private final LatencyHistogram forkWaits;
  private final List<ElasticSample> samples;
  private long nextArrival;
  private long nextLook;
  private long nextSample;
  private long serial;
  private long requests;
  private long done;
  private long refused;
  private int minuteRequests;
  private int minuteRefused;

  /** There was no room for another member; until then only one that goes makes any. */
  private long noRoomUntil;

  /** Begins at that instant with nobody there. */
  public ElasticSimulation(
      ElasticPolicy policy, Arrivals arrivals, MemberPool crew, long start, long seed) {
    this(policy, arrivals, crew, start, start, seed);
    nextLook = start;
  }

  /**
   * A policy that began at {@code start} and is under way {@code now}, with nobody there yet: it
   * looks and counts when it would have next, and its load is where it was.
   */
  public ElasticSimulation(
      ElasticPolicy policy, Arrivals arrivals, MemberPool crew, long start, long now, long seed) {
    this.policy = policy;
    this.arrivals = arrivals;
    this.crew = crew;
    this.start = start;
    this.stream = new ArrivalStream(arrivals, start, now, seed);
    this.slots = new MemberSlots(policy);
    this.events = new PriorityQueue<>();
    this.waiting = new ArrayDeque<>();
    this.minuteWaits = new LatencyHistogram();
    this.latencies = new LatencyHistogram();
    this.forkWaits = new LatencyHistogram();
    this.samples = new ArrayList<>();
    this.nextArrival = stream.next();
    this.nextLook = after(start, now, SECOND);
    this.nextSample = after(start, now, MINUTE);
  }

  /** The first whole period from the start on that is not over yet. */
  private static long after(long start, long now, long period) {
    return start + (Math.floorDiv(now - start, period) + 1) * period;
  }

  /** Everything as plain values, to go on from. */
  public record Image(
      ElasticPolicy policy,
      Arrivals arrivals,
      long start,
      ArrivalStream.State stream,
      byte[] states,
      int[] active,
      int[] served,
      long[] idleSince,
      long[] born,
      int[] spare,
      List<Event> events,
      long[] waiting,
      int[] minuteWaits,
      int[] latencies,
      int[] forkWaits,
      List<ElasticSample> samples,
      long nextArrival,
      long nextLook,
      long nextSample,
      long serial,
      long requests,
      long done,
      long refused,
      int minuteRequests,
      int minuteRefused,
      long noRoomUntil) {}

  public Image image() {
    List<Event> sorted = new ArrayList<>(events);
    sorted.sort(null);
    return new Image(
        policy,
        arrivals,
        start,
        stream.state(),
        slots.states(),
        slots.active(),
        slots.served(),
        slots.idleSince(),
        slots.born(),
        slots.spare(),
        sorted,
        waiting.stream().mapToLong(Long::longValue).toArray(),
        minuteWaits.counts(),
        latencies.counts(),
        forkWaits.counts(),
        List.copyOf(samples),
        nextArrival,
        nextLook,
        nextSample,
        serial,
        requests,
        done,
        refused,
        minuteRequests,
        minuteRefused,
        noRoomUntil);
  }

  /** Goes on from an image. */
  public ElasticSimulation(Image image, MemberPool crew) {
    this.policy = image.policy();
    this.arrivals = image.arrivals();
    this.crew = crew;
    this.start = image.start();
    this.stream = new ArrivalStream(arrivals, start, image.stream());
    this.slots =
        new MemberSlots(
            policy,
            image.states(),
            image.active(),
            image.served(),
            image.idleSince(),
            image.born(),
            image.spare());
    this.events = new PriorityQueue<>(image.events());
    this.waiting = new ArrayDeque<>(Arrays.stream(image.waiting()).boxed().toList());
    this.minuteWaits = new LatencyHistogram(image.minuteWaits());
    this.latencies = new LatencyHistogram(image.latencies());
    this.forkWaits = new LatencyHistogram(image.forkWaits());
    this.samples = new ArrayList<>(image.samples());
    this.nextArrival = image.nextArrival();
    this.nextLook = image.nextLook();
    this.nextSample = image.nextSample();
    this.serial = image.serial();
    this.requests = image.requests();
    this.done = image.done();
    this.refused = image.refused();
    this.minuteRequests = image.minuteRequests();
    this.minuteRefused = image.minuteRefused();
    this.noRoomUntil = image.noRoomUntil();
  }

  /** Who makes members from now on; for a copy. */
  public ElasticSimulation with(MemberPool other) {
    crew = other;
    return this;
  }

  /**
   * A member that was there before is taken in, ready at once.
   *
   * @return its slot
   */
  public int adopt(long at) {
    int slot = slots.next();
    slots.hired(slot, at);
    events.add(new Event(at, serial++, slot, true));
    return slot;
  }

  /** When something happens next. */
  public long next() {
    long event = events.isEmpty() ? Long.MAX_VALUE : events.peek().at();
    return Math.min(Math.min(event, nextArrival), Math.min(nextLook, nextSample));
  }

  /** Lets everything happen until then. */
  public void runTo(long until) {
    for (long at = next(); at <= until; at = next()) {
      if (!events.isEmpty() && events.peek().at() == at) {
        Event event = events.poll();
        if (event.ready()) {
          ready(event.slot(), at);
        } else {
          departed(event.slot(), at);
        }
      } else if (nextArrival == at) {
        nextArrival = stream.next();
        arrived(at);
      } else if (nextLook == at) {
        nextLook = at + SECOND;
        coolDown(at);
        topUp(at);
      } else {
        sample(at);
      }
    }
  }

  private void arrived(long at) {
    requests++;
    minuteRequests++;
    if (slots.anySpare()) {
      serve(slots.lastSpare(), at, at);
      topUp(at);
      return;
    }
    waiting.add(at);
    if (!topUp(at) && waiting.size() > mostWaiting()) {
      waiting.removeLast();
      refused++;
      minuteRefused++;
    }
  }

  /** Who waits longer than a full crew serves at once is sent away; so is whom nobody counts. */
  private long mostWaiting() {
    return Math.min(MOST_WAITING, (long) policy.mostMembers() * policy.each());
  }

  private boolean full() {
    return slots.members() >= policy.mostMembers() || crew.memory() >= policy.mostMemory().value();
  }

  /**
   * Asks for as many as are missing; false where the budget or the room does not do. To find that
   * out goes through every member's pages, and thousands of requests may come in a second: where
   * there was no room it is looked for again once a second, or when a member is gone.
   */
  private boolean topUp(long at) {
    long wanted = waiting.size() + (long) policy.warmPool() * policy.each();
    while (slots.coming() < wanted) {
      if (at < noRoomUntil) {
        return false;
      }
      int slot = slots.next();
      long ready = full() ? -1 : crew.hire(slot, at);
      if (ready < 0) {
        noRoomUntil = nextLook;
        return false;
      }
      slots.hired(slot, at);
      forkWaits.add(ready - at);
      long container = policy.container().toNanos() / 1_000;
      events.add(new Event(ready + container, serial++, slot, true));
    }
    return true;
  }

  private void ready(int slot, long at) {
    if (slots.ready(slot, at)) {
      takeWaiting(slot, at);
    }
  }

  private void takeWaiting(int slot, long at) {
    while (!waiting.isEmpty() && slots.hasPlace(slot)) {
      serve(slot, waiting.poll(), at);
    }
  }

  private void serve(int slot, long came, long at) {
    slots.takes(slot);
    minuteWaits.add(at - came);
    latencies.add(at - came);
    long takes = stream.service(policy.service().toNanos() / 1_000);
    events.add(new Event(at + takes, serial++, slot, false));
  }

  private void departed(int slot, long at) {
    if (!slots.serves(slot, at)) {
      return;
    }
    done++;
    if (policy.mode() == Mode.PER_REQUEST) {
      dismiss(slot, at);
      topUp(at);
    } else {
      takeWaiting(slot, at);
    }
  }

  private void dismiss(int slot, long at) {
    slots.left(slot);
    noRoomUntil = 0;
    crew.dismiss(slot, at);
  }

  /** A member is gone by something else; what it served waits again, as if it had just come. */
  public void lost(int slot, long at) {
    if (!slots.isThere(slot)) {
      return;
    }
    int again = slots.active(slot);
    slots.left(slot);
    noRoomUntil = 0;
    events.removeIf(event -> event.slot() == slot);
    for (int i = 0; i < again; i++) {
      waiting.addFirst(at);
    }
  }

  /** Ends who was idle for long, by the policy's choice of victims, but not the warm pool. */
  private void coolDown(long at) {
    long since = at - policy.coolDown().toNanos() / 1_000;
    while (slots.places() - policy.each() >= (long) policy.warmPool() * policy.each()) {
      int victim = slots.victim(since);
      if (victim < 0) {
        return;
      }
      dismiss(victim, at);
    }
  }

  private void sample(long at) {
    nextSample = at + MINUTE;
    samples.add(
        new ElasticSample(
            new SimTime(at),
            minuteRequests,
            slots.members(),
            slots.busy(),
            waiting.size(),
            minuteRefused,
            clamp(minuteWaits.percentile(50)),
            clamp(minuteWaits.percentile(95)),
            crew.memory()));
    if (samples.size() > KEPT) {
      samples.removeFirst();
    }
    minuteWaits.clear();
    minuteRequests = 0;
    minuteRefused = 0;
  }

  /** Samples that are kept: a day of minutes. */
  public static final int KEPT = 1_440;

  private static int clamp(long micros) {
    return (int) Math.min(Integer.MAX_VALUE, micros);
  }

  /** Members that are there, by slot. */
  public int[] slots() {
    return slots.there();
  }

  /** Whether a member serves nobody. */
  public boolean isIdle(int slot) {
    return slots.active(slot) == 0;
  }

  public long requests() {
    return requests;
  }

  public long served() {
    return done;
  }

  public long refused() {
    return refused;
  }

  public int members() {
    return slots.members();
  }

  /** Microseconds a request waited until a member began to serve it. */
  public long waited(int percent) {
    return latencies.percentile(percent);
  }

  /** Microseconds from asking for a member until its link was up. */
  public long forked(int percent) {
    return forkWaits.percentile(percent);
  }

  public List<ElasticSample> samples() {
    return List.copyOf(samples);
  }
}
