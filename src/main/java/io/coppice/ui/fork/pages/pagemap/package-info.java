/**
 * The page map: a picture of a machine's memory, a block for each 4 KiB page. {@link
 * io.coppice.ui.fork.pages.pagemap.PageRaster} is the picture as pure computation on arrays (made
 * off the FX thread); {@link io.coppice.ui.fork.pages.pagemap.PageMapView} shows it, zooms and
 * pans.
 */
package io.coppice.ui.fork.pages.pagemap;
