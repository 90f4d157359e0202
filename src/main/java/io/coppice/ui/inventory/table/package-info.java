/**
 * Tables of the inventory. What a table shows is computed whole off the FX thread ({@link
 * io.coppice.ui.inventory.table.TableState}): filtered and sorted by numbers, and only the rows in
 * sight are written out as text. The view keeps ids, never rows, so that selection and scroll
 * survive every update.
 *
 * <p>ControlsFX's own filtered tables sort and filter their items on the FX thread, where 37,248
 * rows would stall it; so the table is JavaFX's, and the filters in its headings are text fields
 * or, for columns of few words, ControlsFX's check combo boxes.
 */
package io.coppice.ui.inventory.table;
