/**
 * Screens of machines: a session of the {@code display} room, its pixels as they are, the keyboard
 * and pointer taken to them, and what is done around them: connecting, keys no keyboard lets
 * through, typing what was copied.
 */
package io.coppice.ui.console;
