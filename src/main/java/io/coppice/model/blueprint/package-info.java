/**
 * How a site begins. An {@link io.coppice.model.inventory.Inventory inventory} says what is there;
 * a {@link io.coppice.model.blueprint.GroupPlan} adds who was forked from whom, and how much is its
 * own. A scenario is read into a blueprint and written from one; a simulated datacentre begins from
 * it.
 */
package io.coppice.model.blueprint;
