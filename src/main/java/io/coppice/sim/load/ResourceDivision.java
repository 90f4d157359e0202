package io.coppice.sim.load;

import io.coppice.model.inventory.Host;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * One resource of all hosts in one tick, divided among their machines by their pools.
 *
 * <p>A pool lies on many hosts. As DRS does (Gulati et al., "VMware Distributed Resource
 * Management: Design, Implementation, and Lessons Learned", VMware Technical Journal 1, 2012,
 * "divvying"), what a whole cluster has is divided once over its tree of pools, which says what
 * each machine is entitled to; a pool's shares, reservation and limit are then laid on hosts in the
 * proportion of what its machines there are entitled to, and each host divides what it has by
 * itself. What a host cannot give of a pool's limit is not moved to other hosts.
 *
 * <p>Where all that is wanted fits and no pool's limit is in the way, which is usual, nothing is
 * divided at all.
 */
final class ResourceDivision {
  private final boolean memory;
  private final RunningByHost roster;
  private final GuestColumns guests;
  private final MachineClaims claims = new MachineClaims();
  private int[] rows = new int[0];

  /** Of the tick under way. */
  private PoolTree tree;

  private LevelDivision levels;
  private long[] wanted = new long[0];
  private long[] entitled = new long[0];
  private long[] entitledHere = new long[0];
  private boolean[] bound = new boolean[0];

  ResourceDivision(RunningByHost roster, boolean memory) {
    this.memory = memory;
    this.roster = roster;
    this.guests = roster.guests();
  }

  /** Begins a tick; then every running machine is noted in the claims. */
  MachineClaims begin(PoolTree pools, int machines) {
    tree = pools;
    levels = new LevelDivision(tree, claims);
    claims.room(machines);
    if (rows.length < machines) {
      rows = new int[machines + machines / 4];
    }
    return claims;
  }

  MachineClaims claims() {
    return claims;
  }

  /**
   * Grants what hosts have.
   *
   * @param available what a host can give to machines
   */
  void divide(List<Host> hosts, ToLongFunction<Host> available) {
    sum(hosts);
    boolean[] isShort = new boolean[hosts.size()];
    boolean[] divided = new boolean[tree.size()];
    for (int i = 0; i < hosts.size(); i++) {
      Host host = hosts.get(i);
      int root = host.rootPool().value();
      if (bound[root] || wantedOn(host) > available.applyAsLong(host)) {
        isShort[i] = true;
        divided[root] = true;
      }
    }
    for (int root = 0; root < divided.length; root++) {
      if (divided[root]) {
        entitle(root, hosts, available);
      }
    }
    for (int i = 0; i < hosts.size(); i++) {
      if (isShort[i]) {
        here(hosts.get(i), available.applyAsLong(hosts.get(i)));
      } else {
        grantAll(hosts.get(i));
      }
    }
  }

  /** What all machines of each pool want, and below which roots a limit is in their way. */
  private void sum(List<Host> hosts) {
    wanted = new long[tree.size()];
    entitled = new long[tree.size()];
    entitledHere = new long[tree.size()];
    bound = new boolean[tree.size()];
    for (Host host : hosts) {
      int row = host.id().value();
      for (int i = 0; i < roster.count(row); i++) {
        int machine = roster.machine(row, i);
        wanted[guests.pool(machine)] += claims.ceiling(machine);
      }
    }
    for (int rank = tree.count() - 1; rank >= 0; rank--) {
      int pool = tree.atRank(rank);
      int parent = tree.parent(pool);
      if (parent != PoolTree.NONE) {
        long limit = tree.allocation(pool, memory).limit();
        if (wanted[pool] > limit) {
          bound[pool] = true;
          bound[tree.root(pool)] = true;
        }
        wanted[parent] += Math.min(wanted[pool], limit);
      }
    }
  }

  private long wantedOn(Host host) {
    int row = host.id().value();
    long sum = 0;
    for (int i = 0; i < roster.count(row); i++) {
      sum += claims.ceiling(roster.machine(row, i));
    }
    return sum;
  }

  private void grantAll(Host host) {
    int row = host.id().value();
    for (int i = 0; i < roster.count(row); i++) {
      int machine = roster.machine(row, i);
      claims.grant(machine, claims.ceiling(machine));
    }
  }

  /** Divides what all hosts under a root pool have, as if they were one. */
  private void entitle(int root, List<Host> hosts, ToLongFunction<Host> available) {
    long all = 0;
    int count = 0;
    for (Host host : hosts) {
      if (host.rootPool().value() == root) {
        all += available.applyAsLong(host);
        int row = host.id().value();
        for (int i = 0; i < roster.count(row); i++) {
          rows[count++] = roster.machine(row, i);
        }
      }
    }
    levels.divide(rows, count, guests, all, new Whole());
    for (int i = 0; i < count; i++) {
      addUpwards(entitled, rows[i]);
    }
  }

  private void addUpwards(long[] sums, int machine) {
    for (int at = guests.pool(machine); at != PoolTree.NONE; at = tree.parent(at)) {
      sums[at] += claims.granted(machine);
    }
  }

  /** Divides what one host has, by the parts of the pools that lie on it. */
  private void here(Host host, long available) {
    int row = host.id().value();
    int count = roster.count(row);
    Arrays.fill(entitledHere, 0);
    for (int i = 0; i < count; i++) {
      rows[i] = roster.machine(row, i);
      addUpwards(entitledHere, rows[i]);
    }
    levels.divide(rows, count, guests, available, new Local());
  }

  /** Pools as they are. */
  private class Whole implements LevelDivision.Parts {
    @Override
    public double shares(int pool) {
      return tree.allocation(pool, memory).shares();
    }

    @Override
    public long reservation(int pool) {
      return tree.allocation(pool, memory).reservation();
    }

    @Override
    public long limit(int pool) {
      return tree.allocation(pool, memory).limit();
    }
  }

  /** The parts of pools on the host that is divided. */
  private final class Local extends Whole {
    @Override
    public double shares(int pool) {
      return part(pool) * super.shares(pool);
    }

    @Override
    public long reservation(int pool) {
      return (long) (part(pool) * super.reservation(pool));
    }

    @Override
    public long limit(int pool) {
      return bound[pool] ? entitledHere[pool] : Long.MAX_VALUE;
    }

    private double part(int pool) {
      return entitled[pool] == 0 ? 0 : entitledHere[pool] / (double) entitled[pool];
    }
  }
}
