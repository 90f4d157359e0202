package io.coppice.planted.wire;

/** Planted: what others must not know. */
public class Target {}
