package io.coppice.scenario;

import io.coppice.model.inventory.Allocation;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.MachineHardware;
import io.coppice.model.inventory.PowerState;
import java.util.Optional;

/** What all machines that a rule makes have in common, whatever their size. */
final class MachineCommons {
  private static final int MOST_VARIATIONS = 1_000_000_000;

  final boolean hotAddCpu;
  final boolean hotAddMemory;
  final boolean passthrough;
  final Optional<String> hostName;
  final Optional<Integer> variation;
  final PowerState power;
  final boolean stalled;
  final Machine.Tools tools;
  final boolean template;
  final Machine.RestartPriority restart;
  final Machine.About about;
  final Optional<Allocation> cpu;
  final Optional<Allocation> memory;

  MachineCommons(ScenarioObject section) {
    boolean hotAdd = section.flag("hotAdd", false);
    hotAddCpu = section.flag("hotAddCpu", hotAdd);
    hotAddMemory = section.flag("hotAddMemory", hotAdd);
    hostName = Optional.of(section.text("hostName", "")).filter(name -> !name.isEmpty());
    variation =
        section.has("variation")
            ? Optional.of(section.number("variation", 0, MOST_VARIATIONS))
            : Optional.empty();
    passthrough = section.flag("passthrough", false);
    template = section.flag("template", false);
    power =
        section.one(
            "power", PowerState.class, template ? PowerState.POWERED_OFF : PowerState.POWERED_ON);
    stalled = section.flag("stalled", false);
    tools = section.one("tools", Machine.Tools.class, Machine.Tools.RUNNING);
    restart = section.one("restart", Machine.RestartPriority.class, Machine.RestartPriority.MEDIUM);
    about = new Machine.About(ComputeReader.tags(section), section.text("notes", ""));
    cpu = section.section("cpu").map(s -> ComputeReader.allocation(s, Allocation.normalCpu(1)));
    memory =
        section
            .section("memoryShares")
            .map(s -> ComputeReader.allocation(s, Allocation.normalMemory(1024)));
  }

  Machine.Placement placement(InventoryDraft draft, MachineHardware hardware) {
    return draft.share(
        new Machine.Placement(
            cpu.orElseGet(() -> Allocation.normalCpu(hardware.vcpus())),
            memory.orElseGet(() -> Allocation.normalMemory(hardware.memory().mib())),
            restart));
  }
}
