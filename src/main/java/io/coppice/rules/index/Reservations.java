package io.coppice.rules.index;

import io.coppice.model.EntityId;
import io.coppice.model.table.CowTable;
import java.util.List;

/**
 * What jobs under way hold: cost units, network slots, memory and processor reservations on a host,
 * in a pool and in a cluster they will use, space they will write. Every claim is held by a job's
 * progress, so that ending the job returns it. Sums stand in copy-on-write tables by the object's
 * row, so that a frozen copy costs next to nothing.
 */
public final class Reservations {
  /** What is claimed. */
  public enum Sort {
    /** Cost units of vCenter's limits on a host or datastore. */
    COST,
    /** Migrations over a host's network. */
    NETWORK,
    /** MiB of memory that must be there when the machine arrives. */
    MEMORY,
    /** MHz reserved. */
    CPU,
    /** Bytes that will be written to a datastore. */
    SPACE,
    /** MiB configured in machines that are about to run on a host, for placing others evenly. */
    PLACED,
    /** Machines that are about to run. */
    MACHINES;

    /** Whether one waits for it in a queue; the rest is given or refused when it is asked for. */
    public boolean isQueuedFor() {
      return this == COST || this == NETWORK;
    }
  }

  /** One claim. */
  public record Claim(EntityId on, Sort sort, long amount) {}

  private static final int KINDS = EntityId.Kind.values().length;

  /** Nobody holds anything. */
  static final Reservations NONE = new Reservations().freeze();

  /** Sums by sort and kind of object; null where nobody ever claimed. */
  private final CowTable<Long>[] sums;

  /** How many sums are not nothing. */
  private int held;

  private final boolean frozen;

  /** The newest frozen copy, as long as nothing was claimed or returned since. */
  private Reservations unchanged;

  @SuppressWarnings({"unchecked", "rawtypes"})
  public Reservations() {
    this(new CowTable[Sort.values().length * KINDS], 0, false);
  }

  private Reservations(CowTable<Long>[] sums, int held, boolean frozen) {
    this.sums = sums;
    this.held = held;
    this.frozen = frozen;
  }

  /** What is held now, for whoever keeps it. */
  public Reservations freeze() {
    if (frozen) {
      return this;
    }
    if (unchanged == null) {
      CowTable<Long>[] now = sums.clone();
      for (int i = 0; i < now.length; i++) {
        now[i] = now[i] == null ? null : now[i].freeze();
      }
      unchanged = new Reservations(now, held, true);
    }
    return unchanged;
  }

  public long of(EntityId on, Sort sort) {
    CowTable<Long> table = sums[at(on, sort)];
    Long sum = table == null ? null : table.get(on.value());
    return sum == null ? 0 : sum;
  }

  public void take(List<Claim> claims) {
    claims.forEach(claim -> add(claim, claim.amount()));
  }

  public void give(List<Claim> claims) {
    claims.forEach(claim -> add(claim, -claim.amount()));
  }

  /** Whether nothing at all is claimed. */
  public boolean isEmpty() {
    return held == 0;
  }

  private static int at(EntityId on, Sort sort) {
    return sort.ordinal() * KINDS + on.kind().ordinal();
  }

  private void add(Claim claim, long amount) {
    if (frozen) {
      throw new IllegalStateException("A frozen copy is read only");
    }
    unchanged = null;
    long before = of(claim.on(), claim.sort());
    long sum = before + amount;
    if (sum < 0) {
      throw new IllegalStateException("More was returned than claimed: " + claim);
    }
    int at = at(claim.on(), claim.sort());
    if (sums[at] == null) {
      sums[at] = new CowTable<>();
    }
    while (sums[at].size() <= claim.on().value()) {
      sums[at].add(null);
    }
    sums[at].set(claim.on().value(), sum == 0 ? null : Long.valueOf(sum));
    held += (sum == 0 ? 0 : 1) - (before == 0 ? 0 : 1);
  }
}
