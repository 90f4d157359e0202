package io.coppice.ui.console;

/** How large a machine's screen is shown; each has a text under {@code console.size.}. */
enum ConsoleSize {
  /** As large as fits, in its proportions. */
  FIT,
  /** One pixel of the machine is one of this screen. */
  EXACT,
  /** The machine is asked for a screen of this window's size. */
  REMOTE
}
