package io.coppice.planted.ui.kit;

/** Planted: what others must not know. */
public class Target {}
