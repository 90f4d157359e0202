/**
 * The simulated network: what the fabric of a world amounts to, and what becomes of the frames that
 * its machines send.
 */
package io.coppice.sim.network;
