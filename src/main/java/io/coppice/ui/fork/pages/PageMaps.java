package io.coppice.ui.fork.pages;

import io.coppice.backend.Snapshot;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.fork.ForkMember;
import io.coppice.model.fork.MemberPageStates;
import io.coppice.model.fork.MemoryPageState;
import io.coppice.ui.fork.pages.pagemap.PageKind;
import io.coppice.ui.fork.pages.pagemap.PageRaster;
import io.coppice.ui.fork.shared.marks.MemberSearch;
import io.coppice.ui.kit.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The pictures of the chosen members' memory. Made off the FX thread.
 *
 * @param compared whether the one map compares two members, or one with its base
 */
record PageMaps(List<Map> maps, boolean compared) {
  /**
   * One picture.
   *
   * @param counts pages by kind
   * @param own for each of {@link #REGIONS} equal regions the share of pages that are the member's
   *     own
   */
  record Map(
      String title,
      PageRaster raster,
      Optional<MemberPageStates> view,
      int[] counts,
      double[] own) {}

  static final int REGIONS = 64;

  /**
   * What the person chose, and the colours of the theme.
   *
   * @param palette a colour for each {@link PageKind}, then that around the map
   */
  record Choices(List<MachineId> members, boolean compare, int[] palette) {}

  static PageMaps of(Snapshot snapshot, Choices choices, Texts texts) {
    List<MachineId> there =
        choices.members().stream().filter(id -> snapshot.forks().pages(id).isPresent()).toList();
    if (choices.palette().length == 0 || there.isEmpty()) {
      return new PageMaps(List.of(), false);
    }
    if (choices.compare()) {
      return new PageMaps(List.of(compare(snapshot, there, choices, texts)), true);
    }
    List<Map> maps = new ArrayList<>();
    for (MachineId id : there) {
      MemberPageStates view = snapshot.forks().view(id).orElseThrow();
      maps.add(map(name(snapshot, id), view.states(), Optional.of(view), choices));
    }
    return new PageMaps(List.copyOf(maps), false);
  }

  private static String name(Snapshot snapshot, MachineId id) {
    return snapshot
        .forks()
        .member(id)
        .map((ForkMember member) -> MemberSearch.name(snapshot, member))
        .orElse(id.token());
  }

  /** Two siblings page by page, or one against its base. */
  private static Map compare(
      Snapshot snapshot, List<MachineId> there, Choices choices, Texts texts) {
    MemberPageStates first = snapshot.forks().view(there.getFirst()).orElseThrow();
    byte[] kinds = first.states();
    boolean two = there.size() > 1;
    byte[] second =
        two ? snapshot.forks().view(there.get(1)).orElseThrow().states() : new byte[kinds.length];
    for (int page = 0; page < kinds.length; page++) {
      kinds[page] =
          (byte) kind(isOwn(kinds[page]), page < second.length && isOwn(second[page])).ordinal();
    }
    String title =
        two
            ? name(snapshot, there.getFirst()) + " ↔ " + name(snapshot, there.get(1))
            : texts.get(
                "forks.pages.against-base",
                name(snapshot, there.getFirst()),
                snapshot.forks().member(there.getFirst()).map(ForkMember::base).orElse(0));
    return map(title, kinds, Optional.empty(), choices);
  }

  static boolean isOwn(byte state) {
    return state >= MemoryPageState.DIVERGED.ordinal();
  }

  static PageKind kind(boolean first, boolean second) {
    return first
        ? second ? PageKind.BOTH : PageKind.FIRST_ONLY
        : second ? PageKind.SECOND_ONLY : PageKind.SAME;
  }

  private static Map map(
      String title, byte[] kinds, Optional<MemberPageStates> view, Choices choices) {
    int[] counts = new int[PageKind.values().length];
    double[] own = new double[REGIONS];
    int[] of = new int[REGIONS];
    for (int page = 0; page < kinds.length; page++) {
      counts[kinds[page]]++;
      int region = region(page, kinds.length);
      of[region]++;
      boolean shared =
          kinds[page] == PageKind.UNTOUCHED.ordinal()
              || kinds[page] == PageKind.SHARED.ordinal()
              || kinds[page] == PageKind.SAME.ordinal();
      own[region] += shared ? 0 : 1;
    }
    for (int region = 0; region < REGIONS; region++) {
      own[region] = of[region] == 0 ? 0 : own[region] / of[region];
    }
    int[] palette = java.util.Arrays.copyOf(choices.palette(), PageKind.values().length);
    int around = choices.palette()[PageKind.values().length];
    return new Map(title, PageRaster.of(kinds, palette, around), view, counts, own);
  }

  static int region(int page, int pages) {
    return (int) ((long) page * REGIONS / Math.max(1, pages));
  }
}
