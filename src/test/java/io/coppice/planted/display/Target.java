package io.coppice.planted.display;

/** Planted: what others must not know. */
public class Target {}
