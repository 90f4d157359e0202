package io.coppice.sim.load;

import io.coppice.model.inventory.Inventory;
import io.coppice.model.inventory.Machine;
import io.coppice.model.table.CowTable;
import java.util.Arrays;

/**
 * Which machines run on which host, kept by looking at the rows that changed since the last look. A
 * cache: it can be thrown away and is made again from any inventory.
 */
final class RunningByHost {
  private final GuestColumns guests = new GuestColumns();
  private CowTable<Machine> seen = new CowTable<Machine>().freeze();
  private int[][] running = new int[0][];
  private int[] counts = new int[0];

  /** Catches up with an inventory. */
  void follow(Inventory inventory) {
    int hosts = inventory.hosts().size();
    if (running.length < hosts) {
      int from = running.length;
      running = Arrays.copyOf(running, hosts);
      counts = Arrays.copyOf(counts, hosts);
      for (int host = from; host < hosts; host++) {
        running[host] = new int[8];
      }
    }
    CowTable<Machine> machines = inventory.machines();
    guests.room(Math.max(machines.size(), seen.size()));
    machines.forEachChange(
        seen,
        row -> {
          int before = guests.host(row);
          guests.set(row, machines.get(row), inventory);
          int host = guests.host(row);
          if (before != host) {
            remove(before, row);
            add(host, row);
          }
        });
    seen = machines.freeze();
  }

  private void add(int host, int machine) {
    if (host == GuestColumns.NONE) {
      return;
    }
    int count = counts[host];
    if (count == running[host].length) {
      running[host] = Arrays.copyOf(running[host], count * 2);
    }
    // Kept sorted, so that the order of machines does not tell the order of their arrival.
    int at = -Arrays.binarySearch(running[host], 0, count, machine) - 1;
    System.arraycopy(running[host], at, running[host], at + 1, count - at);
    running[host][at] = machine;
    counts[host]++;
  }

  private void remove(int host, int machine) {
    if (host == GuestColumns.NONE) {
      return;
    }
    int at = Arrays.binarySearch(running[host], 0, counts[host], machine);
    System.arraycopy(running[host], at + 1, running[host], at, counts[host] - at - 1);
    counts[host]--;
  }

  GuestColumns guests() {
    return guests;
  }

  int count(int host) {
    return counts[host];
  }

  /** The {@code index}-th running machine of a host, by rising id. */
  int machine(int host, int index) {
    return running[host][index];
  }
}
