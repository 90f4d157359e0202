/** Names, labels, folders, pools and clusters: what takes no time. */
package io.coppice.sim.ops.inventory;
