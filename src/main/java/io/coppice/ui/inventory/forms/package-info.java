/**
 * What forms on the inventory choose from: places for machines and their files, each with the
 * site's verdict on it.
 */
package io.coppice.ui.inventory.forms;
