package io.coppice.model.blueprint;

import io.coppice.model.SimTime;
import io.coppice.model.inventory.Inventory;
import io.coppice.model.overlay.fabric.Fabric;
import java.util.List;

/**
 * How a site begins: what a scenario describes and a simulated datacentre is built from.
 *
 * @param source where it came from: a built-in scenario's name or a file's path
 * @param start the simulated instant at which the world begins
 * @param seed of every random choice in the world
 * @param inventory frozen
 * @param groups fork groups, by id from 0 on
 * @param fabric the network; {@link Fabric#NONE} for the one that is worked out from the inventory
 */
public record Blueprint(
    String source,
    String title,
    String summary,
    SimTime start,
    long seed,
    Inventory inventory,
    List<GroupPlan> groups,
    Fabric fabric) {
  public Blueprint {
    groups = List.copyOf(groups);
  }

  /** A site without fork groups. */
  public Blueprint(
      String source, String title, String summary, SimTime start, long seed, Inventory inventory) {
    this(source, title, summary, start, seed, inventory, List.of());
  }

  /** A site of whose network nothing is said. */
  public Blueprint(
      String source,
      String title,
      String summary,
      SimTime start,
      long seed,
      Inventory inventory,
      List<GroupPlan> groups) {
    this(source, title, summary, start, seed, inventory, groups, Fabric.NONE);
  }
}
