package io.coppice.boot;

import io.coppice.imported.HostFolderReader;
import io.coppice.session.Passwords;
import io.coppice.ui.activity.ActivityTab;
import io.coppice.ui.console.ConsoleActions;
import io.coppice.ui.console.ConsoleScreens;
import io.coppice.ui.console.ConsoleTab;
import io.coppice.ui.console.WallTab;
import io.coppice.ui.fork.ForkScreens;
import io.coppice.ui.fork.actions.ForkActions;
import io.coppice.ui.fork.machine.MemberTab;
import io.coppice.ui.fork.navigator.ForkSection;
import io.coppice.ui.help.HelpScreens;
import io.coppice.ui.inventory.actions.InventoryActions;
import io.coppice.ui.inventory.navigator.InventoryTrees;
import io.coppice.ui.inventory.page.ObjectPages;
import io.coppice.ui.kit.PageTab;
import io.coppice.ui.kit.Theme;
import io.coppice.ui.overlay.NetworkScreens;
import io.coppice.ui.overlay.operations.NetworkActions;
import io.coppice.ui.settings.SettingsScreens;
import io.coppice.ui.shell.Shell;
import io.coppice.ui.start.StartScreens;
import java.nio.file.Path;
import java.util.List;

/** Every screen, page tab, navigator section and action of the console, in one place. */
public final class Screens {
  /** Tabs of object pages beside those of the pages' own rooms, in their order. */
  static final List<PageTab> TABS =
      List.of(new MemberTab(), new ConsoleTab(), new WallTab(), new ActivityTab());

  private Screens() {}

  /**
   * The parts of the window of a desktop that keeps no passwords.
   *
   * @param dataFolder what the settings show
   */
  public static Shell.Parts all(Theme theme, Path dataFolder) {
    return all(theme, dataFolder, Passwords.NOWHERE);
  }

  /**
   * The parts of the window.
   *
   * @param dataFolder what the settings show
   * @param passwords where those of consoles lie
   */
  public static Shell.Parts all(Theme theme, Path dataFolder, Passwords passwords) {
    return new Shell.Parts(
        List.of(
            new ObjectPages(TABS),
            new StartScreens(),
            new HelpScreens(),
            new SettingsScreens(theme, dataFolder),
            new ForkScreens(TABS),
            new NetworkScreens(new HostFolderReader()),
            new ConsoleScreens(passwords),
            ConsoleScreens.walls(),
            ConsoleScreens.recordings()),
        List.of(new InventoryTrees(), ForkSection.factory()),
        List.of(InventoryActions::all, ForkActions::all, ConsoleActions::all, NetworkActions::all));
  }
}
