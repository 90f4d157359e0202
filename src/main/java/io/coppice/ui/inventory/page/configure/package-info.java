/**
 * What an object is made of and how it is set, with the actions that change it. Cards, and not
 * ControlsFX's property sheet: that opens one category at a time, has no place for a category's
 * actions, and its search and mode buttons speak English only.
 */
package io.coppice.ui.inventory.page.configure;
