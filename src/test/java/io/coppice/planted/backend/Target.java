package io.coppice.planted.backend;

/** Planted: what others must not know. */
public class Target {}
