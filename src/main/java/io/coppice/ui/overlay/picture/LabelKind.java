package io.coppice.ui.overlay.picture;

import javafx.scene.control.OverrunStyle;

/** What a name in a network's picture belongs to, and hence how it is written and cut. */
enum LabelKind {
  SITE("network-site-label", OverrunStyle.CENTER_ELLIPSIS),
  /** Hosts and switches of one family differ at the end of their names: that stays. */
  NODE("network-node-label", OverrunStyle.LEADING_ELLIPSIS),
  /** A node's name that its node is too narrow for. */
  NARROW("network-narrow-label", OverrunStyle.LEADING_ELLIPSIS),
  MACHINE("network-machine-label", OverrunStyle.CENTER_ELLIPSIS),
  LINK("network-link-label", OverrunStyle.CENTER_ELLIPSIS);

  private final String styleClass;
  private final OverrunStyle overrun;

  LabelKind(String styleClass, OverrunStyle overrun) {
    this.styleClass = styleClass;
    this.overrun = overrun;
  }

  String styleClass() {
    return styleClass;
  }

  OverrunStyle overrun() {
    return overrun;
  }
}
