package io.coppice.ui.kit;

import io.coppice.model.EntityId;

/**
 * Somewhere the console can go. Screens navigate by handing one of these to {@link Navigation}, and
 * never know each other.
 */
public sealed interface Place {
  /** The page of an object, on one of its tabs ("" for its first). */
  record Page(EntityId id, String tab) implements Place {
    public Page(EntityId id) {
      this(id, "");
    }
  }

  /** The first-start page. */
  record Start() implements Place {}

  /** A help page, by its file name without extension. */
  record Help(String page) implements Place {}

  record Settings() implements Place {}

  /** The network, on one of its tabs. */
  record Network(String tab) implements Place {}

  /** The screen of a machine at an address; "" to ask for one. */
  record Console(String address) implements Place {}

  /**
   * A place by its printed form, which {@link #print} gives; used to restore tabs. Empty for
   * anything else.
   */
  static java.util.Optional<Place> parse(String text) {
    String[] parts = text.split("/", 3);
    return switch (parts[0]) {
      case "page" ->
          parts.length == 3
              ? EntityId.parse(parts[1]).map(id -> new Page(id, parts[2]))
              : java.util.Optional.empty();
      case "help" ->
          parts.length >= 2
              ? java.util.Optional.of(new Help(parts[1]))
              : java.util.Optional.empty();
      case "network" ->
          parts.length >= 2
              ? java.util.Optional.of(new Network(parts[1]))
              : java.util.Optional.empty();
      case "console" ->
          text.startsWith("console/")
              ? java.util.Optional.of(new Console(text.substring("console/".length())))
              : java.util.Optional.empty();
      case "settings" -> java.util.Optional.of(new Settings());
      case "start" -> java.util.Optional.of(new Start());
      default -> java.util.Optional.empty();
    };
  }

  default String print() {
    return switch (this) {
      case Page page -> "page/" + page.id().token() + '/' + page.tab();
      case Help help -> "help/" + help.page();
      case Console console -> "console/" + console.address();
      case Settings _ -> "settings";
      case Network network -> "network/" + network.tab();
      case Start _ -> "start";
    };
  }
}
