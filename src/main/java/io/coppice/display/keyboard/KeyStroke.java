package io.coppice.display.keyboard;

/**
 * A key that a character stands on.
 *
 * @param scancode XT
 * @param keysym of what the key gives with these modifiers
 * @param shift whether Shift is held
 * @param altGraph whether AltGr is held
 * @param letter whether Caps Lock turns Shift's meaning
 */
public record KeyStroke(
    int scancode, int keysym, boolean shift, boolean altGraph, boolean letter) {}
