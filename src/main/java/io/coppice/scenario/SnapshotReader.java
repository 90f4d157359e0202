package io.coppice.scenario;

import io.coppice.model.Bytes;
import io.coppice.model.SimTime;
import io.coppice.model.inventory.DiskFiles;
import io.coppice.model.inventory.MachineHardware;
import io.coppice.model.inventory.PowerState;
import io.coppice.model.inventory.SiteLimits;
import io.coppice.model.inventory.SnapshotTree;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Reads the snapshots of machines: once as rules, from which each machine's tree is made. */
final class SnapshotReader {
  private final HardwareReader hardware;
  private final SimTime start;

  SnapshotReader(HardwareReader hardware, SimTime start) {
    this.hardware = hardware;
    this.start = start;
  }

  /** A tree for every machine of a rule. */
  record Rule(List<Node> nodes, int current) {
    SnapshotTree of(MachineHardware present) {
      return nodes.isEmpty()
          ? SnapshotTree.EMPTY
          : new SnapshotTree(
              nodes.stream().map(node -> node.of().apply(present)).toList(), current);
    }
  }

  /** A snapshot, made of the machine's present hardware unless it says its own. */
  private record Node(int key, Function<MachineHardware, SnapshotTree.Node> of) {}

  /** Reads {@code snapshots} and {@code currentSnapshot} of a machine. */
  Rule read(ScenarioObject machine) {
    List<Node> nodes = new ArrayList<>();
    Set<Integer> keys = new HashSet<>();
    for (ScenarioObject snapshot : machine.sections("snapshots")) {
      read(snapshot, -1, nodes, keys);
    }
    int last = nodes.isEmpty() ? -1 : nodes.getLast().key();
    int current = machine.number("currentSnapshot", -1, 1_000_000, last);
    if (current >= 0 && !keys.contains(current)) {
      machine.errors().expected(machine.where("currentSnapshot"), keys.toString(), current);
    }
    nodes.sort(Comparator.comparingInt(Node::key));
    return new Rule(List.copyOf(nodes), current);
  }

  private void read(ScenarioObject section, int parent, List<Node> nodes, Set<Integer> keys) {
    int next = keys.stream().mapToInt(Integer::intValue).max().orElse(-1) + 1;
    int key = section.number("key", 0, 1_000_000, next);
    if (!keys.add(key)) {
      section.errors().expected(section.where("key"), ">= " + next, key);
    }
    boolean memory = section.flag("memory", false);
    int hours = section.number("hoursAgo", 0, 1_000_000, 24);
    SimTime ago = start.plus(Duration.ofHours(-hours));
    SimTime taken = section.instant("taken").orElse(ago);
    String name = section.name("name");
    String description = section.text("description", "");
    String by = section.has("by") ? section.name("by") : "";
    boolean quiesced = section.flag("quiesced", false);
    PowerState otherwise = memory ? PowerState.POWERED_ON : PowerState.POWERED_OFF;
    PowerState power = section.one("power", PowerState.class, otherwise);
    Bytes delta = section.size("delta", Bytes.ofMiB(512), Bytes.ZERO, SiteLimits.DELTA);
    Bytes branch = section.size("branch", Bytes.ZERO, Bytes.ZERO, SiteLimits.DELTA);
    List<DiskFiles> others = new ArrayList<>();
    for (ScenarioObject disk : section.sections("disks")) {
      others.add(
          new DiskFiles(
              disk.number("disk", 0, 1_000_000, 0),
              disk.size("delta", Bytes.ZERO, Bytes.ZERO, SiteLimits.DELTA),
              disk.size("branch", Bytes.ZERO, Bytes.ZERO, SiteLimits.DELTA)));
      disk.end();
    }
    Optional<MachineHardware> own = section.section("hardware").map(hardware::whole);
    nodes.add(
        new Node(
            key,
            present ->
                new SnapshotTree.Node(
                    key,
                    parent,
                    name,
                    description,
                    taken,
                    memory,
                    quiesced,
                    power,
                    delta,
                    branch,
                    own.orElse(present),
                    by,
                    others)));
    List<ScenarioObject> below = section.sections("snapshots");
    section.end();
    below.forEach(child -> read(child, key, nodes, keys));
  }
}
