package io.coppice.planted.sim;

/** Planted: what others must not know. */
public class Target {}
