/**
 * Tables of the inventory. What a table shows is computed whole off the FX thread ({@link
 * io.coppice.ui.inventory.table.TableState}): filtered and sorted by numbers, and only the rows in
 * sight are written out as text. The view keeps ids, never rows, so that selection and scroll
 * survive every update.
 */
package io.coppice.ui.inventory.table;
