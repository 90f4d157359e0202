package io.coppice.planted.folded.depth3.ui.fork.pages.box;

/** Planted: knows nobody, but its folder is known from both sides. */
public class Below {}
