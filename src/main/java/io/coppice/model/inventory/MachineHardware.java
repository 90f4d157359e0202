package io.coppice.model.inventory;

import io.coppice.model.Bytes;
import java.util.List;

/**
 * The virtual hardware of a machine. Hot-add says whether processors or memory may grow while it
 * runs.
 */
public record MachineHardware(
    int vcpus,
    Bytes memory,
    List<VirtualDisk> disks,
    List<VirtualNic> nics,
    boolean hotAddCpu,
    boolean hotAddMemory,
    boolean passthrough,
    BootSettings boot) {
  /** Hardware that starts as is usual. */
  public MachineHardware(
      int vcpus,
      Bytes memory,
      List<VirtualDisk> disks,
      List<VirtualNic> nics,
      boolean hotAddCpu,
      boolean hotAddMemory,
      boolean passthrough) {
    this(vcpus, memory, disks, nics, hotAddCpu, hotAddMemory, passthrough, BootSettings.STANDARD);
  }

  static Object absent(String component) {
    return component.equals("boot") ? BootSettings.STANDARD : null;
  }

  public MachineHardware {
    if (vcpus < 1 || memory.mib() < 4) {
      throw new IllegalArgumentException(
          "A machine has at least one processor and 4 MiB: " + vcpus + ", " + memory);
    }
    disks = List.copyOf(disks);
    nics = List.copyOf(nics);
  }

  public MachineHardware withProcessors(int changed) {
    return new MachineHardware(
        changed, memory, disks, nics, hotAddCpu, hotAddMemory, passthrough, boot);
  }

  public MachineHardware withMemory(Bytes changed) {
    return new MachineHardware(
        vcpus, changed, disks, nics, hotAddCpu, hotAddMemory, passthrough, boot);
  }

  public MachineHardware withDisks(List<VirtualDisk> changed) {
    return new MachineHardware(
        vcpus, memory, changed, nics, hotAddCpu, hotAddMemory, passthrough, boot);
  }

  public MachineHardware withNics(List<VirtualNic> changed) {
    return new MachineHardware(
        vcpus, memory, disks, changed, hotAddCpu, hotAddMemory, passthrough, boot);
  }

  public MachineHardware withBoot(BootSettings changed) {
    return new MachineHardware(
        vcpus, memory, disks, nics, hotAddCpu, hotAddMemory, passthrough, changed);
  }
}
