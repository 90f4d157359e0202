package io.coppice.sim.load;

/**
 * What it costs that many processors' worth of work shares a host's cores.
 *
 * <p>A virtual processor that becomes ready finds all cores busy the more often the fuller the host
 * is, and waits. The mean wait of a queue with {@code c} servers at load {@code r} is, in units of
 * service, {@code r^(sqrt(2(c+1))-1) / (c (1-r))} (Sakasegawa, "An approximation formula Lq =
 * a*r^b/(1-r)", Annals of the Institute of Statistical Mathematics 29, 1977). So a host of two
 * cores is felt from half its load on, one of sixty-four from nine tenths.
 *
 * <p>Where all cores are busy, two virtual processors also share the threads of one (vSphere
 * Resource Management, "Hyperthreading and ESXi hosts": both together do a little more than one).
 * Taken is a quarter more, in the middle of what Intel says (15 to 30 %), so each runs at 62.5 %.
 *
 * @param waiting time a virtual processor waits for each unit of time it runs
 * @param threadLoss part of its speed that sharing a core costs it, on the mean
 */
public record ProcessorQueue(double waiting, double threadLoss) {
  private static final double FULLEST = 0.98;
  private static final double SHARED_CORE = 0.625;

  /**
   * @param used MHz granted on the host
   * @param available MHz it can grant
   */
  public static ProcessorQueue of(int cores, long used, long available) {
    double load = available <= 0 ? 0 : Math.clamp(used / (double) available, 0, FULLEST);
    double allBusy = Math.pow(load, Math.sqrt(2.0 * (cores + 1)) - 1);
    return new ProcessorQueue(allBusy / (cores * (1 - load)), allBusy * (1 - SHARED_CORE));
  }
}
