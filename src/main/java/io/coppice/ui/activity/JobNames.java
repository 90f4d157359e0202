package io.coppice.ui.activity;

import io.coppice.backend.Operation;
import io.coppice.backend.OperationKind;
import io.coppice.ui.kit.Texts;

/** What a job is called: the title of its operation. */
final class JobNames {
  private JobNames() {}

  static String name(Operation operation, Texts texts) {
    return texts.get(OperationKind.of(operation).titleKey());
  }
}
