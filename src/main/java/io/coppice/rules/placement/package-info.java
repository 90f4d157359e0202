/**
 * Which host takes a machine. A {@link io.coppice.rules.placement.PlacementPolicy} is given to the
 * rules and to the backend: filters say which hosts can, weighers which of them bears it best,
 * admission rules whether the site may take one more at all.
 */
package io.coppice.rules.placement;
