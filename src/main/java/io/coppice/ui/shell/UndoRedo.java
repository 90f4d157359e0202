package io.coppice.ui.shell;

import io.coppice.backend.Job;
import io.coppice.backend.JobId;
import io.coppice.backend.Outcome;
import io.coppice.backend.Snapshot;
import io.coppice.model.EntityId;
import io.coppice.model.Problem;
import io.coppice.session.Session;
import io.coppice.session.StepLoss;
import io.coppice.ui.kit.FrameGate;
import io.coppice.ui.kit.UiContext;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Undo and redo as a person sees them: asks before something would be destroyed, or much
 * interrupted, and says that it is being done until it is. FX thread.
 */
final class UndoRedo {
  /** Objects that a question names before it only counts them. */
  private static final int NAMED = 8;

  private final UiContext context;
  private final LiveDialogs dialogs;

  UndoRedo(UiContext context, LiveDialogs dialogs) {
    this.context = context;
    this.dialogs = dialogs;
  }

  void undo() {
    Session.UndoState state = context.session().undoState();
    String name = state.undo().or(state::barrier).orElse("");
    Runnable undo = () -> tell(context.session().undo(), name, "undo");
    asked(state, state.loss(), context.texts().get("undo.named", name), undo, this::undo);
  }

  void redo() {
    Session.UndoState state = context.session().undoState();
    String name = state.redo().orElse("");
    Runnable redo = () -> tell(context.session().redo(), name, "redo");
    asked(state, state.redoLoss(), context.texts().get("redo.named", name), redo, this::redo);
  }

  /**
   * Asks first where something would be lost.
   *
   * @param again asks anew, of what is the last step by then
   */
  private void asked(
      Session.UndoState state, StepLoss loss, String step, Runnable go, Runnable again) {
    if (loss.isNone()) {
      go.run();
      return;
    }
    dialogs.confirm(
        step + "?",
        loss.parts().stream().map(this::said).collect(Collectors.joining(" ")),
        context.texts().get(key(loss.parts().getFirst()) + ".go"),
        // Meanwhile something else may have become the last step: that was not agreed to.
        () -> (context.session().undoState().equals(state) ? go : again).run());
  }

  private static String key(StepLoss.Part part) {
    return "undo.loss." + part.kind().name().toLowerCase(Locale.ROOT);
  }

  private String said(StepLoss.Part part) {
    Snapshot snapshot = context.session().snapshot();
    List<EntityId> objects = part.objects();
    String first =
        String.join(
            ", ",
            objects.stream().limit(NAMED).map(id -> snapshot.contents().displayName(id)).toList());
    String names =
        objects.size() <= NAMED
            ? first
            : context.texts().get("form.and-more", first, objects.size() - NAMED);
    return context.texts().get(key(part), objects.size(), names);
  }

  /**
   * Follows what was asked for to its end.
   *
   * @param verb {@code undo} or {@code redo}, under which its words are found
   */
  private void tell(CompletionStage<List<Outcome>> step, String name, String verb) {
    step.whenComplete(
        (outcomes, failure) ->
            context
                .gate()
                .later(
                    () -> {
                      if (failure != null) {
                        dialogs.failed(name, failure);
                        return;
                      }
                      List<Problem> refused =
                          outcomes.stream().flatMap(UndoRedo::refusals).distinct().toList();
                      if (!refused.isEmpty()) {
                        dialogs.problems(name, refused);
                      }
                      List<JobId> jobs = outcomes.stream().flatMap(UndoRedo::accepted).toList();
                      if (!jobs.isEmpty()) {
                        follow(jobs, name, verb);
                      }
                    }));
  }

  private static Stream<Problem> refusals(Outcome outcome) {
    return outcome instanceof Outcome.Refused no ? no.problems().stream() : Stream.empty();
  }

  private static Stream<JobId> accepted(Outcome outcome) {
    return outcome instanceof Outcome.Accepted(JobId job) ? Stream.of(job) : Stream.empty();
  }

  /** How far the jobs are. */
  private record Progress(boolean ended, List<Job> failed) {
    static Progress of(Snapshot snapshot, List<JobId> ids) {
      List<Job> known =
          ids.stream()
              .filter(id -> id.value() < snapshot.jobs().size())
              .map(id -> snapshot.jobs().get(id.value()))
              .filter(job -> job != null)
              .toList();
      boolean ahead = ids.stream().anyMatch(id -> id.value() >= snapshot.jobs().size());
      return new Progress(
          !ahead && known.stream().allMatch(job -> job.state().isEnded()),
          known.stream()
              .filter(job -> job.state().isEnded() && job.state() != Job.State.SUCCEEDED)
              .toList());
    }
  }

  private void follow(List<JobId> jobs, String name, String verb) {
    Object site = context.session().site();
    Consumer<String> toast = dialogs.lasting(context.texts().get(verb + ".doing", name));
    FrameGate.Binding[] binding = new FrameGate.Binding[1];
    boolean[] told = {false};
    binding[0] =
        context
            .gate()
            .bind(
                (Snapshot snapshot) -> Progress.of(snapshot, jobs),
                progress -> {
                  boolean left = context.session().site() != site;
                  if (told[0] || !left && !progress.ended()) {
                    return;
                  }
                  told[0] = true;
                  context.gate().later(() -> binding[0].close());
                  end(left ? List.of() : progress.failed(), jobs.size(), name, verb, toast);
                });
  }

  private void end(List<Job> failed, int of, String name, String verb, Consumer<String> toast) {
    if (failed.isEmpty()) {
      toast.accept(context.texts().get(verb + ".done", name));
      return;
    }
    String title = context.texts().get(verb + ".failed", name, failed.size(), of);
    toast.accept(title);
    List<Problem> why = failed.stream().flatMap(job -> job.problems().stream()).distinct().toList();
    if (!why.isEmpty()) {
      dialogs.problems(title, why);
    }
  }
}
