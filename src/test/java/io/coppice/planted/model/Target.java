package io.coppice.planted.model;

/** Planted: what others must not know. */
public class Target {}
