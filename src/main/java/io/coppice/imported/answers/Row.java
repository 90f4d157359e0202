package io.coppice.imported.answers;

import io.coppice.model.overlay.Proof;
import io.coppice.model.overlay.SourceText;
import java.util.Optional;

/**
 * One row of an answer. Rows of text answers have the members that the JSON form of the same
 * command has, so that one reader understands both.
 *
 * @param host as the answer itself names it; absent where only the file's place tells
 */
public record Row(Kind kind, Optional<String> host, SourceText source, Json.Members members) {

  /** Of which command. */
  public enum Kind {
    LINK,
    ADDRESS,
    BRIDGE_LINK,
    VLAN,
    FORWARDING,
    ROUTE,
    NEIGHBOUR,
    EVPN,
    NETCONF,
    /** {@code ip nexthop}. */
    NEXT_HOP,
    /** {@code bridge vni}. */
    VNI,
    SWITCH,
    SWITCH_FORWARDING
  }

  /** The same, for any thread and any time: rows of a reader are its own while it reads. */
  public Row kept() {
    return new Row(kind, host, source, members.kept());
  }

  /** The same, read with the other rows of the shapes by one thread. */
  public Row with(JsonShapes shapes) {
    return new Row(kind, host, source, members.with(shapes));
  }

  public Proof proof() {
    int length = source.text().length();
    return new Proof(source, Math.min(members.start(), length), Math.min(members.end(), length));
  }
}
