/**
 * The inventory's face: search, navigator, tables, object pages, and the actions on objects, one
 * folder each.
 */
package io.coppice.ui.inventory;
