package io.coppice.sim.guest.shell;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Every program a guest has, by name. */
final class Commands {
  private static final SortedMap<String, Command> ALL = new TreeMap<>();

  static {
    FileCommands.addTo(ALL);
    TextCommands.addTo(ALL);
    SystemCommands.addTo(ALL);
    PowerCommands.addTo(ALL);
    LoadCommands.addTo(ALL);
    NetworkCommands.addTo(ALL);
    ReachCommands.addTo(ALL);
    CaptureCommands.addTo(ALL);
    LeaseProgram.addTo(ALL);
    IperfProgram.addTo(ALL);
    ServiceCommands.addTo(ALL);
  }

  private Commands() {}

  static Map<String, Command> all() {
    return ALL;
  }
}
