/**
 * The simulated network: what the fabric of a world amounts to, and what becomes of the frames that
 * its machines send. What is wrong in it stands among the site's problems, told by {@link
 * io.coppice.sim.network.NetworkAlarms}.
 */
package io.coppice.sim.network;
