/**
 * What moves for a while and shares what it moves over: copies, migrations and saved memory, beside
 * the traffic of guests. A {@link io.coppice.sim.flow.Flow} has so many bytes and uses lines,
 * datastores or memory; {@link io.coppice.sim.flow.MaxMin} says how fast each goes; {@link
 * io.coppice.sim.flow.FlowTable} keeps them in the world and works their rates out again whenever
 * one begins or ends or guests ask for more or less, for those alone that share something with it.
 */
package io.coppice.sim.flow;
