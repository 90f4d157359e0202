package io.coppice.ui.fork;

import io.coppice.backend.Snapshot;
import io.coppice.model.EntityId;
import io.coppice.model.EntityId.ForkGroupId;
import io.coppice.ui.fork.elastic.ElasticPart;
import io.coppice.ui.fork.identity.IdentityPart;
import io.coppice.ui.fork.lineage.LineagePart;
import io.coppice.ui.fork.members.MembersPart;
import io.coppice.ui.fork.overview.OverviewPart;
import io.coppice.ui.fork.pages.PagesPart;
import io.coppice.ui.fork.phases.PhasesPart;
import io.coppice.ui.fork.sharing.DivergencePart;
import io.coppice.ui.fork.sharing.SharingPart;
import io.coppice.ui.kit.PagePart;
import io.coppice.ui.kit.PageTab;
import io.coppice.ui.kit.UiContext;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;

/** The tabs of a group's page. */
enum GroupTab implements PageTab {
  OVERVIEW(OverviewPart::new),
  LINEAGE(LineagePart::new),
  MEMBERS(MembersPart::new),
  PAGES(PagesPart::new),
  SHARING(SharingPart::new),
  PHASES(PhasesPart::new),
  DIVERGENCE(DivergencePart::new),
  IDENTITY(IdentityPart::new),
  ELASTIC(ElasticPart::new);

  private final BiFunction<ForkGroupId, UiContext, PagePart> make;

  GroupTab(BiFunction<ForkGroupId, UiContext, PagePart> make) {
    this.make = make;
  }

  static List<PageTab> all() {
    return List.of(values());
  }

  @Override
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  @Override
  public String title() {
    return "forks.tab." + id();
  }

  @Override
  public boolean appliesTo(EntityId id, Snapshot snapshot) {
    return id instanceof ForkGroupId;
  }

  @Override
  public String help() {
    return "forks";
  }

  @Override
  public PagePart create(EntityId id, UiContext context) {
    return make.apply((ForkGroupId) id, context);
  }
}
