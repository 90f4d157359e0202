package io.coppice.planted.ui.shell;

/** Planted: what others must not know. */
public class Target {}
