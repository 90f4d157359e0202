package io.coppice.ui.activity;

import io.coppice.backend.Operation;
import io.coppice.ui.kit.Texts;

/** What a job is called: the text of its operation's class. */
final class JobNames {
  private JobNames() {}

  static String name(Operation operation, Texts texts) {
    Class<?> type = operation.getClass();
    String group =
        type.getEnclosingClass() == null ? "" : type.getEnclosingClass().getSimpleName() + '.';
    return texts.get("operation." + group + type.getSimpleName());
  }
}
