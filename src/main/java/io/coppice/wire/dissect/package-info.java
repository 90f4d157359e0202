/** The layers of a packet, its fields with places and sources, and whose conversation it is. */
package io.coppice.wire.dissect;
