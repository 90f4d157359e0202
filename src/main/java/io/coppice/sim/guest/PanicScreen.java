package io.coppice.sim.guest;

import io.coppice.model.SimTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a kernel says last (Linux, kernel/panic.c; the lines' shape only). */
public final class PanicScreen {
  private PanicScreen() {}

  /** What stood on the screen, and the end. */
  public static List<String> of(GuestFacts facts) {
    SimTime at = facts.state().panicked().orElseThrow();
    String time =
        String.format(Locale.ROOT, "[%12.6f] ", at.since(facts.booted()).toMillis() / 1000.0);
    List<String> lines = new ArrayList<>(facts.state().transcript());
    for (String line :
        List.of(
            "sysrq: Trigger a crash",
            "\u001b[1;91mKernel panic - not syncing: sysrq triggered crash\u001b[0m",
            "CPU: 0 PID: 651 Comm: bash Not tainted 6.1.0-28-amd64",
            "Hardware name: Coppice Virtual Machine, BIOS 1.0",
            "Call Trace:",
            " <TASK>",
            " dump_stack_lvl+0x44/0x5c",
            " panic+0x118/0x2f4",
            " sysrq_handle_crash+0x16/0x20",
            " __handle_sysrq.cold+0x7d/0x115",
            " write_sysrq_trigger+0x24/0x40",
            " vfs_write+0xcc/0x3d0",
            " do_syscall_64+0x58/0xc0",
            " </TASK>",
            "\u001b[1;91m---[ end Kernel panic - not syncing: sysrq triggered crash"
                + " ]---\u001b[0m")) {
      lines.add(time + line);
    }
    return lines;
  }
}
