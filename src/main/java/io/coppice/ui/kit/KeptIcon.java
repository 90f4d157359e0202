package io.coppice.ui.kit;

import org.kordamp.ikonli.javafx.FontIcon;

/**
 * An icon in a cell, made once and then changed: to style a new one takes as long as a row of text.
 * FX thread.
 */
public final class KeptIcon {
  private final FontIcon node;
  private Icons icon;
  private String tone;

  /** An icon of a tone, see {@link Icons#node(String)}. */
  public KeptIcon(Icons icon, String tone) {
    this.node = icon.node(tone);
    this.icon = icon;
    this.tone = tone;
  }

  public FontIcon node() {
    return node;
  }

  /** Shows an icon of a tone. */
  public void show(Icons wanted, String wantedTone) {
    if (wanted != icon) {
      icon = wanted;
      node.setIconCode(wanted.ikon());
    }
    if (!wantedTone.equals(tone)) {
      node.getStyleClass().remove(tone);
      node.getStyleClass().add(wantedTone);
      tone = wantedTone;
    }
    node.setVisible(true);
  }

  /** Shows nothing; the icon keeps its place if its parent gives it one. */
  public void hide() {
    node.setVisible(false);
  }
}
