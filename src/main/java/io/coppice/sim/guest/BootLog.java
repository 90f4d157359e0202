package io.coppice.sim.guest;

import io.coppice.model.Bytes;
import io.coppice.model.inventory.Machine;
import io.coppice.model.inventory.VirtualDisk;
import io.coppice.model.inventory.VirtualNic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a guest says while it starts, line by line with the time since power came on: firmware, boot
 * loader, kernel, services. The shape of the lines is that of SeaBIOS, GRUB, Linux and systemd, or
 * of Windows' own loader; what they tell is the machine's own hardware.
 */
final class BootLog {
  private static final String OK = "[\u001b[32m  OK  \u001b[0m] ";

  /** A line and when it is said, as a part of the whole boot. */
  record Line(double at, String text, boolean kernel) {}

  private BootLog() {}

  static boolean isWindows(Machine machine) {
    return machine.guest().os().toLowerCase(Locale.ROOT).contains("windows");
  }

  /** Everything, in order. */
  static List<Line> of(GuestFacts facts) {
    Machine machine = facts.machine();
    List<Line> lines = new ArrayList<>();
    firmware(lines, facts);
    if (isWindows(machine)) {
      windows(lines, machine);
      return lines;
    }
    double at = 0.14;
    List<String> kernel = kernel(facts);
    // many devices say more lines in the same time
    double step = Math.min(0.014, (BootTimes.LEASES - 0.06 - at) / kernel.size());
    for (String line : kernel) {
      lines.add(new Line(at, line, true));
      at += step;
    }
    if (asks(facts)) {
      lines.add(
          new Line(
              BootTimes.LEASES - 0.05, "         Starting Raise network interfaces...", false));
      List<String> leases = leases(facts);
      for (int i = 0; i < leases.size(); i++) {
        double part = BootTimes.LEASES + 0.03 * (i + 1) / (leases.size() + 1);
        lines.add(new Line(part, leases.get(i), false));
      }
      at = BootTimes.LEASES + 0.03;
    }
    for (String service : services(facts)) {
      at = Math.min(0.97, at + 0.028);
      lines.add(new Line(at, OK + service, false));
    }
    return lines;
  }

  /** One, or how many. */
  static String processors(Machine machine) {
    int count = machine.hardware().vcpus();
    return count + (count == 1 ? " processor" : " processors");
  }

  private static void firmware(List<Line> lines, GuestFacts facts) {
    Machine machine = facts.machine();
    lines.add(new Line(0, "\u001b[97mCoppice virtual firmware\u001b[0m", false));
    lines.add(
        new Line(
            0.01,
            processors(machine) + ", " + machine.hardware().memory().mib() + " MiB of memory",
            false));
    int number = 0;
    for (VirtualDisk disk : machine.hardware().disks()) {
      lines.add(
          new Line(
              0.03,
              "Hard disk " + ++number + ": " + disk.capacity().value() / Bytes.GIB + " GiB",
              false));
    }
    for (VirtualNic nic : machine.hardware().nics()) {
      lines.add(
          new Line(0.04, "Network " + nic.mac() + (nic.connected() ? "" : " (no link)"), false));
    }
    BootAttempts.Outcome tried = BootAttempts.of(machine, facts.inventory());
    for (int i = 0; i < tried.lines().size(); i++) {
      lines.add(new Line(0.05 + 0.035 * i / tried.lines().size(), tried.lines().get(i), false));
    }
    if (BootAttempts.starts(machine, facts.inventory()) && !isWindows(machine)) {
      lines.add(new Line(0.09, "GRUB loading.", false));
      lines.add(new Line(0.11, "Loading " + machine.guest().os() + " ...", false));
    }
  }

  /** A Windows that starts says little: its loader, a bar, and what it waits for. */
  private static void windows(List<Line> lines, Machine machine) {
    String[] said = {
      "Windows Boot Manager",
      "Windows is loading files...",
      "",
      "  " + machine.guest().os(),
      "",
      "  Getting devices ready 12%",
      "  Getting devices ready 48%",
      "  Getting devices ready 93%",
      "  Applying computer settings",
      "  Starting services"
    };
    for (int i = 0; i < said.length; i++) {
      lines.add(new Line(0.14 + i * 0.08, said[i], false));
    }
  }

  private static List<String> kernel(GuestFacts facts) {
    Machine machine = facts.machine();
    List<String> lines = new ArrayList<>();
    lines.add("Linux version 6.1.0-28-amd64 (simulated) #1 SMP PREEMPT_DYNAMIC");
    lines.add("Command line: BOOT_IMAGE=/boot/vmlinuz-6.1.0-28-amd64 root=/dev/sda1 ro quiet");
    lines.add("DMI: Coppice Virtual Machine, BIOS 1.0");
    lines.add("smpboot: Allowing " + machine.hardware().vcpus() + " CPUs, 0 hotplug CPUs");
    lines.add(
        "Memory: "
            + (machine.hardware().memory().value() / 1024 - 48 * 1024)
            + "K/"
            + machine.hardware().memory().value() / 1024
            + "K available");
    char name = 'a';
    for (VirtualDisk disk : machine.hardware().disks()) {
      lines.add(
          "sd "
              + (name - 'a')
              + ":0:0:0: [sd"
              + name
              + "] "
              + disk.capacity().value() / 512
              + " 512-byte logical blocks");
      name++;
    }
    for (VirtualNic nic : machine.hardware().nics()) {
      String device = GuestFacts.device(nic);
      lines.add("vmxnet3 " + device + ": " + nic.mac());
      lines.add(device + (nic.connected() ? ": link becomes ready" : ": link is down"));
    }
    lines.add("EXT4-fs (sda1): mounted filesystem with ordered data mode");
    lines.add("systemd[1]: Hostname set to <" + facts.hostName() + ">.");
    return lines;
  }

  private static boolean asks(GuestFacts facts) {
    return facts.state().booted().filter(GuestState.Boot::asks).isPresent();
  }

  /** What its DHCP client said, in the words of ISC's dhclient. */
  static List<String> leases(GuestFacts facts) {
    List<String> lines = new ArrayList<>();
    List<GuestState.LeaseOutcome> leases =
        facts.state().booted().map(GuestState.Boot::leases).orElse(List.of());
    for (GuestState.LeaseOutcome lease : leases) {
      String on = " on " + lease.device() + " to 255.255.255.255 port 67";
      lines.add("dhclient[402]: DHCPDISCOVER" + on);
      if (lease.address().isEmpty()) {
        lines.add("dhclient[402]: No DHCPOFFERS received.");
        continue;
      }
      lines.add("dhclient[402]: DHCPOFFER of " + lease.address() + " from " + lease.server());
      lines.add("dhclient[402]: DHCPREQUEST for " + lease.address() + on);
      lines.add("dhclient[402]: DHCPACK of " + lease.address() + " from " + lease.server());
      lines.add("dhclient[402]: bound to " + lease.address());
    }
    return lines;
  }

  static List<String> services(GuestFacts facts) {
    List<String> lines = new ArrayList<>();
    lines.add("Reached target Local File Systems.");
    lines.add("Started Journal Service.");
    lines.add("Reached target Network.");
    Services.of(facts).forEach(one -> lines.add("Started " + one.title() + "."));
    lines.add("Reached target Multi-User System.");
    return lines;
  }

  /** The kernel's own lines, as dmesg gives them. */
  static List<String> dmesg(GuestFacts facts) {
    Duration boot =
        facts
            .state()
            .booted()
            .map(it -> it.up().since(it.at()))
            .filter(Duration::isPositive)
            .orElseGet(() -> BootTimes.boot(facts.machine()));
    List<String> said = new ArrayList<>();
    for (Line line : of(facts)) {
      if (line.kernel()) {
        double seconds = (line.at() - 0.14) * boot.toMillis() / 1000.0;
        said.add(String.format(Locale.ROOT, "[%12.6f] %s", seconds, line.text()));
      }
    }
    facts
        .state()
        .forked()
        .ifPresent(
            fork ->
                said.add(
                    String.format(
                        Locale.ROOT,
                        "[%12.6f] coppice: resumed as %s, a fork of %s",
                        fork.at().since(facts.booted()).toMillis() / 1000.0,
                        facts.machine().name(),
                        fork.from())));
    return said;
  }
}
