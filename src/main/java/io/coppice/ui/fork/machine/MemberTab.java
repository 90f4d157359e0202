package io.coppice.ui.fork.machine;

import io.coppice.backend.Snapshot;
import io.coppice.model.EntityId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.ui.kit.PagePart;
import io.coppice.ui.kit.PageTab;
import io.coppice.ui.kit.UiContext;

/** The tab of machines that are in a fork group. */
public final class MemberTab implements PageTab {
  @Override
  public String id() {
    return "fork";
  }

  @Override
  public String title() {
    return "forks.tab.member";
  }

  @Override
  public boolean appliesTo(EntityId id, Snapshot snapshot) {
    return id instanceof MachineId machine && snapshot.forks().member(machine).isPresent();
  }

  @Override
  public String help() {
    return "forks";
  }

  @Override
  public PagePart create(EntityId id, UiContext context) {
    return new MemberPart((MachineId) id, context);
  }
}
