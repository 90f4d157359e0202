package io.coppice.sim.guest.shell;

import io.coppice.sim.guest.Effect;
import io.coppice.sim.guest.shell.Command.Call;
import java.util.List;
import java.util.Map;

/** Programs that end what runs, all of it. */
final class PowerCommands {
  private PowerCommands() {}

  static void addTo(Map<String, Command> all) {
    all.put("reboot", call -> end(call, new Effect.Reboot()));
    all.put("poweroff", call -> end(call, new Effect.PowerOff()));
    all.put("halt", call -> end(call, new Effect.PowerOff()));
    all.put(
        "shutdown",
        call -> end(call, call.has("-r") ? new Effect.Reboot() : new Effect.PowerOff()));
  }

  private static int end(Call call, Effect effect) {
    if (!call.session().state().login().user().equals("root")) {
      return call.fail("Operation not permitted");
    }
    call.session().effect(effect);
    return 0;
  }

  /** What the kernel's magic key does (Documentation/admin-guide/sysrq.rst): b, o and c. */
  static int trigger(CommandLineRun session, List<String> lines) {
    String key = lines.isEmpty() ? "" : lines.getFirst();
    switch (key) {
      case "b" -> session.effect(new Effect.Reboot());
      case "o" -> session.effect(new Effect.PowerOff());
      case "c" -> session.effect(new Effect.Panic());
      default -> session.say("sysrq: HELP : reboot(b) poweroff(o) crash(c)");
    }
    return 0;
  }
}
