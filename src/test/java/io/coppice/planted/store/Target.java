package io.coppice.planted.store;

/** Planted: what others must not know. */
public class Target {}
