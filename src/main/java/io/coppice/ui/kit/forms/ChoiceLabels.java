package io.coppice.ui.kit.forms;

import java.util.function.Function;
import javafx.util.StringConverter;

/** Words for what is chosen from a box and never typed. FX thread. */
public final class ChoiceLabels {
  private ChoiceLabels() {}

  /** Says a choice by its words, and nothing where none is made. */
  public static <T> StringConverter<T> by(Function<T, String> words) {
    return new StringConverter<>() {
      @Override
      public String toString(T choice) {
        return choice == null ? "" : words.apply(choice);
      }

      @Override
      public T fromString(String text) {
        throw new UnsupportedOperationException("what is chosen is not typed: " + text);
      }
    };
  }
}
