package io.coppice.ui.shell;

import io.coppice.backend.Snapshot;
import io.coppice.model.EntityId;
import io.coppice.model.Problem;
import io.coppice.model.SiteObject;
import io.coppice.model.inventory.Entity;
import io.coppice.model.inventory.Machine;
import io.coppice.model.table.CowTable;
import io.coppice.ui.kit.Action;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the command palette finds: actions on the selection and objects of every kind, by name, and
 * machines by their addresses too; best first. Pure, off the FX thread.
 *
 * @param found at most {@link #MOST}
 */
record PaletteState(List<Found> found) {
  private static final Pattern BLANKS = Pattern.compile(" +");

  /** The beginning of an IP or MAC address, as in the tables' search also after {@code ip:}. */
  private static final Pattern ADDRESS =
      Pattern.compile("(?:ip:)?([0-9a-f]{1,4}[.:][0-9a-f.:]*|::[0-9a-f.:]*)");

  private static final Pattern PUNCTUATION = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]+");

  static final int MOST = 60;

  /** A name that has all that was typed, if in another order, scores so much. */
  private static final int WORDS = 1500;

  /** And one of which a word begins with it so much. */
  private static final int WORD_BEGINS = 3000;

  /** The whole name scores at least so much. */
  private static final int WHOLE = 5000;

  /**
   * Another word for an action scores so much less than its name: all of it more than the beginning
   * of a name, but its beginning less than that of a word of a name, and so on.
   */
  private static final int OTHER_WORD = 850;

  private static final int PART_OF_OTHER_WORD = 1100;

  /** One line: an action, or an object to go to. */
  sealed interface Found {
    int score();

    /** An action on the selection or the console, and why it cannot run. */
    record Do(Action action, List<EntityId> on, Optional<Problem> refusal, int score)
        implements Found {}

    /** An action that is not for the selection, and asks what it shall be done to. */
    record Ask(Action action, int score) implements Found {}

    /** An object that an action can be done to, and why not now. */
    record Aim(Action action, EntityId id, String name, Optional<Problem> refusal, int score)
        implements Found {}

    /** An object. */
    record Go(EntityId id, String name, int score) implements Found {}
  }

  /**
   * Searches.
   *
   * @param typed what the person typed; empty shows the actions of the selection
   * @param selection what actions that apply to it act on
   * @param actions all; those that do not apply are found too, behind names that fit as well, and
   *     ask for their target
   * @param names an action's name, and other words for it behind
   */
  static PaletteState of(
      Snapshot snapshot,
      String typed,
      List<EntityId> selection,
      List<Action> actions,
      Function<Action, List<String>> names) {
    String wanted = typed.strip().toLowerCase(Locale.ROOT);
    List<Found> found = new ArrayList<>();
    for (Action action : actions) {
      int score = wanted.isEmpty() ? 1 : score(names.apply(action), wanted);
      boolean selected = !selection.isEmpty() && action.applies(selection, snapshot);
      List<EntityId> on = selected ? selection : List.of();
      if (score > 0 && (selected || action.applies(on, snapshot))) {
        found.add(new Found.Do(action, on, action.refusal(on, snapshot), score + 1));
      } else if (score > 0 && !wanted.isEmpty()) {
        found.add(new Found.Ask(action, score - 1));
      }
    }
    if (!wanted.isEmpty()) {
      for (EntityId.Kind kind : EntityId.Kind.values()) {
        search(snapshot.inventory().table(kind), wanted, found);
      }
      search(snapshot.forks().groups(), wanted, found);
    }
    return best(found);
  }

  /** What an action can be done to, found likewise; without a letter the first there are. */
  static PaletteState targets(Snapshot snapshot, String typed, Action action) {
    String wanted = typed.strip().toLowerCase(Locale.ROOT);
    List<Found> named = new ArrayList<>();
    snapshot.forks().groups().forEach(group -> aim(action, group, wanted, snapshot, named));
    for (EntityId.Kind kind : EntityId.Kind.values()) {
      CowTable<? extends Entity> table = snapshot.inventory().table(kind);
      if (table != null) {
        table.forEach(entity -> aim(action, entity, wanted, snapshot, named));
      }
    }
    return new PaletteState(
        best(named).found().stream()
            .map(Found.Aim.class::cast)
            .<Found>map(
                aim ->
                    new Found.Aim(
                        action,
                        aim.id(),
                        aim.name(),
                        action.refusal(List.of(aim.id()), snapshot),
                        aim.score()))
            .toList());
  }

  private static void aim(
      Action action, SiteObject at, String wanted, Snapshot snapshot, List<Found> found) {
    int score = wanted.isEmpty() ? 1 : score(at, wanted);
    if (score > 0 && action.applies(List.of(at.id()), snapshot)) {
      found.add(new Found.Aim(action, at.id(), at.name(), Optional.empty(), score));
    }
  }

  /** Names that only have the letters somewhere are left out where others fit better. */
  private static PaletteState best(List<Found> found) {
    found.sort(Comparator.comparingInt(Found::score).reversed());
    if (!found.isEmpty() && found.getFirst().score() >= WORDS) {
      found.removeIf(one -> one.score() < WORDS - 1);
    }
    return new PaletteState(List.copyOf(found.subList(0, Math.min(MOST, found.size()))));
  }

  private static void search(
      CowTable<? extends SiteObject> table, String wanted, List<Found> found) {
    if (table == null) {
      return;
    }
    table.forEach(
        entity -> {
          int score = score(entity, wanted);
          if (score > 0) {
            found.add(new Found.Go(entity.id(), entity.name(), score));
          }
        });
  }

  /** How well an action fits by its name, or if less by the beginning of another word for it. */
  private static int score(List<String> names, String wanted) {
    int best = score(names.getFirst().toLowerCase(Locale.ROOT), wanted);
    for (String other : names.subList(1, names.size())) {
      int fits = score(other.toLowerCase(Locale.ROOT), wanted);
      if (fits >= WORD_BEGINS) {
        best = Math.max(best, fits - (fits >= WHOLE ? OTHER_WORD : PART_OF_OTHER_WORD));
      }
    }
    return best;
  }

  /** How well an object fits by its name, and a machine by the beginning of an address too. */
  private static int score(SiteObject object, String wanted) {
    int byName = score(object.name().toLowerCase(Locale.ROOT), wanted);
    Matcher address = ADDRESS.matcher(wanted);
    return object instanceof Machine machine && address.matches()
        ? Math.max(byName, scoreOfAddresses(machine, address.group(1)))
        : byName;
  }

  private static int scoreOfAddresses(Machine machine, String start) {
    return machine.hardware().nics().stream()
        .flatMap(nic -> Stream.of(nic.ip().toString(), nic.mac().toString()))
        .filter(each -> each.startsWith(start))
        .mapToInt(each -> scoreAsTyped(each, start))
        .max()
        .orElse(0);
  }

  /**
   * How well a name fits: the whole, then its beginning, then the beginning of a word, then
   * anywhere, then all words in whatever order, then the letters in order. 0 if not at all. Shorter
   * names first. Punctuation that was typed need not be the name's: the dots of a menu's entry, a
   * hyphen for a blank. As it stands it fits best.
   */
  static int score(String name, String wanted) {
    int asTyped = scoreAsTyped(name, wanted);
    String words = words(wanted);
    if (words.isEmpty() || words.equals(wanted)) {
      return asTyped;
    }
    return Math.max(asTyped, scoreAsTyped(words(name), words) - 1);
  }

  /** Letters and digits, with one blank for whatever else stands between them. */
  private static String words(String text) {
    return PUNCTUATION.matcher(text).replaceAll(" ").strip();
  }

  private static int scoreAsTyped(String name, String wanted) {
    int shorter = Math.max(0, 100 - name.length());
    if (name.equals(wanted)) {
      return WHOLE + shorter;
    }
    if (name.startsWith(wanted)) {
      return 4000 + shorter;
    }
    int at = name.indexOf(wanted);
    if (at > 0) {
      return (Character.isLetterOrDigit(name.charAt(at - 1)) ? 2000 : WORD_BEGINS) + shorter;
    }
    if (wanted.indexOf(' ') > 0 && BLANKS.splitAsStream(wanted).allMatch(name::contains)) {
      return WORDS + shorter;
    }
    int from = 0;
    for (int i = 0; i < wanted.length(); i++) {
      from = name.indexOf(wanted.charAt(i), from) + 1;
      if (from == 0) {
        return 0;
      }
    }
    return wanted.length() > 1 ? 1000 + shorter : 0;
  }
}
