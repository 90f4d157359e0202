package io.coppice.ui.fork.actions.wizard;

import io.coppice.backend.ForkNumbers;
import io.coppice.backend.Snapshot;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.fork.ForkEstimate;
import io.coppice.model.fork.ForkMember;
import io.coppice.model.fork.ForkPlacement;
import io.coppice.model.fork.ForkSpec;
import io.coppice.model.fork.IdentityCheck;
import io.coppice.model.fork.NamePattern;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Machine;
import io.coppice.ui.kit.Format;
import io.coppice.ui.kit.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a fork would mean, written out before it is asked for. Pure.
 *
 * @param captured what of the source the children begin with, and what becomes of it
 * @param bar used by others, the base, the children now, and what they may add later, as shares of
 *     the host's memory
 * @param fits whether all fit now, and still when they have diverged
 * @param changes what the gate makes new in every child
 * @param kept what stays the parent's, for which the link stays down
 */
record ForkPreview(
    String names,
    String captured,
    String now,
    String later,
    String instead,
    String fit,
    Fits fits,
    List<Double> bar,
    List<String> changes,
    List<String> kept) {

  /** Whether there is room. */
  enum Fits {
    ALWAYS,
    NOW,
    NOT
  }

  static Optional<ForkPreview> of(
      Snapshot snapshot, MachineId id, ForkSpec spec, Texts texts, Format format) {
    Optional<Machine> machine = snapshot.inventory().find(id).map(Machine.class::cast);
    return machine.map(source -> make(snapshot, source, spec, texts, format));
  }

  private static ForkPreview make(
      Snapshot snapshot, Machine source, ForkSpec spec, Texts texts, Format format) {
    ForkEstimate estimate =
        ForkEstimate.of(source, snapshot.forks(), snapshot.inventory(), snapshot.figures());
    long count = spec.count();
    long now = estimate.base() + count * estimate.now();
    long later = estimate.base() + count * estimate.later();
    Fits fits =
        count <= estimate.fitLater()
            ? Fits.ALWAYS
            : count <= estimate.fitNow() ? Fits.NOW : Fits.NOT;
    Host host = snapshot.inventory().host(source.host());
    String hostName = host == null ? "–" : host.name();
    boolean others = spec.placement() == ForkPlacement.ON_DEMAND;
    return new ForkPreview(
        names(spec, ForkNumbers.of(snapshot).first(source.id()), texts),
        texts.get("forks.preview.captured." + captured(snapshot, source), source.name()),
        texts.get(
            estimate.base() > 0 ? "forks.preview.now" : "forks.preview.now.based",
            format.bytes(now),
            format.bytes(estimate.base()),
            format.bytes(estimate.now())),
        texts.get("forks.preview.later", format.bytes(later), format.bytes(estimate.later())),
        texts.get(
            "forks.preview.instead", format.bytes(count * source.hardware().memory().value())),
        texts.get(
                "forks.preview.fit",
                hostName,
                format.bytes(Math.max(0, estimate.free())),
                format.count(estimate.fitNow()),
                format.count(estimate.fitLater()))
            + (others ? ' ' + texts.get("forks.preview.fit.others") : ""),
        // Whether the others have room is asked of the site; it says so below the fields.
        others && fits == Fits.NOT ? Fits.NOW : fits,
        bar(host, estimate, now, later),
        listed(spec, true, texts),
        listed(spec, false, texts));
  }

  private static String captured(Snapshot snapshot, Machine source) {
    boolean frozen =
        snapshot
            .forks()
            .member(source.id())
            .filter(member -> member.state() == ForkMember.State.FROZEN)
            .isPresent();
    return frozen ? "frozen" : source.isOn() ? "running" : "suspended";
  }

  private static String names(ForkSpec spec, int number, Texts texts) {
    NamePattern pattern = new NamePattern(spec.names());
    if (pattern.fault(spec.count()).isPresent()) {
      return "–";
    }
    String first = pattern.name(number);
    String second = pattern.name(number + 1);
    String last = pattern.name(number + spec.count() - 1);
    return switch (spec.count()) {
      case 1 -> first;
      case 2 -> first + ", " + last;
      case 3 -> first + ", " + second + ", " + last;
      default -> texts.get("forks.preview.names", first, second, last);
    };
  }

  private static List<Double> bar(Host host, ForkEstimate estimate, long now, long later) {
    if (host == null) {
      return List.of();
    }
    double whole = Math.max(1, ForkEstimate.usable(host));
    return List.of(
        Math.max(0, whole - estimate.free()) / whole,
        estimate.base() / whole,
        (now - estimate.base()) / whole,
        (later - now) / whole);
  }

  private static List<String> listed(ForkSpec spec, boolean changed, Texts texts) {
    List<String> lines = new ArrayList<>();
    for (IdentityCheck check : IdentityCheck.values()) {
      if (spec.identity().changes(check) == changed) {
        lines.add(changed ? texts.get(check.key() + ".change") : texts.get(check.key()));
      }
    }
    return lines;
  }
}
