package io.coppice.testkit;

import io.coppice.model.EntityId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.ObjectNaming;
import io.coppice.model.SiteObject;
import io.coppice.model.inventory.Allocation;
import io.coppice.model.inventory.Datastore;
import io.coppice.model.inventory.Figures;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Inventory;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.MachineStorage;
import io.coppice.model.inventory.Metric;
import io.coppice.model.inventory.ResourcePool;
import io.coppice.model.inventory.SnapshotTree;
import io.coppice.model.inventory.VirtualNic;
import io.coppice.model.table.CowTable;
import io.coppice.rules.index.Commitments;
import io.coppice.rules.index.Reservations;
import io.coppice.sim.ops.run.JobQueueState;
import io.coppice.sim.world.World;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * What must hold of a simulated site at every instant, whatever was asked of it: nothing is
 * negative, nothing lies above a datastore, what is reserved is there, nothing runs where nothing
 * may run, everything that is named is there.
 */
public final class SiteInvariants {
  private final World world;
  private final Inventory all;
  private final Reservations claims;
  private final List<String> broken = new ArrayList<>();

  private SiteInvariants(World world) {
    this.world = world;
    this.all = world.inventory();
    this.claims = world.part("operations", JobQueueState.class).claims(world);
  }

  /** Everything that does not hold; empty for a world that is sound. */
  public static List<String> broken(World world) {
    SiteInvariants look = new SiteInvariants(world);
    look.rows();
    look.machines();
    look.datastores();
    look.hosts();
    look.pools();
    look.figures();
    return look.broken;
  }

  private void need(boolean holds, Object about, String what) {
    if (!holds) {
      broken.add(about + ": " + what);
    }
  }

  private void rows() {
    for (EntityId.Kind kind : EntityId.Kind.values()) {
      CowTable<?> table = all.table(kind);
      for (int row = 0; table != null && row < table.size(); row++) {
        Object at = table.get(row);
        need(
            at == null || ((SiteObject) at).id().equals(kind.id(row)),
            kind + " " + row,
            "is another");
      }
    }
  }

  private void machines() {
    Set<String> names = new HashSet<>();
    Set<String> macs = new HashSet<>();
    all.machines()
        .forEach(
            machine -> {
              String who = machine.id() + " " + machine.name();
              Host host = all.host(machine.host());
              ResourcePool pool = all.pools().get(machine.pool().value());
              need(host != null, who, "has no host");
              need(pool != null, who, "has no pool");
              need(all.folders().get(machine.folder().value()) != null, who, "has no folder");
              need(
                  names.add(machine.folder() + " " + ObjectNaming.key(machine.name())),
                  who,
                  "is called as another");
              if (host == null || pool == null) {
                return;
              }
              EntityId owner = host.cluster().<EntityId>map(its -> its).orElse(host.id());
              need(pool.owner().equals(owner), who, "is in a pool of " + pool.owner());
              for (VirtualNic nic : machine.hardware().nics()) {
                need(
                    machine.fork().isPresent() || macs.add(nic.mac().toString()),
                    who,
                    "has the MAC address of another");
              }
              need(
                  machine.placement().memory().reservation() <= machine.hardware().memory().mib(),
                  who,
                  "reserves more memory than it has");
              links(who, machine);
              snapshots(who, machine);
              if (machine.isOn()) {
                running(who, machine, host);
              }
            });
  }

  private void links(String who, Machine machine) {
    machine
        .linked()
        .ifPresent(
            link -> {
              Machine parent = all.machine(link.parent());
              need(parent != null, who, "hangs on nothing");
              need(
                  parent == null
                      || link.snapshot() < 0
                      || parent.snapshots().find(link.snapshot()).isPresent(),
                  who,
                  "hangs on a snapshot that is gone");
            });
  }

  private void snapshots(String who, Machine machine) {
    SnapshotTree tree = machine.snapshots();
    Set<Integer> keys = new HashSet<>();
    for (SnapshotTree.Node node : tree.nodes()) {
      need(keys.add(node.key()), who, "has two snapshots of one key");
      need(
          node.parent() < 0 || tree.find(node.parent()).isPresent(),
          who,
          "has a snapshot without its parent");
    }
    need(tree.current() < 0 || keys.contains(tree.current()), who, "grows from nothing");
  }

  private void running(String who, Machine machine, Host host) {
    need(!host.maintenance(), who, "runs on a host in maintenance");
    need(!machine.template(), who, "is a template that runs");
    need(
        host.state() == Host.State.CONNECTED
            || host.state() == Host.State.DISCONNECTED
            || (host.state() == Host.State.NOT_RESPONDING
                && !world.part("operations", JobQueueState.class).isCrashed(host.id())),
        who,
        "runs on a host that is " + host.state());
    need(
        machine.hardware().vcpus() <= 2 * host.hardware().cores(),
        who,
        "runs with more processors than its host has");
  }

  private void datastores() {
    long[] used = new long[all.datastores().size()];
    all.machines()
        .forEach(
            machine ->
                all.datastores()
                    .forEach(on -> used[on.id().value()] += MachineStorage.used(machine, on.id())));
    for (Datastore datastore : list(all.datastores())) {
      long sum = used[datastore.id().value()] + datastore.filler().value();
      long claimed = claims.of(datastore.id(), Reservations.Sort.SPACE);
      need(
          sum <= datastore.capacity().value(),
          datastore.name(),
          "holds " + sum + " of " + datastore.capacity().value());
      need(
          sum + claimed <= datastore.capacity().value(),
          datastore.name(),
          claimed + " are claimed beyond what is left");
    }
  }

  private void hosts() {
    Map<Integer, long[]> reserved = new HashMap<>();
    all.machines()
        .forEach(
            machine -> {
              if (machine.isOn()) {
                long[] sums = reserved.computeIfAbsent(machine.host().value(), _ -> new long[2]);
                sums[0] += Commitments.memoryNeed(machine);
                sums[1] += machine.placement().cpu().reservation();
              }
            });
    for (Host host : list(all.hosts())) {
      long[] sums = reserved.getOrDefault(host.id().value(), new long[2]);
      need(
          sums[0] <= Commitments.memoryForMachines(host),
          host.name(),
          "owes " + sums[0] + " MiB of " + Commitments.memoryForMachines(host));
      need(
          sums[1] <= Commitments.cpuForMachines(host),
          host.name(),
          "owes " + sums[1] + " MHz of " + Commitments.cpuForMachines(host));
      need(
          host.cluster().isEmpty() || all.find(host.cluster().get()).isPresent(),
          host.name(),
          "is in no cluster");
      need(all.pools().get(host.rootPool().value()) != null, host.name(), "has no root pool");
    }
  }

  private void pools() {
    for (ResourcePool pool : list(all.pools())) {
      need(all.find(pool.owner()).isPresent(), pool.name(), "has no owner");
      need(
          pool.parent().isEmpty() || all.find(pool.parent().get()).isPresent(),
          pool.name(),
          "has no parent");
      pool.vapp()
          .ifPresent(
              app -> {
                Set<MachineId> inside = new HashSet<>();
                all.machines()
                    .forEach(
                        machine -> {
                          if (machine.pool().equals(pool.id())) {
                            inside.add(machine.id());
                          }
                        });
                need(
                    app.startOrder().size() == inside.size()
                        && inside.containsAll(app.startOrder()),
                    pool.name(),
                    "starts " + app.startOrder() + " and holds " + inside);
              });
      if (!pool.isRoot()) {
        need(
            fits(pool, ResourcePool::memory, its -> its.placement().memory()),
            pool.name(),
            "has reserved more memory than it has");
        need(
            fits(pool, ResourcePool::cpu, its -> its.placement().cpu()),
            pool.name(),
            "has reserved more MHz than it has");
      }
    }
  }

  /** What is reserved in a pool is its own reservation, or what an expandable one may borrow. */
  private boolean fits(
      ResourcePool pool,
      Function<ResourcePool, Allocation> of,
      Function<Machine, Allocation> ofMachine) {
    long used = used(pool, of, ofMachine);
    Allocation has = of.apply(pool);
    return used <= has.limit() && (has.expandable() || used <= has.reservation());
  }

  private long used(
      ResourcePool pool,
      Function<ResourcePool, Allocation> of,
      Function<Machine, Allocation> ofMachine) {
    long sum = 0;
    for (Machine machine : list(all.machines())) {
      if (machine.isOn() && machine.pool().equals(pool.id())) {
        sum += ofMachine.apply(machine).reservation();
      }
    }
    for (ResourcePool child : list(all.pools())) {
      if (child.parent().filter(pool.id()::equals).isPresent()) {
        sum += Math.max(of.apply(child).reservation(), used(child, of, ofMachine));
      }
    }
    return sum;
  }

  private void figures() {
    Figures figures = world.figures();
    for (Metric metric : Metric.values()) {
      for (EntityId.Kind kind : EntityId.Kind.values()) {
        if (metric.existsFor(kind)) {
          for (int row = 0; row < figures.column(kind, metric).size(); row++) {
            int value = figures.column(kind, metric).get(row);
            need(value >= 0, kind + " " + row, metric + " is " + value);
          }
        }
      }
    }
  }

  private static <T> List<T> list(CowTable<T> table) {
    List<T> list = new ArrayList<>();
    table.forEach(list::add);
    return list;
  }
}
