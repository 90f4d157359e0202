package io.coppice.ui.shell;

import io.coppice.session.Session;
import io.coppice.ui.kit.Place;
import java.util.function.Consumer;
import java.util.function.Predicate;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/**
 * Which place of which site is shown, and the ways that led to it and back. A place of another open
 * site is reached by showing that site first. FX thread.
 */
final class CurrentPlace {
  private final NavigationHistory trail = new NavigationHistory();
  private final ReadOnlyObjectWrapper<Place> current = new ReadOnlyObjectWrapper<>();
  private Session session;

  /** The source of the site whose pages are open. */
  private String site = "";

  /** What waits for another site to be shown; null for nothing. */
  private Arrival arrival;

  private boolean travelling;

  /**
   * A place of another site.
   *
   * @param travelled whether the way back or forward led to it
   */
  private record Arrival(Place place, Consumer<Place> show, boolean travelled) {}

  /** Must be called once before the first place. */
  void begin(Session given) {
    session = given;
  }

  /** The place that is shown; null when no tab is open. */
  ReadOnlyObjectProperty<Place> property() {
    return current.getReadOnlyProperty();
  }

  Place get() {
    return current.get();
  }

  /**
   * Shows a place; that of another open site as soon as that site is shown. A closed site is not.
   *
   * @param show is given the place with its site
   */
  void go(Place asked, Consumer<Place> show) {
    Place place = pinned(asked);
    if (isHere(place)) {
      show.accept(place);
    } else {
      goElsewhere(place, show, false);
    }
  }

  /** The same place, with its site. */
  Place pinned(Place place) {
    return place.at(site);
  }

  private boolean isHere(Place place) {
    return !(place instanceof Place.Page page) || page.object().site().equals(site);
  }

  private void goElsewhere(Place place, Consumer<Place> show, boolean travelled) {
    String wanted = ((Place.Page) place).object().site();
    if (session.openSites().stream().anyMatch(open -> open.source().equals(wanted))) {
      arrival = new Arrival(place, show, travelled);
      session.show(wanted);
    }
  }

  /** A place is shown now. */
  void reached(Place now) {
    Place before = current.get();
    if (!travelling && before != null && !before.equals(now)) {
      trail.left(before);
    }
    current.set(now);
  }

  /** No tab is open. */
  void nowhere() {
    current.set(null);
  }

  void back(Consumer<Place> show) {
    trail.back(current.get()).ifPresent(place -> travel(place, show));
  }

  void forward(Consumer<Place> show) {
    trail.forward(current.get()).ifPresent(place -> travel(place, show));
  }

  private void travel(Place place, Consumer<Place> show) {
    if (isHere(place)) {
      withoutTrail(() -> show.accept(place));
    } else {
      goElsewhere(place, show, true);
    }
  }

  private void withoutTrail(Runnable run) {
    travelling = true;
    try {
      run.run();
    } finally {
      travelling = false;
    }
  }

  boolean hasPast() {
    return trail.hasPast();
  }

  boolean hasFuture() {
    return trail.hasFuture();
  }

  /**
   * Another site is shown; the way back leads to the place before.
   *
   * @param source what it is known by; if it is the same, it began anew, and the ways to its old
   *     pages mean nothing
   * @param exchange closes the pages of the one before and opens its own
   */
  void atSite(String source, Runnable exchange) {
    boolean anew = source.equals(site);
    Place before = anew ? null : current.get();
    Arrival led = arrival;
    arrival = null;
    if (anew) {
      trail.keepSites(other -> !other.equals(source));
    }
    site = source;
    withoutTrail(
        () -> {
          exchange.run();
          if (led != null && isHere(led.place())) {
            led.show().accept(led.place());
          }
        });
    boolean counts = led == null || !led.travelled();
    if (counts && before != null && !before.equals(current.get())) {
      trail.left(before);
    }
  }

  /** Forgets the ways to the pages of sites that the condition does not hold for. */
  void keepSites(Predicate<String> open) {
    trail.keepSites(open);
  }
}
