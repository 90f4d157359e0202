package io.coppice.sim.load;

import io.coppice.model.SimTime;
import io.coppice.model.inventory.Workload;
import io.coppice.sim.world.RandomSource;

/**
 * What guests ask for, as a pure function of (seed, machine, time). The curves are assumptions,
 * chosen to look like what administrators know: web servers follow the day, databases lag behind
 * and back up at night, desktops work office hours, build machines come in bursts, idle ones hardly
 * move.
 */
final class GuestDemand {
  private static final int SLOTS = 288;
  private static final long DAY = 86_400L;

  /** For each workload and five minutes of the day: thousandths of full load. */
  private static final int[][] CURVES = new int[Workload.values().length][SLOTS];

  static {
    for (Workload workload : Workload.values()) {
      for (int slot = 0; slot < SLOTS; slot++) {
        CURVES[workload.ordinal()][slot] = (int) Math.round(1000 * curve(workload, slot / 12.0));
      }
    }
  }

  private final SimTime now;
  private final long seed;
  private final long tick;
  private final int slot;
  private final boolean weekend;

  /** Everything at one instant. */
  GuestDemand(long seed, SimTime now) {
    long seconds = Math.floorDiv(now.micros(), 1_000_000L);
    this.now = now;
    this.seed = seed;
    this.tick = Math.floorDiv(seconds, LoadModel.TICK.toSeconds());
    this.slot = (int) (Math.floorMod(seconds, DAY) / (DAY / SLOTS));
    // 1970-01-01 was a Thursday.
    this.weekend = Math.floorMod(Math.floorDiv(seconds, DAY) + 3, 7) >= 5;
  }

  SimTime now() {
    return now;
  }

  private static double curve(Workload workload, double hour) {
    return switch (workload) {
      case IDLE -> 0.015;
      case WEB -> 0.06 + 0.30 * bump(hour, 11, 3.5) + 0.34 * bump(hour, 20, 3);
      case DATABASE -> 0.10 + 0.28 * bump(hour, 12, 4) + 0.30 * bump(hour, 2, 0.8);
      case DESKTOP -> 0.01 + 0.26 * bump(hour, 10, 1.6) + 0.24 * bump(hour, 14.5, 2);
      case BUILD -> 0.05 + 0.22 * bump(hour, 15, 4);
    };
  }

  /** A bell over the day, 1 at its centre, wrapping at midnight. */
  private static double bump(double hour, double centre, double width) {
    double apart = Math.abs(hour - centre);
    double distance = Math.min(apart, 24 - apart) / width;
    return Math.exp(-distance * distance / 2);
  }

  /** What makes a machine of that variation differ from others of its workload. */
  long key(int variation) {
    return RandomSource.mix(seed + variation * 0x9E3779B97F4A7C15L);
  }

  private int level(Workload workload, long key) {
    int shift = (int) (key & 15) - 8;
    int level = CURVES[workload.ordinal()][Math.floorMod(slot + shift, SLOTS)];
    return weekend && (workload == Workload.DESKTOP || workload == Workload.BUILD)
        ? level / 5
        : level;
  }

  /** Share of its processors a machine wants, 0 to 1. */
  double cpu(long key, Workload workload) {
    double level = level(workload, key) / 1000.0;
    double noise = RandomSource.fraction(key ^ tick * 0xD1B54A32D192ED03L);
    double own = 0.6 + 0.8 * ((key >>> 8 & 0xff) / 255.0);
    if (workload == Workload.BUILD
        && RandomSource.fraction(key ^ tick / 15 * 0xA24BAED4963EE407L) < level) {
      // A build runs for five minutes and takes what it can get.
      return 0.75 + 0.25 * noise;
    }
    return Math.min(1, own * level * (0.7 + 0.6 * noise));
  }

  /** Share of its memory a machine has touched and keeps, 0 to 1. */
  static double consumed(long key, Workload workload) {
    double own = (key >>> 16 & 0xff) / 255.0;
    return switch (workload) {
      case IDLE -> 0.22 + 0.2 * own;
      case WEB -> 0.45 + 0.3 * own;
      case DATABASE -> 0.75 + 0.22 * own;
      case DESKTOP -> 0.45 + 0.35 * own;
      case BUILD -> 0.5 + 0.4 * own;
    };
  }

  /** Share of what it consumed that it uses now, 0 to 1. */
  double active(long key, Workload workload) {
    double noise = RandomSource.fraction(key ^ tick * 0xC2B2AE3D27D4EB4FL);
    return Math.min(1, 0.08 + 1.1 * level(workload, key) / 1000.0 + 0.05 * noise);
  }

  /**
   * KiB a second a virtual processor's worth of this workload moves to and from disks at the given
   * processor share.
   */
  static double disk(Workload workload, double cpu) {
    return cpu
        * switch (workload) {
          case IDLE -> 60;
          case WEB -> 900;
          case DATABASE -> 9_000;
          case DESKTOP -> 1_600;
          case BUILD -> 6_500;
        };
  }

  /**
   * KiB of one read or write: pages of databases (8 KiB in PostgreSQL, SQL Server and Oracle), file
   * systems' read-ahead and compilers' files for the others; assumptions.
   */
  static int operationSize(Workload workload) {
    return switch (workload) {
      case IDLE, DATABASE -> 8;
      case WEB, DESKTOP -> 16;
      case BUILD -> 32;
    };
  }

  /** KiB a second over the network, likewise. */
  static double network(Workload workload, double cpu) {
    return cpu
        * switch (workload) {
          case IDLE -> 15;
          case WEB -> 5_200;
          case DATABASE -> 2_800;
          case DESKTOP -> 420;
          case BUILD -> 1_300;
        };
  }

  /** Thousandths of the written data that are new blocks of a thin disk; the rest overwrites. */
  static int growth(Workload workload) {
    return switch (workload) {
      case IDLE, WEB -> 2;
      case DESKTOP -> 3;
      case DATABASE -> 5;
      case BUILD -> 1;
    };
  }
}
