package io.coppice.sim.load;

import io.coppice.model.inventory.Host;
import java.util.Arrays;
import java.util.List;

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
  private final RunningRows running;
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

  /**
   * @param running those of the tick's hosts, gathered before each division
   */
  ResourceDivision(RunningByHost roster, RunningRows running, boolean memory) {
    this.memory = memory;
    this.roster = roster;
    this.running = running;
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
   * @param available what each host can give to machines
   */
  void divide(List<Host> hosts, long[] available) {
    long[] wantedOn = sum(hosts.size());
    boolean[] isShort = new boolean[hosts.size()];
    boolean[] divided = new boolean[tree.size()];
    for (int i = 0; i < hosts.size(); i++) {
      int root = hosts.get(i).rootPool().value();
      if (bound[root] || wantedOn[i] > available[i]) {
        isShort[i] = true;
        divided[root] = true;
      }
    }
    entitle(divided, hosts, available);
    for (int i = 0; i < hosts.size(); i++) {
      if (isShort[i]) {
        here(hosts.get(i), available[i]);
      }
    }
    for (int i = 0; i < running.count(); i++) {
      if (!isShort[running.host(i)]) {
        int machine = running.row(i);
        claims.grant(machine, claims.ceiling(machine));
      }
    }
  }

  /**
   * What all machines of each pool want, and below which roots a limit is in their way.
   *
   * @return what those on each host want
   */
  private long[] sum(int hosts) {
    wanted = new long[tree.size()];
    entitled = new long[tree.size()];
    entitledHere = new long[tree.size()];
    bound = new boolean[tree.size()];
    long[] wantedOn = new long[hosts];
    for (int i = 0; i < running.count(); i++) {
      wantedOn[running.host(i)] += want(running.row(i));
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
    return wantedOn;
  }

  /** Adds what a machine wants to its pool, and returns it. */
  private long want(int machine) {
    long wants = claims.ceiling(machine);
    wanted[guests.pool(machine)] += wants;
    return wants;
  }

  /** Divides what all hosts under each of these root pools have, as if they were one. */
  private void entitle(boolean[] roots, List<Host> hosts, long[] available) {
    int[] first = new int[roots.length];
    int[] next = new int[hosts.size()];
    Arrays.fill(first, PoolTree.NONE);
    for (int h = hosts.size() - 1; h >= 0; h--) {
      int root = hosts.get(h).rootPool().value();
      next[h] = first[root];
      first[root] = h;
    }
    for (int root = 0; root < roots.length; root++) {
      if (roots[root]) {
        entitle(first[root], next, hosts, available);
      }
    }
  }

  /** The hosts of one root pool are a chain in {@code next}. */
  private void entitle(int first, int[] next, List<Host> hosts, long[] available) {
    long all = 0;
    int count = 0;
    for (int h = first; h != PoolTree.NONE; h = next[h]) {
      all += available[h];
      int row = hosts.get(h).id().value();
      for (int i = 0; i < roster.count(row); i++) {
        rows[count++] = roster.machine(row, i);
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
    for (int i = 0; i < count; i++) {
      rows[i] = roster.machine(row, i);
      for (int at = guests.pool(rows[i]); at != PoolTree.NONE; at = tree.parent(at)) {
        entitledHere[at] = 0;
      }
    }
    for (int i = 0; i < count; i++) {
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
