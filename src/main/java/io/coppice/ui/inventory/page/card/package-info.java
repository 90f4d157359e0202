/**
 * Cards of facts: values first, computed off the FX thread; nodes that follow them, made again only
 * when a card has other lines.
 */
package io.coppice.ui.inventory.page.card;
