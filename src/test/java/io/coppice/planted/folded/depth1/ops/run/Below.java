package io.coppice.planted.folded.depth1.ops.run;

/** Planted: knows nobody, but its folder is known from both sides. */
public class Below {}
