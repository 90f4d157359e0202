package io.coppice.ui.fork.machine;

import io.coppice.backend.Snapshot;
import io.coppice.model.EntityId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.Problem;
import io.coppice.model.fork.ForkBase;
import io.coppice.model.fork.ForkGroup;
import io.coppice.model.fork.ForkMember;
import io.coppice.model.fork.Forks;
import io.coppice.model.fork.MemberPages;
import io.coppice.model.fork.PageSet;
import io.coppice.ui.fork.shared.marks.MemberMark;
import io.coppice.ui.kit.Format;
import io.coppice.ui.kit.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A machine's place in its group, written out. Pure.
 *
 * @param lines label and value, some leading somewhere
 * @param parts own, swapped and shared pages as shares of its memory
 */
record MemberState(
    String group,
    EntityId groupId,
    ForkMember.State state,
    String said,
    List<Line> lines,
    List<Double> parts,
    List<String> legend,
    List<Problem> problems) {
  /** A fact; {@code label} is a bundle key. */
  record Line(String label, String value, Optional<EntityId> to) {}

  static Optional<MemberState> of(Snapshot snapshot, MachineId id, Texts texts, Format format) {
    Forks forks = snapshot.forks();
    return forks
        .member(id)
        .flatMap(
            member ->
                forks
                    .group(member.group())
                    .map(group -> make(snapshot, member, group, texts, format)));
  }

  private static MemberState make(
      Snapshot snapshot, ForkMember member, ForkGroup group, Texts texts, Format format) {
    Forks forks = snapshot.forks();
    List<Line> lines = new ArrayList<>();
    lines.add(new Line("forks.member.group", group.name(), Optional.of(group.id())));
    lines.add(line("forks.member.origin", MemberMark.word(member.origin(), texts)));
    Optional<ForkBase> base = group.base(member.base());
    base.ifPresent(
        it -> {
          lines.add(
              new Line(
                  "forks.member.parent",
                  snapshot.contents().displayName(it.source()),
                  snapshot.inventory().find(it.source()).map(found -> found.id())));
          lines.add(
              line(
                  "forks.member.base",
                  texts.get(
                      "forks.member.base.value",
                      it.key(),
                      format.bytes(it.residentBytes()),
                      format.moment(it.taken()))));
        });
    lines.add(line("forks.column.generation", format.count(member.generation())));
    lines.add(line("forks.member.chain", format.count(member.diskDepth())));
    if (member.origin() != ForkMember.Origin.PARENT) {
      lines.add(
          line(
              "forks.column.phase",
              member
                  .phases()
                  .at(snapshot.time())
                  .map(phase -> texts.get(phase.key()))
                  .orElseGet(() -> texts.get("forks.cell.done"))));
      lines.add(
          line(
              "forks.member.gate",
              texts.get(member.gate().isOpen() ? "forks.identity.open" : "forks.identity.shut")));
    }
    lines.add(
        line(
            "forks.fact.lease",
            member
                .expires()
                .map(end -> texts.get("forks.fact.lease.until", format.moment(end)))
                .orElseGet(() -> texts.get("forks.fact.lease.none"))));
    Optional<MemberPages> pages = forks.pages(member.machine());
    List<Problem> problems = new ArrayList<>(member.gate().problems());
    member.problem().ifPresent(problems::add);
    return new MemberState(
        group.name(),
        group.id(),
        member.state(),
        texts.get(
            "forks.member.said",
            MemberMark.word(member.state(), texts),
            forks.sums(group.id()).members()),
        List.copyOf(lines),
        pages.map(MemberState::parts).orElse(List.of()),
        pages.map(its -> legend(its, texts, format)).orElse(List.of()),
        List.copyOf(problems));
  }

  private static Line line(String label, String value) {
    return new Line(label, value, Optional.empty());
  }

  private static List<Double> parts(MemberPages pages) {
    double all = Math.max(1, pages.pages());
    return List.of(
        pages.diverged().count() / all, pages.swapped().count() / all, pages.shared() / all);
  }

  private static List<String> legend(MemberPages pages, Texts texts, Format format) {
    int rest = pages.pages() - pages.diverged().count() - pages.swapped().count() - pages.shared();
    return List.of(
        texts.get(
            "forks.part.diverged", format.bytes((long) pages.diverged().count() * PageSet.PAGE)),
        texts.get(
            "forks.part.swapped", format.bytes((long) pages.swapped().count() * PageSet.PAGE)),
        texts.get("forks.part.shared", format.bytes((long) pages.shared() * PageSet.PAGE)),
        texts.get("forks.part.untouched", format.bytes((long) rest * PageSet.PAGE)));
  }
}
