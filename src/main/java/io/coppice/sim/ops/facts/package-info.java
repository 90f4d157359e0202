/**
 * What rules and placement look things up in: {@link io.coppice.sim.ops.facts.SiteIndex} follows an
 * inventory from state to state and keeps sums and lists by host, folder, pool and datastore. It
 * compares copy-on-write chunks, so that following costs what changed and not what exists.
 */
package io.coppice.sim.ops.facts;
