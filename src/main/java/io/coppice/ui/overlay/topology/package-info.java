/**
 * The topology: a network as a picture and, beside it, the same as a table. The states are pure,
 * the rest is for the FX thread.
 */
package io.coppice.ui.overlay.topology;
