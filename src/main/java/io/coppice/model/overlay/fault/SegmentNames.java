package io.coppice.model.overlay.fault;

import io.coppice.model.overlay.Encapsulation;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;

/** Names many segments in few words: {@code VXLAN 5001-5040, 6000, … (+7)}. */
public final class SegmentNames {
  private static final int MOST_PARTS = 4;

  private SegmentNames() {}

  /** A segment by what its frames carry. */
  public record Id(Encapsulation encapsulation, long id) implements Comparable<Id> {
    @Override
    public int compareTo(Id other) {
      int first = encapsulation.compareTo(other.encapsulation);
      return first != 0 ? first : Long.compareUnsigned(id, other.id);
    }

    public String label() {
      return encapsulation.label(id);
    }

    boolean isFollowedBy(Id other) {
      return encapsulation == other.encapsulation && id + 1 == other.id;
    }
  }

  /** Runs of ids are told by their ends; of what is left after a few parts, the count. */
  public static String of(NavigableSet<Id> segments) {
    List<String> parts = new ArrayList<>();
    Id first = null;
    Id last = null;
    Id before = null;
    for (Id next : segments) {
      if (last != null && last.isFollowedBy(next)) {
        last = next;
        continue;
      }
      if (last != null) {
        parts.add(part(first, last, before));
        before = last;
      }
      if (parts.size() == MOST_PARTS) {
        int left = segments.tailSet(next, true).size();
        return String.join(", ", parts) + ", … (+" + left + ")";
      }
      first = next;
      last = next;
    }
    if (last != null) {
      parts.add(part(first, last, before));
    }
    return String.join(", ", parts);
  }

  private static String part(Id first, Id last, Id before) {
    boolean same = before != null && before.encapsulation() == first.encapsulation();
    String name = same ? Long.toUnsignedString(first.id()) : first.label();
    return first.equals(last) ? name : name + "-" + Long.toUnsignedString(last.id());
  }
}
