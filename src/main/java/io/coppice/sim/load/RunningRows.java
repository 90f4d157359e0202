package io.coppice.sim.load;

import io.coppice.model.inventory.Host;
import java.util.Arrays;
import java.util.List;

/**
 * The machines that run on the hosts of one tick, in the order of their rows. A large site's
 * columns do not fit in a processor's cache: read in the order of hosts, of which neighbours in a
 * column seldom share one, nearly every number is waited for. What is worked out for each machine
 * by itself, or summed up by host, goes in this order. Arrays are reused.
 */
final class RunningRows {
  private int[] rows = new int[0];
  private int[] hosts = new int[0];
  private int[] indexes = new int[0];
  private int count;

  /** Takes down who runs where now. */
  void gather(List<Host> running, GuestColumns guests, int machines) {
    if (rows.length < machines) {
      rows = new int[machines + machines / 4];
      hosts = new int[rows.length];
    }
    int last = running.isEmpty() ? -1 : running.getLast().id().value();
    if (indexes.length <= last) {
      indexes = new int[last + 1];
    }
    Arrays.fill(indexes, GuestColumns.NONE);
    for (int i = 0; i < running.size(); i++) {
      indexes[running.get(i).id().value()] = i;
    }
    count = 0;
    for (int row = 0; row < machines; row++) {
      int host = guests.host(row);
      if (host >= 0 && host <= last && indexes[host] != GuestColumns.NONE) {
        rows[count] = row;
        hosts[count++] = indexes[host];
      }
    }
  }

  int count() {
    return count;
  }

  int row(int at) {
    return rows[at];
  }

  /** Where in the list of hosts that were given the one is on which it runs. */
  int host(int at) {
    return hosts[at];
  }
}
