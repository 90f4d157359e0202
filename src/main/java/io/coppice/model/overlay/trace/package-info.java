/**
 * What becomes of a frame: the question, the journeys of the frames that answer it, and their hops.
 * Values only; {@code io.coppice.model.overlay.predict} computes them from a {@link
 * io.coppice.model.overlay.NetworkState}, and a simulated network may record them.
 */
package io.coppice.model.overlay.trace;
