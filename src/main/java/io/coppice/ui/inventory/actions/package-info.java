/**
 * What can be done to the objects of the inventory, as {@link io.coppice.ui.kit.Action}s. An action
 * makes one operation for each selected object; the site's preflight says whether and why not, and
 * all of them are submitted as one step.
 */
package io.coppice.ui.inventory.actions;
