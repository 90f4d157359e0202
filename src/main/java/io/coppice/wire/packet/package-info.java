/**
 * Headers from Ethernet to DHCP, on byte arrays: static readers and writers, checksums, addresses.
 */
package io.coppice.wire.packet;
