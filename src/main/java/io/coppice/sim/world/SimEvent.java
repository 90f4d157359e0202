package io.coppice.sim.world;

/**
 * Something that will happen, as data: a record of ids and values that survives copies, images and
 * restarts. What it does is said by the behaviour that handles its class.
 */
public interface SimEvent {}
