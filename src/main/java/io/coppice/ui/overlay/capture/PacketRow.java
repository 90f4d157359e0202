package io.coppice.ui.overlay.capture;

import io.coppice.wire.dissect.LayerKind;
import io.coppice.wire.packet.LinkType;

/**
 * A packet of a capture.
 *
 * @param number from 1, in the order of the file
 * @param time nanoseconds since 1970
 * @param original its length on the wire
 * @param place where it was captured; empty where that is not known
 * @param outer what the outermost addresses and layers say
 * @param inner the same of the innermost packet; empty without a tunnel
 * @param layers the names of its layers, outermost first
 */
record PacketRow(
    long number,
    long time,
    int original,
    byte[] bytes,
    LinkType link,
    String place,
    String outer,
    String inner,
    String layers,
    LayerKind top,
    String comment) {}
