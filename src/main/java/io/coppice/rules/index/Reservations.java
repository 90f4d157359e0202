package io.coppice.rules.index;

import io.coppice.model.EntityId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What jobs under way hold: cost units, network slots, memory and processor reservations on a host
 * they will use, space they will write. Every claim is held by a job's task, so that ending the
 * task returns it.
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
    SPACE
  }

  /** One claim. */
  public record Claim(EntityId on, Sort sort, long amount) {}

  private record Key(EntityId on, Sort sort) {}

  private final Map<Key, Long> sums = new HashMap<>();

  public long of(EntityId on, Sort sort) {
    return sums.getOrDefault(new Key(on, sort), 0L);
  }

  public void take(List<Claim> claims) {
    claims.forEach(claim -> add(claim, claim.amount()));
  }

  public void give(List<Claim> claims) {
    claims.forEach(claim -> add(claim, -claim.amount()));
  }

  /** Whether nothing at all is claimed. */
  public boolean isEmpty() {
    return sums.isEmpty();
  }

  private void add(Claim claim, long amount) {
    Key key = new Key(claim.on(), claim.sort());
    long sum = sums.getOrDefault(key, 0L) + amount;
    if (sum == 0) {
      sums.remove(key);
    } else if (sum < 0) {
      throw new IllegalStateException("More was returned than claimed: " + claim);
    } else {
      sums.put(key, sum);
    }
  }
}
