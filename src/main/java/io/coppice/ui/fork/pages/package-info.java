/**
 * The page map of a group: {@link io.coppice.ui.fork.pages.PageMaps} turns members' pages into
 * pictures off the FX thread, one for each chosen member or one that compares two; {@link
 * io.coppice.ui.fork.pages.PagesPart} shows them.
 */
package io.coppice.ui.fork.pages;
