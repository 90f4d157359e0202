/**
 * Fork groups: what they are made of, what may be done with them, and what their memory really
 * costs.
 *
 * <p>A {@link io.coppice.model.fork.ForkGroup} has one or more frozen {@link
 * io.coppice.model.fork.ForkBase bases}; its {@link io.coppice.model.fork.ForkMember members} are
 * machines that read a base and keep what they write as private pages. {@link
 * io.coppice.model.fork.Forks} holds all of them in copy-on-write tables, as the inventory does,
 * and the pages of each member as compressed bitmaps that snapshots share until a page is written.
 *
 * <p>Words of memory, and what they are on Linux: <i>untouched</i>, no entry in the child's
 * pagemap; <i>shared</i>, present with bit 61 set; <i>diverged</i>, present with bit 61 clear;
 * <i>swapped</i>, bit 62 (Linux, Documentation/admin-guide/mm/pagemap.rst). Private_* and Shared_*
 * of smaps are not used: they count mappers, and change when a sibling dies.
 */
package io.coppice.model.fork;
