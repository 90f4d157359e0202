package io.coppice.sim.guest;

import io.coppice.sim.network.GuestNetwork.Seen;
import java.util.List;
import java.util.Optional;

/** Shows the frames of a network to those who look at them in a guest. */
public final class GuestCaptures {
  private GuestCaptures() {}

  /** Tells whoever captures at the adapters where frames were seen. */
  public static void tell(Guests guests, List<Seen> frames) {
    for (Seen frame : frames) {
      GuestState there = guests.get(frame.machine());
      there
          .running()
          .filter(front -> front.work() instanceof Work.Capture)
          .ifPresent(front -> tell(guests, there, front, (Work.Capture) front.work(), frame));
    }
  }

  private static void tell(
      Guests guests, GuestState there, Work.Running front, Work.Capture capture, Seen frame) {
    if (!capture.device().equals("eth" + frame.adapter())) {
      return;
    }
    GuestState said = there.say(FrameWords.of(frame.frame(), frame.simMicros()));
    int count = capture.seen() + 1;
    boolean enough = capture.most() > 0 && count >= capture.most();
    guests.set(
        enough
            ? said.say(capture.most() + " packets captured").with(Optional.empty())
            : said.with(
                Optional.of(
                    front.after(new Work.Capture(capture.device(), capture.most(), count)))));
  }
}
