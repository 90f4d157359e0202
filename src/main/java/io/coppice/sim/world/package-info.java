/**
 * The whole state of the simulated site at one simulated instant. Everything in a {@link
 * io.coppice.sim.world.World} is an immutable record in a copy-on-write table, a primitive
 * copy-on-write column, or a {@link io.coppice.sim.world.WorldPart} that copies as cheaply: so a
 * copy of a world costs its directories, and afterwards only what diverges.
 */
package io.coppice.sim.world;
