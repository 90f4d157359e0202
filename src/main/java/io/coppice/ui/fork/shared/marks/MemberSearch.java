package io.coppice.ui.fork.shared.marks;

import io.coppice.backend.Snapshot;
import io.coppice.model.fork.ForkMember;
import io.coppice.model.inventory.Machine;
import io.coppice.ui.kit.search.ObjectQuery;
import java.util.Locale;
import java.util.Optional;

/** Names members, and finds them by what a person typed. Pure. */
public final class MemberSearch {
  private MemberSearch() {}

  /** The machine of a member; one that never came up may have none. */
  public static Optional<Machine> machine(Snapshot snapshot, ForkMember member) {
    return snapshot.inventory().find(member.machine()).map(Machine.class::cast);
  }

  /** Its machine's name, which may have changed since the fork. */
  public static String name(Snapshot snapshot, ForkMember member) {
    return machine(snapshot, member).map(Machine::name).orElse(member.name());
  }

  /** Whether a member meets every term; one without a machine has a name and a state. */
  public static boolean matches(Snapshot snapshot, ForkMember member, ObjectQuery query) {
    String name = name(snapshot, member).toLowerCase(Locale.ROOT);
    return query.isEmpty()
        || machine(snapshot, member)
            .map(it -> query.matches(snapshot, it, name))
            .orElseGet(
                () ->
                    query.terms().stream()
                        .allMatch(term -> holds(member, name, term) != term.excluded()));
  }

  private static boolean holds(ForkMember member, String name, ObjectQuery.Term term) {
    return switch (term.field()) {
      case NAME -> name.contains(term.text());
      case STATE -> member.state().name().toLowerCase(Locale.ROOT).startsWith(term.text());
      default -> false;
    };
  }
}
