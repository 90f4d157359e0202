package io.coppice.ui.activity;

import io.coppice.backend.Job;
import io.coppice.backend.Operation;
import io.coppice.backend.OperationKind;
import io.coppice.model.EntityId;
import io.coppice.model.site.SiteContents;
import io.coppice.ui.kit.Texts;

/** What a job and its target are called. */
final class JobNames {
  private JobNames() {}

  static String name(Operation operation, Texts texts) {
    return texts.get(OperationKind.of(operation).titleKey());
  }

  /** What the target is called, or was when it was last known. */
  static String target(Job job, SiteContents contents) {
    EntityId target = job.operation().target();
    return contents
        .name(target)
        .orElseGet(() -> job.targetName().isEmpty() ? target.token() : job.targetName());
  }
}
