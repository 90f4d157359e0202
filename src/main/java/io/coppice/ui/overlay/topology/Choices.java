package io.coppice.ui.overlay.topology;

import io.coppice.ui.overlay.picture.Marks;
import java.util.List;
import java.util.Set;

/**
 * What the person chose to see of a network, by key.
 *
 * @param find shows only what has this in its name; empty for everything
 * @param tenant shows only this tenant's; empty for all
 * @param troubled shows only what something is wrong with
 * @param segments drawn in colour, in the order of the colours
 * @param selected the key of a node, machine or link; empty for none
 * @param sort the column the table is sorted by; -1 for none
 */
record Choices(
    Marks.Layers layers,
    String find,
    String tenant,
    boolean troubled,
    List<String> segments,
    Set<String> hidden,
    Set<String> open,
    Set<String> pinned,
    String selected,
    Listing listing,
    int sort,
    boolean descending) {
  static final Choices NONE =
      new Choices(
          Marks.Layers.BOTH,
          "",
          "",
          false,
          List.of(),
          Set.of(),
          Set.of(),
          Set.of(),
          "",
          Listing.NODES,
          -1,
          false);

  Choices {
    segments = List.copyOf(segments);
    hidden = Set.copyOf(hidden);
    open = Set.copyOf(open);
    pinned = Set.copyOf(pinned);
  }

  boolean isFiltered() {
    return !find.isBlank() || !tenant.isEmpty() || troubled;
  }

  Choices layers(Marks.Layers other) {
    return new Choices(
        other,
        find,
        tenant,
        troubled,
        segments,
        hidden,
        open,
        pinned,
        selected,
        listing,
        sort,
        descending);
  }

  Choices filter(String text, String who, boolean only) {
    return new Choices(
        layers,
        text,
        who,
        only,
        segments,
        hidden,
        open,
        pinned,
        selected,
        listing,
        sort,
        descending);
  }

  Choices segments(List<String> other) {
    return new Choices(
        layers,
        find,
        tenant,
        troubled,
        other,
        hidden,
        open,
        pinned,
        selected,
        listing,
        sort,
        descending);
  }

  Choices hidden(Set<String> other) {
    return new Choices(
        layers,
        find,
        tenant,
        troubled,
        segments,
        other,
        open,
        pinned,
        selected,
        listing,
        sort,
        descending);
  }

  Choices open(Set<String> other) {
    return new Choices(
        layers,
        find,
        tenant,
        troubled,
        segments,
        hidden,
        other,
        pinned,
        selected,
        listing,
        sort,
        descending);
  }

  Choices pinned(Set<String> other) {
    return new Choices(
        layers,
        find,
        tenant,
        troubled,
        segments,
        hidden,
        open,
        other,
        selected,
        listing,
        sort,
        descending);
  }

  Choices selecting(String key) {
    return new Choices(
        layers,
        find,
        tenant,
        troubled,
        segments,
        hidden,
        open,
        pinned,
        key,
        listing,
        sort,
        descending);
  }

  Choices listing(Listing other, int column, boolean down) {
    return new Choices(
        layers, find, tenant, troubled, segments, hidden, open, pinned, selected, other, column,
        down);
  }
}
