/** Screens of characters: a bitmap font, and pictures made of cells that are painted with it. */
package io.coppice.display.text;
