package io.coppice.model.inventory;

import io.coppice.model.EntityId.ComputeId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.EntityId.ResourcePoolId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A share of a cluster or host. The root pool of its owner has no parent and is not shown.
 *
 * @param owner the cluster, or the host outside one
 * @param vapp the start order when this pool is a vApp
 */
public record ResourcePool(
    ResourcePoolId id,
    String name,
    ComputeId owner,
    Optional<ResourcePoolId> parent,
    Allocation cpu,
    Allocation memory,
    Optional<VApp> vapp)
    implements Entity {
  /** A vApp starts its machines in this order and stops them in the reverse. */
  public record VApp(List<MachineId> startOrder) {
    public VApp {
      startOrder = List.copyOf(startOrder);
    }

    private Stream<MachineId> others(MachineId machine) {
      return startOrder.stream().filter(id -> !id.equals(machine));
    }
  }

  public boolean isRoot() {
    return parent.isEmpty();
  }

  @Override
  public ResourcePool withName(String changed) {
    return new ResourcePool(id, changed, owner, parent, cpu, memory, vapp);
  }

  public ResourcePool withParent(ResourcePoolId changed) {
    return new ResourcePool(id, name, owner, Optional.of(changed), cpu, memory, vapp);
  }

  public ResourcePool withAllocations(Allocation changedCpu, Allocation changedMemory) {
    return new ResourcePool(id, name, owner, parent, changedCpu, changedMemory, vapp);
  }

  public ResourcePool withVApp(VApp changed) {
    return new ResourcePool(id, name, owner, parent, cpu, memory, Optional.of(changed));
  }

  /** With the machine last in the start order, if this is a vApp. */
  public ResourcePool joinedBy(MachineId machine) {
    return vapp.map(
            app ->
                withVApp(new VApp(Stream.concat(app.others(machine), Stream.of(machine)).toList())))
        .orElse(this);
  }

  /** Without the machine in the start order. */
  public ResourcePool leftBy(MachineId machine) {
    return vapp.map(app -> withVApp(new VApp(app.others(machine).toList()))).orElse(this);
  }
}
