/**
 * Encapsulations: headers, whole packets, STT's segments, receiver profiles and reasons of drops.
 */
package io.coppice.wire.tunnel;
