/**
 * The lineage of a fork group as a drawn tree: generations run from left to right, the width of a
 * branch tells its unique bytes, the state of a member is a shape and a colour. {@link
 * io.coppice.ui.fork.lineage.LineageTree} decides and places (pure, off the FX thread), {@link
 * io.coppice.ui.fork.lineage.LineageRaster} draws on an array, {@link
 * io.coppice.ui.fork.lineage.LineageView} shows.
 */
package io.coppice.ui.fork.lineage;
