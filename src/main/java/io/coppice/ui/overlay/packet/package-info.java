/** One packet, as fields and as bytes; used wherever a packet is shown. */
package io.coppice.ui.overlay.packet;
