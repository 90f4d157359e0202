/**
 * What moves for a while and shares what it moves over: copies, migrations, saved memory and bulk
 * connections of guests' programs, beside the other traffic of guests. A {@link
 * io.coppice.sim.flow.Flow} has so many bytes and uses lines, datastores or memory; {@link
 * io.coppice.sim.flow.MaxMin} says how fast each goes; {@link io.coppice.sim.flow.FlowTable} keeps
 * them in the world and works their rates out again whenever one begins or ends or guests ask for
 * more or less, for those alone that share something with it.
 *
 * <h2>Two rules of division, and why</h2>
 *
 * A flow goes over several things at once and is as fast as the narrowest of them lets it, which is
 * what max-min fairness over many resources answers: weights, a ceiling for each flow, nothing kept
 * for anybody. Processors and memory of a host are divided by {@code sim.load} in another way,
 * because hypervisors do: one resource at a time, along a tree of pools, where a reservation holds
 * before any share counts and a limit cuts whatever lies idle (vSphere Resource Management,
 * "Managing Resource Pools"). Within one level and without reservations both come to the same:
 * filling like water is weighted max-min fairness over one resource, with ceilings; a test holds
 * the two against one another. With a floor for each claimant the result is no longer max-min fair,
 * on purpose: who has reserved may have more than its fair part. So neither is the other in
 * disguise, and neither is written twice.
 *
 * <p>Memory bandwidth is a thing that flows use; what guests do in memory is not counted there, as
 * it is part of how fast their processors are.
 */
package io.coppice.sim.flow;
