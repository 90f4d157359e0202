/**
 * The navigator's trees. A tree is a flat list of rows with an indent: what is below what is worked
 * out once for each version of the inventory ({@link io.coppice.model.site.HierarchyIndex}), which
 * rows are shown is a pure function of that and the person's choices ({@link
 * io.coppice.ui.inventory.navigator.TreeState}), and the view patches the rows that differ. A click
 * only looks at an object, in the tab for previews; Enter and a double click open its page.
 */
package io.coppice.ui.inventory.navigator;
