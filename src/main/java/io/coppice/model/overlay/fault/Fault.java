package io.coppice.model.overlay.fault;

import io.coppice.model.Problem;
import io.coppice.model.Severity;
import io.coppice.model.overlay.Change;
import io.coppice.model.overlay.Link;
import io.coppice.model.overlay.NetworkState;
import io.coppice.model.overlay.Proof;
import java.util.List;
import java.util.Optional;

/**
 * Something wrong.
 *
 * @param words what is wrong, and what the person can do
 * @param where the devices concerned, the one to mend foremost
 * @param segment the label of the segment it hurts, if one
 * @param proofs the rows that prove it, as they were read
 * @param cure changes that together mend it; empty where only the person can know
 */
public record Fault(
    FaultKind kind,
    Problem words,
    List<Link.End> where,
    Optional<String> segment,
    List<Proof> proofs,
    List<Change> cure) {
  public Fault {
    where = List.copyOf(where);
    proofs = List.copyOf(proofs);
    cure = List.copyOf(cure);
  }

  public Severity severity() {
    return words.severity();
  }

  /** The network after the cure, for a second diagnosis. */
  public NetworkState cured(NetworkState state) {
    NetworkState changed = state;
    for (Change change : cure) {
      changed = change.applyTo(changed);
    }
    return changed;
  }
}
