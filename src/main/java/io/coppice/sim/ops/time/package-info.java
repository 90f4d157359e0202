/**
 * How long things take: pure sums from sizes, rates and what a guest does, each with its source.
 */
package io.coppice.sim.ops.time;
