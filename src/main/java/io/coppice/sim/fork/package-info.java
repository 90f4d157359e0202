/**
 * What fork groups do in the simulated datacentre. {@link io.coppice.sim.fork.ForkOperations} puts
 * it together. A source is frozen into a base ({@code BaseFreezer}); children are planned at once,
 * each with the instants of all its phases, which follow from the lanes of its host and how busy
 * processors, storage and network are ({@code ChildPlanner}), and come up by events ({@code
 * ChildStartup}); guests write pages every second by their workload ({@code GroupTick}); and
 * whatever happens to machines and hosts, {@code GroupReconciler} looks afterwards and puts the
 * groups right, so that no crash and no other operation leaves anything behind.
 */
package io.coppice.sim.fork;
