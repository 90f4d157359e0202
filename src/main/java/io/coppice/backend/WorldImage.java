package io.coppice.backend;

import io.coppice.model.SimTime;

/**
 * A whole world as bytes, from which it can go on.
 *
 * @param nextSerial operations of the log with a lower serial are in it
 * @param format the version of the byte format
 * @param digest over all tables, as {@link Durable#digest} gives it
 */
public record WorldImage(long nextSerial, SimTime at, int format, String digest, byte[] bytes) {}
