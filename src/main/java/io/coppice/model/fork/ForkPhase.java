package io.coppice.model.fork;

/**
 * The steps of a child from asking until it runs as if it always had. One order for simulated and
 * real forks; a step may take no time. The texts are in the bundle {@code fork}: {@code
 * fork.phase.<name>} and, where its time comes from, {@code fork.phase.<name>.source}.
 */
public enum ForkPhase {
  /** Waits for its turn on the host. */
  QUEUED(Contention.PROCESSORS),
  /** The hypervisor process starts, or one that waited is taken. */
  SPAWN(Contention.PROCESSORS),
  /** Device state is read and the base is mapped. */
  LOAD(Contention.STORAGE),
  /** The processors run. */
  RESUME(Contention.PROCESSORS),
  /** Until the guest's agent answers for the first time. */
  FIRST_ANSWER(Contention.PROCESSORS),
  /** A new generation id; the guest's random numbers take another course. */
  RESEED(Contention.NONE),
  /** The clock is stepped from the instant of freezing to the present. */
  CLOCK(Contention.NONE),
  /** Host name, machine id, keys and addresses are set. */
  IDENTITY(Contention.PROCESSORS),
  /** The link comes up; only once every check is green. */
  LINK_UP(Contention.NETWORK),
  /** Neighbours know the address; it can be used. */
  READY(Contention.NETWORK),
  /**
   * Its rate of page faults is back to that of its siblings (Kaleidoscope: running is not warm).
   */
  WARM(Contention.NETWORK);

  /** What a step competes for. */
  public enum Contention {
    NONE,
    PROCESSORS,
    STORAGE,
    NETWORK
  }

  private final Contention contention;

  ForkPhase(Contention contention) {
    this.contention = contention;
  }

  public Contention contention() {
    return contention;
  }

  /** Key of its name in the bundle {@code fork}. */
  public String key() {
    return "fork.phase." + name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
  }

  /** Key of the words that say where its time comes from. */
  public String sourceKey() {
    return key() + ".source";
  }
}
