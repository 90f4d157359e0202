package io.coppice.sim.guest;

/**
 * What a guest asks of its machine on top of its workload.
 *
 * @param processors virtual processors kept busy
 * @param memory bytes of memory written over and over
 * @param disk bytes a second written to the first disk
 */
public record Burden(int processors, long memory, long disk) {
  public static final Burden NONE = new Burden(0, 0, 0);

  public Burden plus(Burden other) {
    return new Burden(processors + other.processors, memory + other.memory, disk + other.disk);
  }

  public boolean isNone() {
    return processors == 0 && memory == 0 && disk == 0;
  }
}
