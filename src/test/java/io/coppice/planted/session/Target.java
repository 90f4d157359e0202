package io.coppice.planted.session;

/** Planted: what others must not know. */
public class Target {}
