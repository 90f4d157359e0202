package io.coppice.model.inventory;

import io.coppice.model.SimTime;

/**
 * How a site begins: what a scenario describes and a simulated datacentre is built from.
 *
 * @param source where it came from: a built-in scenario's name or a file's path
 * @param start the simulated instant at which the world begins
 * @param seed of every random choice in the world
 * @param inventory frozen
 */
public record Blueprint(
    String source, String title, String summary, SimTime start, long seed, Inventory inventory) {}
