/**
 * How the figures move and contend. Every {@link io.coppice.sim.load.LoadModel#TICK} the guests ask
 * for processor time, memory, disk and network by their workload and the time of day; hosts,
 * datastores and adapters grant what they have.
 *
 * <p>The model, simple and conserving (what is granted never exceeds what exists):
 *
 * <ul>
 *   <li><b>Demand</b> is a pure function of (seed, machine, time): a curve of the workload over the
 *       day, less at the weekend, shifted a little for each machine, with noise. See {@link
 *       io.coppice.sim.load.GuestDemand}.
 *   <li><b>Division</b>: what a host can give, less what the hypervisor needs for itself and for
 *       each machine, is divided level by level of the resource pools, at each level filled like
 *       water by shares between reservation and demand or limit. See {@link
 *       io.coppice.sim.load.LevelDivision} and {@link io.coppice.sim.load.ResourceDivision}.
 *   <li><b>Processors</b>: what a machine wanted and did not get is CPU ready, and so is what it
 *       waited in the queue for a core: {@link io.coppice.sim.load.ProcessorQueue}. Sharing a core
 *       with another and reaching memory of another node slow what runs.
 *   <li><b>Memory</b>: the same division over consumed memory. What is taken back is ballooned,
 *       then compressed, then swapped; the guest waits for what it touches of it, and does that
 *       much less. See {@link io.coppice.sim.load.MemoryReclaim}; reserved memory is never taken.
 *   <li><b>Forked machines</b> take their own copies and their process; a host keeps the bases
 *       besides. What is taken back of them is swapped.
 *   <li><b>Datastores and adapters</b>: machines move what their granted processor time lets them;
 *       demand over capacity is cut in proportion; latency grows as 1 / (1 - load).
 *   <li><b>Power</b>: linear between idle and full by processor load.
 * </ul>
 */
package io.coppice.sim.load;
