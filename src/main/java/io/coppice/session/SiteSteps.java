package io.coppice.session;

import io.coppice.backend.Backend;
import io.coppice.backend.Operation;
import io.coppice.backend.Outcome;
import io.coppice.backend.Snapshot;
import io.coppice.session.Session.UndoState;
import io.coppice.session.UndoStack.Plan;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * What was asked of one site, and taking it back. Taking back waits until all that was asked before
 * is known to have been accepted or refused: asked quickly after a step, or twice, it means that
 * step and the one before it, never one step twice. Thread-safe.
 */
final class SiteSteps {
  private final Backend site;
  private final UndoStack undo = new UndoStack();

  /** Ends when the outcome of all that was asked so far is noted; never fails. */
  private CompletableFuture<Void> noted = CompletableFuture.completedFuture(null);

  SiteSteps(Backend site) {
    this.site = site;
  }

  UndoState state() {
    return undo.state();
  }

  CompletionStage<List<Outcome>> submit(String name, List<Operation> operations, Runnable changed) {
    Setup before = Setup.of(site.snapshot());
    CompletionStage<List<Outcome>> asked =
        site.submit(operations)
            .thenApply(
                outcomes -> {
                  undo.push(name, operations, outcomes, before);
                  changed.run();
                  return outcomes;
                });
    note(asked);
    return asked;
  }

  CompletionStage<List<Outcome>> undo(Runnable changed) {
    return afterAll(() -> undoNewest(changed));
  }

  CompletionStage<List<Outcome>> redo(Runnable changed) {
    return afterAll(() -> redoNewest(changed));
  }

  private synchronized void note(CompletionStage<List<Outcome>> asked) {
    CompletableFuture<Void> one = asked.toCompletableFuture().handle((_, _) -> null);
    noted = CompletableFuture.allOf(noted, one);
  }

  private synchronized CompletionStage<List<Outcome>> afterAll(
      Supplier<CompletionStage<List<Outcome>>> ask) {
    CompletableFuture<List<Outcome>> asked = noted.thenCompose(_ -> ask.get());
    noted = asked.handle((_, _) -> null);
    return asked;
  }

  private CompletionStage<List<Outcome>> undoNewest(Runnable changed) {
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

  private CompletionStage<List<Outcome>> redoNewest(Runnable changed) {
    Snapshot now = site.snapshot();
    Setup before = Setup.of(now);
    return switch (undo.planRedo(now)) {
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
