package io.coppice.sim.ops.machine;

import io.coppice.backend.MachineOperation;
import io.coppice.backend.MachineOperation.Destination;
import io.coppice.model.Bytes;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.EntityId.PortGroupId;
import io.coppice.model.Problem;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.Machine.LinkedTo;
import io.coppice.model.inventory.MachineStorage;
import io.coppice.model.inventory.SnapshotTree;
import io.coppice.model.inventory.VirtualDisk;
import io.coppice.model.inventory.VirtualNic;
import io.coppice.rules.DestinationRules;
import io.coppice.rules.index.Reservations.Claim;
import io.coppice.rules.index.Reservations.Sort;
import io.coppice.rules.index.SiteIndex;
import io.coppice.rules.placement.PlacementPolicy;
import io.coppice.sim.guest.Guests;
import io.coppice.sim.ops.run.ConcurrencyLimits;
import io.coppice.sim.ops.run.JobContext;
import io.coppice.sim.ops.run.JobRunner;
import io.coppice.sim.ops.run.OperationProcedure;
import io.coppice.sim.ops.run.PhaseResult;
import io.coppice.sim.ops.time.TransferRates;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Making machines, from nothing or from others. What is half made is only claimed space: the
 * machine enters the inventory when its files are complete, so ending early leaves nothing behind.
 */
public final class MachineCreationProcedures {
  private MachineCreationProcedures() {}

  public static void addTo(JobRunner runner) {
    runner.add(MachineOperation.Create.class, new Create(runner.rules().policy()));
    runner.add(MachineOperation.Clone.class, new Clone(runner.rules().policy()));
  }

  private static List<Claim> provisioning(Host host, Destination to, long bytes) {
    return List.of(
        new Claim(host.id(), Sort.COST, ConcurrencyLimits.PROVISIONING_ON_HOST),
        new Claim(to.datastore(), Sort.SPACE, bytes));
  }

  private static void powerOn(Machine made, JobContext<?> context) {
    context
        .runner()
        .follow(
            context.world(),
            new MachineOperation.PowerOn(made.id()),
            false,
            Optional.of(context.job()));
  }

  private record Create(PlacementPolicy policy)
      implements OperationProcedure<MachineOperation.Create> {
    @Override
    public List<String> phases(MachineOperation.Create operation) {
      return List.of("phase.create-files", "phase.register");
    }

    @Override
    public boolean cancellable(MachineOperation.Create operation, int phase) {
      return phase == 0;
    }

    @Override
    public List<Claim> claims(MachineOperation.Create create, SiteIndex index) {
      return DestinationRules.host(create.to(), create.hardware().nics(), policy, index)
          .map(host -> provisioning(host, create.to(), thick(create)))
          .orElse(List.of());
    }

    private static long thick(MachineOperation.Create create) {
      return create.hardware().disks().stream()
          .filter(disk -> disk.provisioning() == VirtualDisk.Provisioning.THICK)
          .mapToLong(disk -> disk.capacity().value())
          .sum();
    }

    @Override
    public PhaseResult step(int phase, JobContext<MachineOperation.Create> context) {
      return PhaseResult.lasts(
          phase == 0 ? TransferRates.allocate(thick(context.operation())) : Duration.ofMillis(500));
    }

    @Override
    public List<Problem> finish(JobContext<MachineOperation.Create> context) {
      // The place, the name, the host or the space may be gone since files were begun.
      List<Problem> problems = context.obstacles();
      if (!problems.isEmpty()) {
        return problems;
      }
      MachineOperation.Create create = context.operation();
      SiteIndex index = context.index();
      Host host =
          DestinationRules.host(create.to(), create.hardware().nics(), policy, index).orElseThrow();
      Machine machine = MachineFactory.created(create, host, index);
      context.world().add(machine);
      context.recordEvent("event.machine.created", machine.id(), machine.name(), host.name());
      if (create.powerOn()) {
        powerOn(machine, context);
      }
      return List.of();
    }
  }

  private record Clone(PlacementPolicy policy)
      implements OperationProcedure<MachineOperation.Clone> {
    @Override
    public List<String> phases(MachineOperation.Clone clone) {
      List<String> phases = new ArrayList<>();
      if (clone.linked() && clone.snapshot().isEmpty()) {
        phases.add("phase.source-snapshot");
      }
      phases.add(clone.linked() ? "phase.link-disks" : "phase.copy-disks");
      phases.add("phase.register");
      return phases;
    }

    @Override
    public boolean cancellable(MachineOperation.Clone clone, int phase) {
      return phase < phases(clone).size() - 1;
    }

    @Override
    public List<Claim> claims(MachineOperation.Clone clone, SiteIndex index) {
      Machine source = index.inventory().machine(clone.target());
      Optional<Host> host = source == null ? Optional.empty() : host(clone, source, index);
      return host.map(
              to ->
                  provisioning(
                      to,
                      clone.to(),
                      clone.linked() ? 0 : MachineFactory.fullSize(clone, source, index)))
          .orElse(List.of());
    }

    private Optional<Host> host(MachineOperation.Clone clone, Machine source, SiteIndex index) {
      List<PortGroupId> nics =
          source.hardware().nics().stream().map(VirtualNic::portGroup).toList();
      return DestinationRules.host(clone.to(), nics, policy, index);
    }

    @Override
    public PhaseResult step(int phase, JobContext<MachineOperation.Clone> context) {
      Machine source = context.machine();
      return switch (phases(context.operation()).get(phase)) {
        case "phase.source-snapshot" -> PhaseResult.lasts(Duration.ofSeconds(1));
        case "phase.copy-disks" -> copying(context, source);
        case "phase.link-disks" -> PhaseResult.lasts(Duration.ofSeconds(1));
        default -> PhaseResult.lasts(Duration.ofMillis(500));
      };
    }

    private static PhaseResult copying(JobContext<MachineOperation.Clone> context, Machine source) {
      long bytes = MachineFactory.fullSize(context.operation(), source, context.index());
      return MachineStorage.home(source)
          .map(
              from ->
                  TransferRates.copy(
                      bytes, from, context.operation().to().datastore(), Duration.ZERO))
          .orElse(PhaseResult.lasts(Duration.ofSeconds(1)));
    }

    @Override
    public List<Problem> finish(JobContext<MachineOperation.Clone> context) {
      // The place, the name, the host or the space may be gone since files were begun.
      List<Problem> problems = context.obstacles();
      if (!problems.isEmpty()) {
        return problems;
      }
      MachineOperation.Clone clone = context.operation();
      SiteIndex index = context.index();
      Machine source = context.machine();
      Host host = host(clone, source, index).orElseThrow();
      Optional<LinkedTo> link =
          clone.linked() ? Optional.of(link(context, source)) : Optional.empty();
      Machine made = MachineFactory.cloned(clone, context.machine(), host, link, index);
      context.world().add(made);
      Guests.of(context.world()).copyDisk(source.id(), made.id());
      context.recordEvent(
          clone.linked() ? "event.machine.linked" : "event.machine.cloned",
          made.id(),
          made.name(),
          source.name());
      if (clone.powerOn()) {
        powerOn(made, context);
      }
      return List.of();
    }

    /** What the clone hangs on; a snapshot is taken now if none was named. */
    private static LinkedTo link(JobContext<MachineOperation.Clone> context, Machine source) {
      MachineId parent = source.id();
      int depth = source.linked().map(LinkedTo::depth).orElse(0) + 1;
      Optional<Integer> named = context.operation().snapshot();
      if (named.isPresent()) {
        return new LinkedTo(parent, named.get(), depth);
      }
      SnapshotTree tree = source.snapshots();
      int key = tree.nextKey();
      SnapshotTree.Node node =
          new SnapshotTree.Node(
              key,
              tree.current(),
              context.operation().name(),
              "",
              context.world().now(),
              false,
              false,
              source.power(),
              Bytes.ZERO,
              source.hardware());
      context.world().set(source.withSnapshots(tree.taken(node)));
      return new LinkedTo(parent, key, depth);
    }
  }
}
