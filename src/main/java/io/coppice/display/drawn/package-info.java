/** Screens that are drawn from a few shapes, painted only where somebody asks for pixels. */
package io.coppice.display.drawn;
