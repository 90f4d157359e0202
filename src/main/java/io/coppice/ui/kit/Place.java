package io.coppice.ui.kit;

import io.coppice.model.EntityId;
import io.coppice.model.site.ObjectRef;
import java.util.Optional;

/**
 * Somewhere the console can go. Screens navigate by handing one of these to {@link Navigation}, and
 * never know each other.
 */
public sealed interface Place {
  /**
   * The page of an object, on one of its tabs ("" for its first). Who asks for an object of the
   * site that is shown need not say which that is: {@link Navigation} notes it, so that the places
   * that are open, and the way back to them, say it.
   */
  record Page(ObjectRef object, String tab) implements Place {
    public Page(EntityId id, String tab) {
      this(ObjectRef.shown(id), tab);
    }

    public Page(EntityId id) {
      this(id, "");
    }

    public EntityId id() {
      return object.id();
    }

    /** The same object on another tab. */
    public Page on(String other) {
      return new Page(object, other);
    }
  }

  /** The first-start page. */
  record Start() implements Place {}

  /** A help page, by its file name without extension. */
  record Help(String page) implements Place {}

  record Settings() implements Place {}

  /** The network, on one of its tabs. */
  record Network(String tab) implements Place {}

  /**
   * The screen of a machine.
   *
   * @param address where it is; "" to ask for one
   * @param waits whether it is only shown that it was open, and connects when somebody asks
   */
  record Console(String address, boolean waits) implements Place {
    /** A screen that connects at once. */
    public Console(String address) {
      this(address, false);
    }
  }

  /**
   * A screen by its name, which says itself what the rest means; see {@link ScreenFactory#named}.
   *
   * @param screen letters and hyphens, none of the words other places are printed with
   * @param at "" for where it begins
   */
  record Named(String screen, String at) implements Place {}

  /** Whether both are shown on one tab: an object has one, a machine's screen, every screen. */
  default boolean sharesTabWith(Place other) {
    return switch (this) {
      case Page page -> other instanceof Page that && page.object().equals(that.object());
      case Console console ->
          other instanceof Console that && console.address().equals(that.address());
      case Named named -> other instanceof Named that && named.screen().equals(that.screen());
      default -> getClass() == other.getClass();
    };
  }

  /** The same place, said so that it stays the same when another site is shown. */
  default Place at(String shown) {
    return this instanceof Page page ? new Page(page.object().at(shown), page.tab()) : this;
  }

  /**
   * A place by its printed form, which {@link #print} gives; used to restore tabs. Empty for what
   * no place is printed as.
   */
  static Optional<Place> parse(String text) {
    String[] parts = text.split("/", 3);
    return switch (parts[0]) {
      case "page" ->
          parts.length == 3
              ? EntityId.parse(parts[1]).map(id -> new Page(id, parts[2]))
              : Optional.empty();
      case "help" -> parts.length >= 2 ? Optional.of(new Help(parts[1])) : Optional.empty();
      case "network" -> parts.length >= 2 ? Optional.of(new Network(parts[1])) : Optional.empty();
      case "console" -> {
        String address = text.startsWith("console/") ? text.substring("console/".length()) : "";
        yield Optional.of(new Console(address, !address.isEmpty()));
      }
      case "settings" -> Optional.of(new Settings());
      case "start" -> Optional.of(new Start());
      default ->
          parts.length >= 2 && parts[0].matches("[a-z][a-z-]*")
              ? Optional.of(new Named(parts[0], text.substring(text.indexOf('/') + 1)))
              : Optional.empty();
    };
  }

  /** Without the site, as places are kept with each. */
  default String print() {
    return switch (this) {
      case Page page -> "page/" + page.id().token() + '/' + page.tab();
      case Help help -> "help/" + help.page();
      case Console console -> "console/" + console.address();
      case Settings _ -> "settings";
      case Network network -> "network/" + network.tab();
      case Start _ -> "start";
      case Named named -> named.screen() + '/' + named.at();
    };
  }
}
