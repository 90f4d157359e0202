package io.coppice.bench;

import ch.qos.logback.classic.Level;
import io.coppice.model.blueprint.Blueprint;
import io.coppice.sim.engine.Engine;
import io.coppice.sim.load.LoadModel;
import io.coppice.sim.world.World;
import io.coppice.testkit.ShowFloor;
import io.coppice.testkit.Worlds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.cloudsimplus.allocationpolicies.VmAllocationPolicyRoundRobin;
import org.cloudsimplus.brokers.DatacenterBrokerSimple;
import org.cloudsimplus.cloudlets.Cloudlet;
import org.cloudsimplus.cloudlets.CloudletSimple;
import org.cloudsimplus.core.CloudSimPlus;
import org.cloudsimplus.datacenters.DatacenterSimple;
import org.cloudsimplus.hosts.HostSimple;
import org.cloudsimplus.resources.Pe;
import org.cloudsimplus.resources.PeSimple;
import org.cloudsimplus.schedulers.cloudlet.CloudletSchedulerTimeShared;
import org.cloudsimplus.schedulers.vm.VmSchedulerTimeShared;
import org.cloudsimplus.util.Log;
import org.cloudsimplus.utilizationmodels.UtilizationModelDynamic;
import org.cloudsimplus.utilizationmodels.UtilizationModelFull;
import org.cloudsimplus.vms.VmSimple;

/**
 * One simulated hour of the show floor with every workload on, beside CloudSim Plus 8.5.7 with as
 * many hosts, processors and machines, each machine with one unending task whose use of the
 * processor moves every 20 s. CloudSim Plus knows no memory pressure, no datastores and no history
 * here and gives every machine all its memory, so its model does less.
 */
public final class HourBench implements Bench {
  private static final int HOUR = 3600;
  private static final int INTERVAL = 20;

  @Override
  public String name() {
    return "hour";
  }

  @Override
  public void run(Out out) {
    coppice(out, "first-hour");
    coppice(out, "hour");
    withDrs(out);
    cloudSim(out);
  }

  private static void coppice(Out out, String metric) {
    Engine engine = new Engine(List.of(new LoadModel()));
    Blueprint blueprint = ShowFloor.build();
    World world = new World(blueprint.inventory().copy(), blueprint.start(), blueprint.seed());
    engine.begin(world);
    long before = System.nanoTime();
    engine.advanceTo(world, blueprint.start().plus(Duration.ofSeconds(HOUR)));
    out.figure(metric, WorldBench.millis(before), "ms");
    out.figure(metric + "-heap", WorldBench.heap(), "MB");
    if (world.eventQueue().size() == 0) {
      throw new IllegalStateException("The world stands still");
    }
  }

  /** The same hour with everything that looks at a site on: DRS in each cluster, HA, alarms. */
  private static void withDrs(Out out) {
    Worlds worlds = Worlds.of(ShowFloor.build());
    long before = System.nanoTime();
    worlds.pass(Duration.ofSeconds(HOUR));
    out.figure("hour-with-drs", WorldBench.millis(before), "ms");
  }

  private static void cloudSim(Out out) {
    Log.setLevel(Level.OFF);
    CloudSimPlus simulation = new CloudSimPlus();
    List<HostSimple> hosts = new ArrayList<>();
    for (int i = 0; i < ShowFloor.HOSTS; i++) {
      List<Pe> cores = new ArrayList<>();
      for (int core = 0; core < ShowFloor.CORES; core++) {
        cores.add(new PeSimple(ShowFloor.CORE_MHZ));
      }
      HostSimple host = new HostSimple(48L * 1024, 20_000, 1_000_000, cores);
      host.setVmScheduler(new VmSchedulerTimeShared());
      hosts.add(host);
    }
    DatacenterSimple site =
        new DatacenterSimple(simulation, hosts, new VmAllocationPolicyRoundRobin());
    site.setSchedulingInterval(INTERVAL);
    DatacenterBrokerSimple broker = new DatacenterBrokerSimple(simulation);
    List<VmSimple> machines = new ArrayList<>();
    List<Cloudlet> tasks = new ArrayList<>();
    double share = ShowFloor.CORES * ShowFloor.CORE_MHZ / (double) ShowFloor.MACHINES_A_HOST;
    for (int i = 0; i < ShowFloor.HOSTS * ShowFloor.MACHINES_A_HOST; i++) {
      VmSimple machine = new VmSimple(i, Math.floor(share), 1);
      machine.setRam(1_000).setBw(100).setSize(16_000);
      machine.setCloudletScheduler(new CloudletSchedulerTimeShared());
      machines.add(machine);
      int phase = i;
      UtilizationModelDynamic use = new UtilizationModelDynamic(0.2);
      use.setUtilizationUpdateFunction(
          model -> 0.2 + 0.15 * Math.sin((model.getSimulation().clock() + phase) / 600));
      CloudletSimple task = new CloudletSimple(i, Long.MAX_VALUE / 1000, 1);
      task.setUtilizationModelCpu(use);
      task.setUtilizationModelRam(new UtilizationModelDynamic(0.5));
      task.setUtilizationModelBw(new UtilizationModelFull());
      tasks.add(task);
    }
    broker.submitVmList(machines);
    for (int i = 0; i < tasks.size(); i++) {
      broker.bindCloudletToVm(tasks.get(i), machines.get(i));
    }
    broker.submitCloudletList(tasks);
    simulation.terminateAt(HOUR);
    long before = System.nanoTime();
    simulation.start();
    out.figure("cloudsim-hour", WorldBench.millis(before), "ms");
    out.figure("cloudsim-heap", WorldBench.heap(), "MB");
    out.figure("cloudsim-machines", broker.getVmCreatedList().size(), "machines");
  }
}
