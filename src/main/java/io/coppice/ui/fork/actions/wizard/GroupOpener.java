package io.coppice.ui.fork.actions.wizard;

import io.coppice.backend.Job;
import io.coppice.backend.JobId;
import io.coppice.backend.Operation;
import io.coppice.backend.Snapshot;
import io.coppice.model.EntityId;
import io.coppice.model.EntityId.ForkGroupId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.fork.ForkMember;
import io.coppice.model.table.CowTable;
import io.coppice.ui.kit.FrameGate;
import io.coppice.ui.kit.Place;
import io.coppice.ui.kit.UiContext;
import java.util.List;
import java.util.Optional;

/**
 * Leads from a machine that is frozen or forked to the page of its group, as soon as there is one,
 * unless the person turned to something else meanwhile. FX thread.
 */
public final class GroupOpener {
  private final MachineId source;
  private final UiContext context;
  private final List<EntityId> selected;
  private JobId job;
  private FrameGate.Binding binding;

  private record Found(Optional<ForkGroupId> group, boolean ended) {}

  private GroupOpener(MachineId source, UiContext context) {
    this.source = source;
    this.context = context;
    this.selected = context.selection().get();
  }

  /** Submits what makes a group of a machine and leads there. */
  public static void submit(
      String step, List<Operation> operations, MachineId source, UiContext context) {
    GroupOpener lead = new GroupOpener(source, context);
    context.dialogs().submit(step, operations, jobs -> lead.follow(jobs.getFirst()));
  }

  private void follow(JobId accepted) {
    job = accepted;
    binding = context.gate().bind(this::find, this::show);
  }

  private Found find(Snapshot snapshot) {
    return new Found(
        snapshot.forks().member(source).map(ForkMember::group), isOver(snapshot.jobs()));
  }

  /** Jobs that are to come are beyond the end of the table, forgotten ones are null. */
  private boolean isOver(CowTable<Job> jobs) {
    if (job.value() >= jobs.size()) {
      return false;
    }
    Job now = jobs.get(job.value());
    return now == null || now.state().isEnded();
  }

  private void show(Found found) {
    boolean turned = !context.selection().get().equals(selected);
    if (turned || found.group().isPresent() || found.ended()) {
      binding.close();
    }
    if (!turned) {
      found.group().ifPresent(group -> context.navigation().open(new Place.Page(group)));
    }
  }
}
