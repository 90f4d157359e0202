/**
 * Discrete events in simulated time. An {@link io.coppice.sim.engine.Engine} runs the events of a
 * world in order of (time, serial) and starts operations; what they do is said by {@link
 * io.coppice.sim.engine.Behaviour}s, which add handlers for their operations and events. Everything
 * that decides lies in the world, so the same blueprint with the same operations at the same
 * simulated times gives the same world, whatever the speed, and however often it was copied,
 * written out or published.
 */
package io.coppice.sim.engine;
