/**
 * The embedded datacentre. {@link io.coppice.sim.SimSite} is its only door: a backend that owns a
 * world on one thread, lets simulated time pass at the chosen speed, and publishes copies. {@code
 * world} is the state, {@code engine} runs it, {@code load} moves the figures, {@code ops} and
 * {@code fork} do what is asked, put together by {@link io.coppice.sim.SiteOperations}; {@code
 * guest} is what runs inside the machines, {@code console} their screens; {@code image} writes and
 * reads worlds.
 */
package io.coppice.sim;
