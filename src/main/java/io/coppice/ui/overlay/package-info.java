/**
 * The network screen: topology, trace, faults, compare and capture, each a folder, as tabs of one
 * screen.
 */
package io.coppice.ui.overlay;
