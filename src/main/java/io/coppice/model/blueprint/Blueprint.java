package io.coppice.model.blueprint;

import io.coppice.model.SimTime;
import io.coppice.model.inventory.Inventory;
import java.util.List;

/**
 * How a site begins: what a scenario describes and a simulated datacentre is built from.
 *
 * @param source where it came from: a built-in scenario's name or a file's path
 * @param start the simulated instant at which the world begins
 * @param seed of every random choice in the world
 * @param inventory frozen
 * @param groups fork groups, by id from 0 on
 */
public record Blueprint(
    String source,
    String title,
    String summary,
    SimTime start,
    long seed,
    Inventory inventory,
    List<GroupPlan> groups) {
  public Blueprint {
    groups = List.copyOf(groups);
  }

  /** A site without fork groups. */
  public Blueprint(
      String source, String title, String summary, SimTime start, long seed, Inventory inventory) {
    this(source, title, summary, start, seed, inventory, List.of());
  }
}
