package io.coppice.model.overlay.trace;

import io.coppice.model.SimTime;

/**
 * What became of a packet that a machine really sent: its frames as the network carried them.
 *
 * @param at when it was sent
 */
public record CarriedTrace(SimTime at, Trace trace) {}
