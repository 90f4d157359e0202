package io.coppice.sim.network;

import io.coppice.model.SimTime;
import io.coppice.model.inventory.Inventory;
import io.coppice.model.overlay.fabric.Fabric;

/**
 * A network at one instant.
 *
 * @param fabric as it is said; {@link Fabric#NONE} for the one that is derived
 * @param memory learns from what is sent
 */
public record NetworkMoment(
    Fabric fabric, Inventory inventory, SimTime time, NetworkMemory memory, GuestSystems systems) {}
