/** The snapshot tree of a machine, and what is done with one snapshot. */
package io.coppice.ui.inventory.page.snapshots;
