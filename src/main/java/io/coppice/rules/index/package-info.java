/**
 * What rules and placement look things up in: {@link io.coppice.rules.index.SiteIndex} follows an
 * inventory from state to state and keeps sums and lists by host, folder, pool and datastore. It
 * compares copy-on-write chunks, so that following costs what changed and not what exists.
 */
package io.coppice.rules.index;
