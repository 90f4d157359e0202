/**
 * Trees that are flat lists of rows with an indent, with a search above them. What is shown is
 * computed off the FX thread; {@link io.coppice.ui.kit.tree.RowTree} patches the rows that differ,
 * keeps what is open and selected by id; {@code RowInput} makes all trees the same under keys and
 * mouse.
 */
package io.coppice.ui.kit.tree;
