package io.coppice.ui.kit;

/**
 * A node that takes every key while it has the keyboard: the screen of a machine. No key of the
 * console's own actions works then; how to leave is the node's business.
 */
public interface KeyTaker {}
