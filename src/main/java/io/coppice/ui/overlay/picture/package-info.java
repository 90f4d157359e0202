/**
 * Draws a placed network pixel by pixel, and lets it be looked at with the mouse and the keyboard.
 */
package io.coppice.ui.overlay.picture;
