package io.coppice.model.fork.elastic;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * The members of a {@link ElasticSimulation}, each in a slot: who starts, who is ready, how many
 * requests each serves, and who has places free, the last used first. Slots are used again. Times
 * are microseconds.
 */
final class MemberSlots {
  private static final byte FREE = 0;
  private static final byte STARTING = 1;
  private static final byte READY = 2;

  private final ElasticPolicy policy;
  private byte[] states;
  private int[] active;
  private int[] served;
  private long[] idleSince;
  private long[] born;
  private int slots;
  private final BitSet used = new BitSet();
  private int members;
  private int starting;
  private int busy;
  private long places;

  /** Members that have places free, the last used at the end. */
  private final List<Integer> spare = new ArrayList<>();

  /** Nobody. */
  MemberSlots(ElasticPolicy policy) {
    this(policy, new byte[0], new int[0], new int[0], new long[0], new long[0], new int[0]);
  }

  /** Those that were written out, one value a slot each. */
  MemberSlots(
      ElasticPolicy policy,
      byte[] states,
      int[] active,
      int[] served,
      long[] idleSince,
      long[] born,
      int[] spare) {
    this.policy = policy;
    this.slots = states.length;
    int room = Math.max(64, slots);
    this.states = Arrays.copyOf(states, room);
    this.active = Arrays.copyOf(active, room);
    this.served = Arrays.copyOf(served, room);
    this.idleSince = Arrays.copyOf(idleSince, room);
    this.born = Arrays.copyOf(born, room);
    for (int slot : spare) {
      this.spare.add(slot);
    }
    for (int slot = 0; slot < slots; slot++) {
      members += states[slot] == FREE ? 0 : 1;
      used.set(slot, states[slot] != FREE);
      starting += states[slot] == STARTING ? 1 : 0;
      busy += active[slot] > 0 ? 1 : 0;
      places += states[slot] == READY ? policy.each() - active[slot] : 0;
    }
  }

  byte[] states() {
    return Arrays.copyOf(states, slots);
  }

  int[] active() {
    return Arrays.copyOf(active, slots);
  }

  int[] served() {
    return Arrays.copyOf(served, slots);
  }

  long[] idleSince() {
    return Arrays.copyOf(idleSince, slots);
  }

  long[] born() {
    return Arrays.copyOf(born, slots);
  }

  int[] spare() {
    return spare.stream().mapToInt(Integer::intValue).toArray();
  }

  int members() {
    return members;
  }

  int busy() {
    return busy;
  }

  /** Requests that members can take now. */
  long places() {
    return places;
  }

  /** Requests that members can take now, or as soon as they have come up. */
  long coming() {
    return (long) starting * policy.each() + places;
  }

  boolean anySpare() {
    return !spare.isEmpty();
  }

  /** The member with places free that was used last. */
  int lastSpare() {
    return spare.getLast();
  }

  /** The slot the next member gets. */
  int next() {
    return used.nextClearBit(0);
  }

  /** A member was asked for, into the next slot. */
  void hired(int slot, long at) {
    used.set(slot);
    if (slot == states.length) {
      int room = slots * 2;
      states = Arrays.copyOf(states, room);
      active = Arrays.copyOf(active, room);
      served = Arrays.copyOf(served, room);
      idleSince = Arrays.copyOf(idleSince, room);
      born = Arrays.copyOf(born, room);
    }
    slots = Math.max(slots, slot + 1);
    states[slot] = STARTING;
    served[slot] = 0;
    born[slot] = at;
    members++;
    starting++;
  }

  /** It has come up; false if it was no longer awaited. */
  boolean ready(int slot, long at) {
    if (states[slot] != STARTING) {
      return false;
    }
    states[slot] = READY;
    starting--;
    idleSince[slot] = at;
    places += policy.each();
    spare.add(slot);
    return true;
  }

  /** Whether it can take one more request. */
  boolean hasPlace(int slot) {
    return states[slot] == READY && active[slot] < policy.each();
  }

  /** It takes a request. */
  void takes(int slot) {
    active[slot]++;
    busy += active[slot] == 1 ? 1 : 0;
    places--;
    if (active[slot] == policy.each()) {
      unspare(slot);
    }
  }

  /** It has served a request; false if it is no longer there. */
  boolean serves(int slot, long at) {
    if (states[slot] != READY || active[slot] == 0) {
      return false;
    }
    served[slot]++;
    if (active[slot] == policy.each()) {
      spare.add(slot);
    }
    active[slot]--;
    places++;
    if (active[slot] == 0) {
      busy--;
      idleSince[slot] = at;
    }
    return true;
  }

  boolean isThere(int slot) {
    return slot < slots && states[slot] != FREE;
  }

  /** Requests it serves now. */
  int active(int slot) {
    return slot < slots ? active[slot] : 0;
  }

  /** It is gone. */
  void left(int slot) {
    places -= states[slot] == READY ? policy.each() - active[slot] : 0;
    starting -= states[slot] == STARTING ? 1 : 0;
    busy -= active[slot] > 0 ? 1 : 0;
    unspare(slot);
    states[slot] = FREE;
    used.clear(slot);
    active[slot] = 0;
    members--;
  }

  private void unspare(int slot) {
    if (!spare.isEmpty() && spare.getLast() == slot) {
      spare.removeLast();
    } else {
      spare.remove(Integer.valueOf(slot));
    }
  }

  /** Who goes first of those that were idle since then or longer; -1 if there is none. */
  int victim(long since) {
    int victim = -1;
    for (int slot = 0; slot < slots; slot++) {
      if (states[slot] == READY
          && active[slot] == 0
          && idleSince[slot] <= since
          && (victim < 0 || before(slot, victim))) {
        victim = slot;
      }
    }
    return victim;
  }

  private boolean before(int slot, int other) {
    return switch (policy.victim()) {
      case OLDEST -> born[slot] < born[other];
      case NEWEST -> born[slot] > born[other];
      // Each request leaves its marks: who served most has diverged most.
      case MOST_DIVERGED -> served[slot] > served[other];
    };
  }

  /** Members that are there, by slot. */
  int[] there() {
    int[] there = new int[members];
    int at = 0;
    for (int slot = 0; slot < slots; slot++) {
      if (states[slot] != FREE) {
        there[at++] = slot;
      }
    }
    return there;
  }
}
