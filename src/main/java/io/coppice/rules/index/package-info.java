/**
 * What rules and placement look things up in. A {@link io.coppice.rules.index.SiteIndex} is a site
 * at one instant with lists and sums by host, folder, pool and datastore, and never changes; the
 * {@link io.coppice.rules.index.IndexCache} behind it follows the site from state to state, and
 * compares copy-on-write chunks, so that following costs what changed and not what exists.
 */
package io.coppice.rules.index;
