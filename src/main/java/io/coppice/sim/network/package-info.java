/**
 * The simulated network: what the fabric of a world amounts to, and what becomes of the frames that
 * its machines send, also over fences ({@link io.coppice.sim.network.FenceRouter}). What is wrong
 * in it stands among the site's problems, told by {@link io.coppice.sim.network.NetworkAlarms}.
 */
package io.coppice.sim.network;
