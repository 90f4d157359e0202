/** Capture files: pcap and pcapng, read and written as streams in bounded memory. */
package io.coppice.wire.capture;
