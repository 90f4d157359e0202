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
    SelectionHub selection) {

  /** The same with other dialogs. */
  public UiContext with(Dialogs others) {
    return new UiContext(session, gate, navigation, texts, format, actions, others, selection);
  }

  /** The same with another gate. */
  public UiContext with(FrameGate other) {
    return new UiContext(session, other, navigation, texts, format, actions, dialogs, selection);
  }
}
