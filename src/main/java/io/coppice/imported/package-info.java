/**
 * Read-only sites: networks of real hosts, put together from what each host said. {@code answers}
 * takes the files apart; this room finds whose answer each is, assembles nodes, finds which ends
 * belong to one link, and what each node is.
 */
package io.coppice.imported;
