package io.coppice.ui.console;

import io.coppice.display.terminal.SerialAddress;
import io.coppice.session.Passwords;
import io.coppice.ui.kit.Icons;
import io.coppice.ui.kit.Place;
import io.coppice.ui.kit.Screen;
import io.coppice.ui.kit.ScreenFactory;
import io.coppice.ui.kit.UiContext;
import java.util.Optional;

/** Makes screens of machines. */
public final class ConsoleScreens implements ScreenFactory {
  private final Passwords passwords;

  /**
   * Screens of any server.
   *
   * @param passwords where those lie that the person wants to be kept
   */
  public ConsoleScreens(Passwords passwords) {
    this.passwords = passwords;
  }

  /** Makes the player of recorded sessions. */
  public static ScreenFactory recordings() {
    return ScreenFactory.named(RecordingScreen.NAME, Icons.RECORD, "", RecordingScreen::new);
  }

  /** Makes the wall of many machines' screens, to which what is selected leads. */
  public static ScreenFactory walls() {
    return new ScreenFactory() {
      @Override
      public boolean handles(Place place) {
        return place instanceof Place.Named named && named.screen().equals(WallScreen.NAME);
      }

      @Override
      public Screen create(Place place, UiContext context) {
        return new WallScreen((Place.Named) place, context);
      }
    };
  }

  @Override
  public boolean handles(Place place) {
    return place instanceof Place.Console;
  }

  @Override
  public Screen create(Place place, UiContext context) {
    Place.Console console = (Place.Console) place;
    return console.waits()
        ? new RememberedConsole(
            console,
            () -> connecting(console, context),
            context.texts().get("console.remembered", console.address()),
            context.texts().get("console.connect"))
        : connecting(console, context);
  }

  private Screen connecting(Place.Console console, UiContext context) {
    return SerialAddress.parse(console.address())
        .<Screen>map(address -> new SerialScreen(address, context))
        .orElseGet(() -> new ConsoleScreen(console, context, passwords));
  }

  @Override
  public Optional<Entry> entry() {
    return Optional.of(new Entry("console", Icons.CONSOLE, "Shortcut+J", new Place.Console("")));
  }
}
