package io.coppice.ui.kit;

import io.coppice.session.Session;

/** What every screen is given. */
public record UiContext(
    Session session,
    FrameGate gate,
    Navigation navigation,
    Texts texts,
    Format format,
    Actions actions,
    Dialogs dialogs,
    SelectionHub selection) {}
