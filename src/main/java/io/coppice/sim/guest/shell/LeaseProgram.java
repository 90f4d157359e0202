package io.coppice.sim.guest.shell;

import io.coppice.model.IpAddress;
import io.coppice.model.inventory.VirtualNic;
import io.coppice.sim.guest.Effect;
import io.coppice.sim.guest.GuestFacts;
import io.coppice.sim.guest.Work;
import io.coppice.sim.guest.shell.Command.Call;
import io.coppice.sim.network.GuestNetwork.Lease;
import io.coppice.sim.network.GuestNetwork.Leasing;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code dhclient}: its messages are frames of the guest's network, and its words those of ISC DHCP
 * 4.4 ({@code client/dhclient.c}) with {@code -v} and {@code -1}: it says what it does, and gives
 * up after its usual minute rather than stay behind and ask again.
 */
final class LeaseProgram {
  private static final long SECOND = 1_000_000;

  /** Doubled each time (RFC 2131 section 4.1), here without the second of chance more or less. */
  private static final int FIRST_WAIT = 4;

  private static final int MOST_TRIES = 4;
  private static final int NO_LEASE = 2;

  private LeaseProgram() {}

  /** What a step came to; {@code ended} has the status of a program that is over. */
  record Step(Work.Lease after, List<String> lines, List<Effect> effects, Optional<Integer> ended) {
    private static Step on(Work.Lease after, List<String> lines, Effect... effects) {
      return new Step(after, lines, List.of(effects), Optional.empty());
    }
  }

  static void addTo(Map<String, Command> all) {
    all.put("dhclient", LeaseProgram::begin);
  }

  private static int begin(Call call) {
    CommandLineRun session = call.session();
    List<String> words = call.operands();
    if (words.size() != 1 || call.args().size() > words.size() + 1) {
      return session.fail("Usage: dhclient [-r] DEVICE");
    }
    boolean release = call.has("-r");
    if (call.args().size() > 1 && !release && !call.has("-v", "-1")) {
      return session.fail("Usage: dhclient [-r] DEVICE");
    }
    if (!session.state().login().user().equals("root")) {
      return session.fail("RTNETLINK answers: Operation not permitted");
    }
    GuestFacts facts = session.facts();
    Optional<VirtualNic> nic = facts.nic(words.getFirst());
    if (nic.isEmpty()) {
      return session.fail("Cannot find device \"" + words.getFirst() + "\"");
    }
    String device = words.getFirst();
    session.say("Listening on LPF/" + device + "/" + nic.get().mac());
    session.say("Sending on   LPF/" + device + "/" + nic.get().mac());
    // told from the program's number and the adapter, so that it is the same in every run
    int transaction = (facts.state().programs() << 8 | nic.get().key() & 0xff) ^ 0x5a00_0000;
    return session.begin(
        new Work.Lease(device, nic.get().key(), release, transaction, 0, 1, false));
  }

  /** Time came to what it waits for. */
  static Step step(GuestFacts facts, Work.Lease work) {
    if (work.done()) {
      return new Step(work, List.of(), List.of(), Optional.of(0));
    }
    if (work.release()) {
      return release(facts, work);
    }
    if (work.tries() == MOST_TRIES) {
      return new Step(
          work,
          List.of("No DHCPOFFERS received.", "Unable to obtain a lease on first try.  Exiting."),
          List.of(),
          Optional.of(NO_LEASE));
    }
    int wait = FIRST_WAIT << work.tries();
    List<String> lines = new ArrayList<>();
    lines.add("DHCPDISCOVER on " + work.device() + " to 255.255.255.255 port 67 interval " + wait);
    Leasing came = facts.network().lease(facts.machine().id(), work.adapter(), work.transaction());
    if (came.offered().isEmpty()) {
      return Step.on(work.again(wait * SECOND), lines);
    }
    Lease lease = came.offered().get();
    lines.add("DHCPOFFER of " + lease.address() + " from " + lease.server());
    lines.add(
        "DHCPREQUEST for "
            + lease.address()
            + " on "
            + work.device()
            + " to 255.255.255.255 port 67");
    if (!came.acknowledged()) {
      return Step.on(work.again(wait * SECOND), lines);
    }
    lines.add("DHCPACK of " + lease.address() + " from " + lease.server());
    // it asks for more time when half of what it has is over (RFC 2131 section 4.4.5)
    lines.add(
        "bound to " + lease.address() + " -- renewal in " + lease.seconds() / 2 + " seconds.");
    IpAddress address = IpAddress.v4(lease.address().low());
    return Step.on(
        work.ending(Math.max(1, came.micros())),
        lines,
        new Effect.Address(work.adapter(), address));
  }

  private static Step release(GuestFacts facts, Work.Lease work) {
    Optional<IpAddress> had =
        facts
            .nic(work.device())
            .map(VirtualNic::ip)
            .filter(ip -> !ip.isNone() && ip.version() == 4);
    Optional<String> server =
        facts
            .network()
            .release(facts.machine().id(), work.adapter(), work.transaction())
            .map(Object::toString);
    if (had.isEmpty() || server.isEmpty()) {
      return Step.on(work.ending(1), List.of());
    }
    String said =
        "DHCPRELEASE of " + had.get() + " on " + work.device() + " to " + server.get() + " port 67";
    return Step.on(
        work.ending(1), List.of(said), new Effect.Address(work.adapter(), IpAddress.NONE));
  }
}
