/**
 * DRS: every five minutes each cluster that has it on is looked at, and what its policy lets it do
 * is done, the rest recommended. What it finds is worked out by {@link
 * io.coppice.rules.placement.BalancePlanner}.
 */
package io.coppice.sim.ops.drs;
