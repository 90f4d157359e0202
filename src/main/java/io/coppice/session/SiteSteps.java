package io.coppice.session;

import io.coppice.backend.Backend;
import io.coppice.backend.Operation;
import io.coppice.backend.Outcome;
import io.coppice.session.Session.UndoState;
import io.coppice.session.UndoStack.Plan;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** What was asked of one site, and taking it back. Thread-safe. */
final class SiteSteps {
  private final Backend site;
  private final UndoStack undo = new UndoStack();

  SiteSteps(Backend site) {
    this.site = site;
  }

  UndoState state() {
    return undo.state();
  }

  CompletionStage<List<Outcome>> submit(String name, List<Operation> operations, Runnable changed) {
    Setup before = Setup.of(site.snapshot());
    return site.submit(operations)
        .thenApply(
            outcomes -> {
              undo.push(name, operations, outcomes, before);
              changed.run();
              return outcomes;
            });
  }

  CompletionStage<List<Outcome>> undo(Runnable changed) {
    return switch (undo.planUndo(site.snapshot())) {
      case Plan.Not not -> refused(not, changed);
      case Plan.Ready ready ->
          site.submit(ready.operations())
              .thenApply(
                  outcomes -> {
                    if (outcomes.stream().anyMatch(Outcome.Accepted.class::isInstance)) {
                      undo.undone(ready.step());
                      changed.run();
                    }
                    return outcomes;
                  });
    };
  }

  CompletionStage<List<Outcome>> redo(Runnable changed) {
    Setup before = Setup.of(site.snapshot());
    return switch (undo.planRedo()) {
      case Plan.Not not -> refused(not, changed);
      case Plan.Ready ready ->
          site.submit(ready.operations())
              .thenApply(
                  outcomes -> {
                    undo.redone(ready.step(), ready.operations(), outcomes, before);
                    changed.run();
                    return outcomes;
                  });
    };
  }

  private CompletionStage<List<Outcome>> refused(Plan.Not not, Runnable changed) {
    if (not.gone()) {
      not.step().ifPresent(undo::drop);
      changed.run();
    }
    return CompletableFuture.completedFuture(List.of(new Outcome.Refused(List.of(not.why()))));
  }
}
