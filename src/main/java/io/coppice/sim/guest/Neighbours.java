package io.coppice.sim.guest;

import io.coppice.model.IpAddress;
import io.coppice.sim.guest.GuestRouting.Reach;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Who a guest knows on its wires; lives in memory, so a restart forgets it and a fork keeps it. */
public final class Neighbours {
  private static final String PLACE = "/run/neigh/";
  private static final int MOST = 64;

  private Neighbours() {}

  /** Notes what became of a packet. */
  public static GuestState note(GuestFacts facts, IpAddress to, Reach reach) {
    Optional<String> device = GuestRouting.route(facts, to).map(GuestFacts::device);
    long known = facts.state().files().keySet().stream().filter(p -> p.startsWith(PLACE)).count();
    if (device.isEmpty() || known >= MOST && !facts.state().files().containsKey(PLACE + to)) {
      return facts.state();
    }
    String mac =
        reach
            .by()
            .map(id -> facts.inventory().machine(id))
            .flatMap(
                other ->
                    other.hardware().nics().stream().filter(nic -> nic.ip().equals(to)).findFirst())
            .map(nic -> " lladdr " + nic.mac() + " REACHABLE")
            .orElse(" FAILED");
    String text = to + " dev " + device.get() + mac;
    GuestFile before = facts.state().files().get(PLACE + to);
    return before != null && before.text().equals(text)
        ? facts.state()
        : GuestDisk.write(facts.state(), PLACE + to, GuestDisk.text(text, facts.now()))
            .orElse(facts.state());
  }

  /** As {@code ip neigh} lists them. */
  public static List<String> list(GuestFacts facts) {
    List<String> lines = new ArrayList<>();
    facts
        .state()
        .files()
        .forEach(
            (path, file) -> {
              if (path.startsWith(PLACE)) {
                lines.add(file.text());
              }
            });
    lines.sort(null);
    return lines;
  }
}
