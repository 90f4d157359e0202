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
import io.coppice.model.inventory.SnapshotTree;
import io.coppice.model.inventory.Space;
import io.coppice.model.inventory.VirtualDisk;
import io.coppice.model.inventory.VirtualNic;
import io.coppice.sim.ops.facts.Claims.Claim;
import io.coppice.sim.ops.facts.Claims.Sort;
import io.coppice.sim.ops.facts.Facts;
import io.coppice.sim.ops.rules.Destinations;
import io.coppice.sim.ops.rules.Rules;
import io.coppice.sim.ops.run.Course;
import io.coppice.sim.ops.run.Limits;
import io.coppice.sim.ops.run.Runner;
import io.coppice.sim.ops.run.Stage;
import io.coppice.sim.ops.run.Step;
import io.coppice.sim.ops.time.Rates;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Making machines, from nothing or from others. What is half made is only claimed space: the
 * machine enters the inventory when its files are complete, so ending early leaves nothing behind.
 */
public final class MakingCourses {
  private MakingCourses() {}

  public static void addTo(Runner runner) {
    runner.add(MachineOperation.Create.class, new Create());
    runner.add(MachineOperation.Clone.class, new Clone());
  }

  /** Rules that may have changed while files were written: the place, the name, the host, space. */
  private static List<Problem> stillFits(Stage<? extends MachineOperation> stage) {
    return Rules.check(stage.operation(), stage.factsWithoutOwnClaims()).problems().stream()
        .filter(Problem::isError)
        .toList();
  }

  private static List<Claim> provisioning(Host host, Destination to, long bytes) {
    return List.of(
        new Claim(host.id(), Sort.COST, Limits.PROVISIONING_ON_HOST),
        new Claim(to.datastore(), Sort.SPACE, bytes));
  }

  private static final class Create implements Course<MachineOperation.Create> {
    @Override
    public List<String> phases(MachineOperation.Create operation) {
      return List.of("phase.create-files", "phase.register");
    }

    @Override
    public boolean cancellable(MachineOperation.Create operation, int phase) {
      return phase == 0;
    }

    @Override
    public List<Claim> claims(MachineOperation.Create create, Facts facts) {
      return Destinations.host(create.to(), create.hardware().nics(), facts)
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
    public Step step(int phase, Stage<MachineOperation.Create> stage) {
      return Step.lasts(
          phase == 0 ? Rates.allocate(thick(stage.operation())) : Duration.ofMillis(500));
    }

    @Override
    public List<Problem> finish(Stage<MachineOperation.Create> stage) {
      List<Problem> problems = stillFits(stage);
      if (!problems.isEmpty()) {
        return problems;
      }
      MachineOperation.Create create = stage.operation();
      Facts facts = stage.facts();
      Host host = Destinations.host(create.to(), create.hardware().nics(), facts).orElseThrow();
      Machine machine = NewMachines.created(create, host, facts);
      stage.world().add(machine);
      stage.tell("event.machine.created", machine.id(), machine.name(), host.name());
      return List.of();
    }
  }

  private static final class Clone implements Course<MachineOperation.Clone> {
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
    public List<Claim> claims(MachineOperation.Clone clone, Facts facts) {
      Machine source = facts.inventory().machine(clone.target());
      Optional<Host> host = source == null ? Optional.empty() : host(clone, source, facts);
      return host.map(
              to -> provisioning(to, clone.to(), clone.linked() ? 0 : NewMachines.fullSize(source)))
          .orElse(List.of());
    }

    private static Optional<Host> host(MachineOperation.Clone clone, Machine source, Facts facts) {
      List<PortGroupId> nics =
          source.hardware().nics().stream().map(VirtualNic::portGroup).toList();
      return Destinations.host(clone.to(), nics, facts);
    }

    @Override
    public Step step(int phase, Stage<MachineOperation.Clone> stage) {
      Machine source = stage.machine();
      return switch (phases(stage.operation()).get(phase)) {
        case "phase.source-snapshot" -> Step.lasts(Duration.ofSeconds(1));
        case "phase.copy-disks" -> Step.lasts(copying(stage, source));
        case "phase.link-disks" -> Step.lasts(Duration.ofSeconds(1));
        default -> Step.lasts(Duration.ofMillis(500));
      };
    }

    private static Duration copying(Stage<MachineOperation.Clone> stage, Machine source) {
      long bytes = NewMachines.fullSize(source);
      Facts facts = stage.facts();
      return Space.home(source)
          .map(
              from -> {
                long others = facts.claims().of(from, Sort.COST) / Limits.STORAGE_ON_DATASTORE;
                long rate = Rates.copy(from, stage.operation().to().datastore(), others, facts);
                return Rates.time(bytes, rate);
              })
          .orElse(Duration.ofSeconds(1));
    }

    @Override
    public List<Problem> finish(Stage<MachineOperation.Clone> stage) {
      List<Problem> problems = stillFits(stage);
      if (!problems.isEmpty()) {
        return problems;
      }
      MachineOperation.Clone clone = stage.operation();
      Facts facts = stage.facts();
      Machine source = stage.machine();
      Host host = host(clone, source, facts).orElseThrow();
      Optional<LinkedTo> link =
          clone.linked() ? Optional.of(link(stage, source)) : Optional.empty();
      Machine made = NewMachines.cloned(clone, stage.machine(), host, link, facts);
      stage.world().add(made);
      stage.tell(
          clone.linked() ? "event.machine.linked" : "event.machine.cloned",
          made.id(),
          made.name(),
          source.name());
      if (clone.powerOn()) {
        stage.runner().follow(stage.world(), new MachineOperation.PowerOn(made.id()), false);
      }
      return List.of();
    }

    /** What the clone hangs on; a snapshot is taken now if none was named. */
    private static LinkedTo link(Stage<MachineOperation.Clone> stage, Machine source) {
      MachineId parent = source.id();
      int depth = source.linked().map(LinkedTo::depth).orElse(0) + 1;
      Optional<Integer> named = stage.operation().snapshot();
      if (named.isPresent()) {
        return new LinkedTo(parent, named.get(), depth);
      }
      SnapshotTree tree = source.snapshots();
      int key = tree.nextKey();
      SnapshotTree.Node node =
          new SnapshotTree.Node(
              key,
              tree.current(),
              stage.operation().name(),
              "",
              stage.world().now(),
              false,
              false,
              source.power(),
              Bytes.ZERO,
              source.hardware());
      List<SnapshotTree.Node> nodes = new ArrayList<>(tree.nodes());
      nodes.add(node);
      stage.world().set(source.withSnapshots(new SnapshotTree(nodes, key)));
      return new LinkedTo(parent, key, depth);
    }
  }
}
