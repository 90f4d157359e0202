package io.coppice.ui.overlay;

import io.coppice.model.overlay.NetworkReader;
import io.coppice.ui.kit.Icons;
import io.coppice.ui.kit.Place;
import io.coppice.ui.kit.Screen;
import io.coppice.ui.kit.ScreenFactory;
import io.coppice.ui.kit.UiContext;
import java.util.List;
import java.util.Optional;

/** Makes the network screen. */
public final class NetworkScreens implements ScreenFactory {
  private final NetworkReader reader;

  /**
   * Screens over one reader.
   *
   * @param reader reads what hosts said
   */
  public NetworkScreens(NetworkReader reader) {
    this.reader = reader;
  }

  @Override
  public boolean handles(Place place) {
    return place instanceof Place.Network;
  }

  @Override
  public Screen create(Place place, UiContext context) {
    return new NetworkScreen((Place.Network) place, context, reader);
  }

  @Override
  public Optional<Entry> entry() {
    return Optional.of(
        new Entry("network", Icons.NETWORK, "Shortcut+Shift+O", new Place.Network("topology")));
  }

  @Override
  public List<Entry> parts() {
    return NetworkScreen.TABS.stream()
        .map(tab -> new Entry("network-" + tab, Icons.NETWORK, "", new Place.Network(tab)))
        .toList();
  }
}
