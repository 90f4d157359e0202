/**
 * Networks byte for byte, on plain byte arrays and with nothing but java.base.
 *
 * <pre>
 *   packet    Ethernet to DHCP: read and write headers, checksums, addresses, join IP fragments
 *   tunnel    VXLAN, NVGRE, STT, Geneve: wrap and unwrap, receiver profiles, reasons of drops
 *   dissect   the layers of any packet, and its fields as a tree with places and sections
 *   capture   pcap and pcapng files, read and written as streams
 * </pre>
 *
 * {@code capture} knows {@code packet}; {@code dissect} knows {@code tunnel}, which knows {@code
 * packet}. Writers are strict and throw at values that no packet may have; readers take any bytes,
 * never throw, and say where they stopped and why.
 */
package io.coppice.wire;
