/**
 * The pages of inventory objects. A page has a head, which says what the object is and how it is,
 * and tabs, each made when it is first shown: those of its kind here, and those other rooms
 * contribute ({@link io.coppice.ui.kit.PageTab}).
 */
package io.coppice.ui.inventory.page;
