/**
 * Worlds as bytes. {@link io.coppice.sim.image.RecordCodec} writes any record of the house
 * canonically (equal values, equal bytes), so the same encoding serves checkpoints and the digest
 * that proves two worlds equal.
 */
package io.coppice.sim.image;
