/** The first tab of an object: the few figures that matter, drawn; what is wrong; the facts. */
package io.coppice.ui.inventory.page.summary;
