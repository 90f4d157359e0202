package io.coppice.ui.overlay.trace;

import io.coppice.ui.kit.Texts;
import java.util.Locale;

/** What the rules that drop frames are called in the language of the window. */
final class RuleWords {
  private RuleWords() {}

  /** A rule by the name that command lines and files have for it. */
  static String of(Texts texts, String rule) {
    return texts.get(key(rule));
  }

  /** Of the bundles. */
  static String key(String rule) {
    return "network.rule." + rule.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
  }
}
