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
 *   <li><b>Processors</b>: a host's MHz are filled like water by shares between reservation and
 *       demand or limit (vSphere Resource Management, "Resource Allocation Settings"). A pool's
 *       shares are split over its machines in the cluster in proportion to their own; its limit
 *       caps and its reservation guarantees their sum in proportion to demand. Where guarantees do
 *       not fit a host, those of pools give way before those of machines. What a machine wanted and
 *       did not get is CPU ready.
 *   <li><b>Memory</b>: the same filling over consumed memory. What is taken back is ballooned up to
 *       65 % of a machine's memory where tools run (ESXi's default of Mem.CtlMaxPercent), the rest
 *       is swapped; reserved memory is never taken.
 *   <li><b>Forked machines</b> take their own copies and their process; a host keeps the bases
 *       besides. What is taken back of them is swapped.
 *   <li><b>Datastores and adapters</b>: machines move what their granted processor time lets them;
 *       demand over capacity is cut in proportion; latency grows as 1 / (1 - load).
 *   <li><b>Power</b>: linear between idle and full by processor load.
 * </ul>
 */
package io.coppice.sim.load;
