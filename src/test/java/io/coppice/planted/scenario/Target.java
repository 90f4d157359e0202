package io.coppice.planted.scenario;

/** Planted: what others must not know. */
public class Target {}
