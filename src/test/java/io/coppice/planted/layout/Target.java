package io.coppice.planted.layout;

/** Planted: what others must not know. */
public class Target {}
