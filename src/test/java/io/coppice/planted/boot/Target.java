package io.coppice.planted.boot;

/** Planted: what others must not know. */
public class Target {}
