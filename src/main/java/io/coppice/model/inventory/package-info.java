/**
 * What exists at a site, and the legal moves of its state. Immutable records held in copy-on-write
 * tables ({@link io.coppice.model.inventory.Inventory}); the moving figures beside them in
 * primitive columns ({@link io.coppice.model.inventory.Figures}). Names are those the vSphere user
 * knows.
 */
package io.coppice.model.inventory;
