package io.coppice.ui.kit.search;

import io.coppice.backend.Snapshot;
import io.coppice.model.EntityId;
import io.coppice.model.IpAddress;
import io.coppice.model.inventory.Entity;
import io.coppice.model.inventory.Host;
import io.coppice.model.inventory.Inventory;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.PowerState;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a person typed to find objects. Words match names; {@code tag:}, {@code host:}, {@code
 * state:}, {@code ip:}, {@code guest:}, {@code cluster:}, {@code datastore:} and {@code name:}
 * match that of machines (and what hosts have of it); quotes keep blanks; a minus in front
 * excludes. All terms must hold. Pure, any thread.
 *
 * @param unknown terms that mean nothing, as typed
 */
public record ObjectQuery(List<Term> terms, List<String> unknown) {
  public static final ObjectQuery ALL = new ObjectQuery(List.of(), List.of());

  /** What a term looks at. */
  public enum Field {
    NAME,
    TAG,
    HOST,
    STATE,
    IP,
    GUEST,
    CLUSTER,
    DATASTORE
  }

  /** One condition; {@code text} is in lower case. */
  public record Term(Field field, String text, boolean excluded) {}

  /** Reads what was typed; never fails. */
  public static ObjectQuery parse(String typed) {
    List<Term> terms = new ArrayList<>();
    List<String> unknown = new ArrayList<>();
    for (String word : words(typed)) {
      boolean excluded = word.length() > 1 && word.startsWith("-");
      String rest = excluded ? word.substring(1) : word;
      int colon = rest.indexOf(':');
      Optional<Field> field = colon <= 0 ? Optional.empty() : field(rest.substring(0, colon));
      if (colon > 0 && field.isEmpty()) {
        unknown.add(rest.substring(0, colon + 1));
      }
      String text = (field.isPresent() ? rest.substring(colon + 1) : rest).toLowerCase(Locale.ROOT);
      if (!text.isEmpty()) {
        terms.add(new Term(field.orElse(Field.NAME), text, excluded));
      }
    }
    return new ObjectQuery(List.copyOf(terms), List.copyOf(unknown));
  }

  private static Optional<Field> field(String name) {
    for (Field field : Field.values()) {
      if (field.name().equalsIgnoreCase(name)) {
        return Optional.of(field);
      }
    }
    return Optional.empty();
  }

  /** Splits at blanks outside quotes; quotes themselves go away. */
  private static List<String> words(String typed) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < typed.length(); i++) {
      char c = typed.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      } else if (Character.isWhitespace(c) && !quoted) {
        words.add(word.toString());
        word.setLength(0);
      } else {
        word.append(c);
      }
    }
    words.add(word.toString());
    words.removeIf(String::isBlank);
    return words;
  }

  public boolean isEmpty() {
    return terms.isEmpty();
  }

  /** Whether every term is about names alone. */
  public boolean namesOnly() {
    return terms.stream().allMatch(term -> term.field() == Field.NAME);
  }

  /** Whether a name in lower case meets every term, all of which must be about names. */
  public boolean matchesName(String lowerName) {
    return terms.stream().allMatch(term -> lowerName.contains(term.text()) != term.excluded());
  }

  /**
   * Whether an object meets every term.
   *
   * @param lowerName its name in lower case
   */
  public boolean matches(Snapshot snapshot, Entity entity, String lowerName) {
    // By index: an iterator for each of 40,000 objects and keystroke is a gigabyte a minute.
    for (int i = 0; i < terms.size(); i++) {
      Term term = terms.get(i);
      boolean held =
          term.field() == Field.NAME
              ? lowerName.contains(term.text())
              : holds(snapshot, entity, term);
      if (held == term.excluded()) {
        return false;
      }
    }
    return true;
  }

  private static boolean holds(Snapshot snapshot, Entity entity, Term term) {
    return switch (entity) {
      case Machine machine ->
          machine(snapshot.inventory(), machine, term)
              || term.field() == Field.STATE && forked(snapshot, machine, term);
      case Host host -> host(snapshot.inventory(), host, term);
      default -> false;
    };
  }

  private static boolean machine(Inventory inventory, Machine machine, Term term) {
    return switch (term.field()) {
      case NAME -> has(machine.name(), term);
      case TAG -> machine.about().tags().stream().anyMatch(tag -> has(tag.toString(), term));
      case HOST -> named(inventory, machine.host(), term);
      case STATE -> state(machine, term.text());
      case IP -> machine.hardware().nics().stream().anyMatch(nic -> ip(nic.ip(), term.text()));
      case GUEST -> has(machine.guest().os(), term) || has(machine.guest().hostName(), term);
      case CLUSTER ->
          Optional.ofNullable(inventory.host(machine.host()))
              .flatMap(Host::cluster)
              .filter(cluster -> named(inventory, cluster, term))
              .isPresent();
      case DATASTORE ->
          machine.hardware().disks().stream()
              .anyMatch(disk -> named(inventory, disk.datastore(), term));
    };
  }

  /** An address written in whatever form, or the beginning of one. */
  private static boolean ip(IpAddress ip, String wanted) {
    return ip.toString().startsWith(wanted)
        || (!ip.isNone() && IpAddress.parse(wanted).filter(ip::equals).isPresent());
  }

  private static boolean state(Machine machine, String wanted) {
    return switch (wanted) {
      case "on", "running", "powered-on" -> machine.isOn();
      case "off", "powered-off" -> machine.power() == PowerState.POWERED_OFF && !machine.template();
      case "suspended" -> machine.power() == PowerState.SUSPENDED;
      case "template" -> machine.template();
      default -> machine.power().name().toLowerCase(Locale.ROOT).contains(wanted);
    };
  }

  /** Members of fork groups have a state of their own, such as frozen. */
  private static boolean forked(Snapshot snapshot, Machine machine, Term term) {
    return snapshot
        .forks()
        .member(machine.id())
        .filter(member -> member.state().name().toLowerCase(Locale.ROOT).startsWith(term.text()))
        .isPresent();
  }

  private static boolean host(Inventory inventory, Host host, Term term) {
    return switch (term.field()) {
      case NAME, HOST -> has(host.name(), term);
      case TAG -> host.tags().stream().anyMatch(tag -> has(tag.toString(), term));
      case STATE ->
          host.maintenance() && "maintenance".startsWith(term.text())
              || host.state()
                  .name()
                  .toLowerCase(Locale.ROOT)
                  .replace('_', '-')
                  .contains(term.text());
      case CLUSTER -> host.cluster().filter(cluster -> named(inventory, cluster, term)).isPresent();
      case DATASTORE ->
          host.datastores().stream().anyMatch(mount -> named(inventory, mount.datastore(), term));
      case IP, GUEST -> false;
    };
  }

  private static boolean named(Inventory inventory, EntityId id, Term term) {
    return inventory.find(id).filter(entity -> has(entity.name(), term)).isPresent();
  }

  private static boolean has(String text, Term term) {
    return text.toLowerCase(Locale.ROOT).contains(term.text());
  }
}
