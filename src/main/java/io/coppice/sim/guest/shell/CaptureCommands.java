package io.coppice.sim.guest.shell;

import io.coppice.model.inventory.VirtualNic;
import io.coppice.sim.guest.GuestFacts;
import io.coppice.sim.guest.Work;
import io.coppice.sim.guest.shell.Command.Call;
import java.util.Map;
import java.util.Optional;

/** Looking at what comes and goes at an adapter. */
final class CaptureCommands {
  private CaptureCommands() {}

  static void addTo(Map<String, Command> all) {
    all.put("tcpdump", CaptureCommands::capture);
  }

  private static int capture(Call call) {
    CommandLineRun session = call.session();
    if (!session.state().login().user().equals("root")) {
      return call.fail("you don't have permission to capture on that device");
    }
    String device =
        call.value("-i")
            .filter(name -> !name.equals("any"))
            .or(() -> session.facts().nics().stream().findFirst().map(GuestFacts::device))
            .orElse("");
    Optional<VirtualNic> nic = session.facts().nic(device);
    if (nic.isEmpty()) {
      return call.fail(device + ": No such device exists");
    }
    int most = (int) Math.min(10_000, call.value("-c").flatMap(Call::number).orElse(0L));
    session.say(
        "listening on " + device + ", link-type EN10MB (Ethernet), snapshot length 262144 bytes");
    return session.begin(new Work.Capture(device, most, 0));
  }
}
