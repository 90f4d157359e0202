package io.coppice.bench;

import io.coppice.model.EntityId.MachineId;
import io.coppice.model.blueprint.Blueprint;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.VirtualNic;
import io.coppice.scenario.ScenarioReader;
import io.coppice.scenario.Scenarios;
import io.coppice.sim.network.FrameMeter;
import io.coppice.wire.packet.Frames;
import io.coppice.wire.packet.IpAddress;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;

/**
 * Frames between machines of one segment on two racks of the show floor: bridge, tunnel endpoint,
 * leaf, spine, leaf, tunnel endpoint, bridge; tables looked up and learned, outer headers written
 * and checked, checksums kept. Pairs both know each other. The best of many short rounds, because
 * other work on the machine interrupts long ones; and the mean of all, by processor time.
 */
public final class NetworkFramesBench implements Bench {
  private static final int PAIRS = 64;
  private static final int ROUNDS = 400;
  private static final int FRAMES = 5_000;

  private record Flow(MachineId from, byte[] frame) {}

  @Override
  public String name() {
    return "network-frames";
  }

  @Override
  public void run(Out out) {
    Blueprint site = ((ScenarioReader.Result.Read) Scenarios.read("show-floor")).blueprint();
    long began = System.nanoTime();
    FrameMeter meter = new FrameMeter(site.fabric(), site.inventory());
    out.figure("index-of-the-show-floor", (System.nanoTime() - began) / 1e6, "ms");
    for (int payload : new int[] {64, 1378}) {
      measure(out, meter, flows(site, payload), payload);
    }
  }

  private static void measure(Out out, FrameMeter meter, List<Flow> flows, int payload) {
    long best = Long.MAX_VALUE;
    ThreadMXBean clock = ManagementFactory.getThreadMXBean();
    long worked = clock.getCurrentThreadCpuTime();
    long before = meter.frames();
    for (int round = 0; round < ROUNDS; round++) {
      long start = System.nanoTime();
      for (int i = 0; i < FRAMES; i++) {
        Flow flow = flows.get(i % flows.size());
        meter.send(flow.from(), flow.frame(), 1_000_000);
      }
      best = Math.min(best, System.nanoTime() - start);
    }
    worked = clock.getCurrentThreadCpuTime() - worked;
    long arrived = meter.frames() - before;
    if (arrived < (long) ROUNDS * FRAMES) {
      throw new IllegalStateException("Only " + arrived + " arrived");
    }
    String of = "-of-" + payload + "-bytes";
    out.figure("frames-a-second-best" + of, FRAMES * 1e9 / best, "1/s");
    // of the thread's own processor time, all rounds, those before the compiler was done included
    out.figure("frames-a-second-mean" + of, (double) ROUNDS * FRAMES * 1e9 / worked, "1/s");
  }

  /** Both directions of pairs in one segment and two racks. */
  private static List<Flow> flows(Blueprint site, int payload) {
    List<Flow> flows = new ArrayList<>();
    int machines = site.inventory().machines().size();
    for (int row = 0; row < machines && flows.size() < 2 * PAIRS; row += 97) {
      Machine one = site.inventory().machine(new MachineId(row));
      for (int other = row + 1; other < machines; other++) {
        Machine two = site.inventory().machine(new MachineId(other));
        if (one.isOn() && two.isOn() && isFar(site, one, two)) {
          flows.add(flow(one, two, payload));
          flows.add(flow(two, one, payload));
          break;
        }
      }
    }
    return flows;
  }

  private static boolean isFar(Blueprint site, Machine one, Machine two) {
    return nic(one).portGroup().equals(nic(two).portGroup())
        && !site.inventory()
            .host(one.host())
            .cluster()
            .equals(site.inventory().host(two.host()).cluster());
  }

  private static VirtualNic nic(Machine machine) {
    return machine.hardware().nics().getFirst();
  }

  private static Flow flow(Machine from, Machine to, int payload) {
    Frames.Path path =
        new Frames.Path(
            nic(from).mac().bits(),
            IpAddress.v4((int) nic(from).ip().low()),
            nic(to).mac().bits(),
            IpAddress.v4((int) nic(to).ip().low()));
    return new Flow(from.id(), Frames.udp(path, 4000, 5000, new byte[payload]));
  }
}
