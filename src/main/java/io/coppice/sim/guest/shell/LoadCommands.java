package io.coppice.sim.guest.shell;

import io.coppice.model.Bytes;
import io.coppice.model.inventory.Metric;
import io.coppice.model.inventory.VirtualDisk;
import io.coppice.sim.guest.Burden;
import io.coppice.sim.guest.Effect;
import io.coppice.sim.guest.GuestFile;
import io.coppice.sim.guest.Work;
import io.coppice.sim.guest.shell.Command.Call;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Programs that keep the machine busy: its charts and, in a fork, its pages show it. */
final class LoadCommands {
  private static final long SECOND = 1_000_000;

  /** Bytes a second that one writer of {@code stress} gets through; an assumption for flash. */
  private static final long WRITER = 120 * Bytes.MIB;

  private LoadCommands() {}

  static void addTo(Map<String, Command> all) {
    all.put("stress", LoadCommands::stress);
    all.put("stress-ng", LoadCommands::stress);
    all.put("yes", call -> begin(call, new Burden(1, 0, 0), 0));
    all.put("dd", LoadCommands::copyBlocks);
    all.put("sleep", LoadCommands::sleep);
    all.put("sync", _ -> 0);
  }

  private static int begin(Call call, Burden burden, long micros) {
    return call.session().begin(new Work.Stress(burden, micros));
  }

  /** Microseconds of a time like 30, 30s, 5m or 1h; empty if it is none. */
  static Optional<Long> time(String text) {
    if (!text.matches("\\d{1,7}(\\.\\d{1,3})?[smhd]?")) {
      return Optional.empty();
    }
    double number = Double.parseDouble(text.replaceAll("[smhd]$", ""));
    long unit =
        switch (text.charAt(text.length() - 1)) {
          case 'm' -> 60;
          case 'h' -> 3_600;
          case 'd' -> 86_400;
          default -> 1;
        };
    return Optional.of((long) (number * unit * SECOND));
  }

  private static int stress(Call call) {
    int processors = 0;
    long writers = 0;
    long hogs = 0;
    long bytes = 256 * Bytes.MIB;
    long micros = 0;
    for (int i = 0; i < call.args().size(); i++) {
      String option = call.args().get(i).replaceFirst("=.*", "");
      String value =
          call.args().get(i).contains("=")
              ? call.args().get(i).replaceFirst("[^=]*=", "")
              : i + 1 < call.args().size() ? call.args().get(i + 1) : "";
      Optional<Long> number = Call.number(value);
      boolean isTime = option.equals("--timeout") || option.equals("-t");
      if (isTime ? time(value).isEmpty() : number.isEmpty()) {
        return call.fail("usage: stress --cpu N --vm N --vm-bytes 512M --hdd N --timeout 60s");
      }
      i += call.args().get(i).contains("=") ? 0 : 1;
      switch (option) {
        case "--cpu", "-c" -> processors = (int) Math.min(1024, number.orElseThrow());
        case "--vm", "-m" -> hogs = Math.min(1024, number.orElseThrow());
        case "--vm-bytes" -> bytes = number.orElseThrow();
        case "--hdd", "-d", "--io", "-i" -> writers = Math.min(64, number.orElseThrow());
        case "--timeout", "-t" -> micros = time(value).orElseThrow();
        default -> {
          return call.fail("unrecognized option '" + option + "'");
        }
      }
    }
    int all = call.session().facts().machine().hardware().vcpus();
    int busy = (int) Math.min(all, processors + hogs + (writers > 0 ? 1 : 0));
    if (busy == 0) {
      return call.fail("usage: stress --cpu N --vm N --vm-bytes 512M --hdd N --timeout 60s");
    }
    long most = call.session().facts().memoryMib() * Bytes.MIB * 9 / 10;
    long memory = Math.min(hogs * Math.min(bytes, most), most);
    call.session()
        .say(
            String.format(
                Locale.ROOT,
                "stress: info: [%d] dispatching hogs: %d cpu, %d vm, %d hdd",
                call.session().state().programs() + 700,
                processors,
                hogs,
                writers));
    return begin(call, new Burden(busy, memory, writers * WRITER), micros);
  }

  private static int sleep(Call call) {
    Optional<Long> micros =
        call.operands().isEmpty() ? Optional.empty() : time(call.operands().getFirst());
    return micros.isEmpty()
        ? call.fail("give a time: 10, 10s, 5m")
        : call.session().begin(new Work.Script(List.of(), micros.get(), List.of()));
  }

  /** The place of a disk that is written to as a device: 0 for /dev/sda. */
  private static Optional<Integer> device(String path) {
    return path.matches("/dev/sd[a-z]") ? Optional.of(path.charAt(7) - 'a') : Optional.empty();
  }

  /** Writes or reads blocks as fast as the datastore lets this machine. */
  private static int copyBlocks(Call call) {
    String to = "";
    String from = "";
    long block = 512;
    long count = 0;
    for (String arg : call.args()) {
      String value = arg.replaceFirst("[^=]*=", "");
      switch (arg.replaceFirst("=.*", "")) {
        case "of" -> to = value;
        case "if" -> from = value;
        case "bs" -> block = Call.number(value).orElse(0L);
        case "count" -> count = Call.number(value).orElse(0L);
        case "status", "conv", "oflag", "iflag" -> {
          // how it is told and written changes nothing here
        }
        default -> {
          return call.fail("unrecognized operand '" + arg + "'");
        }
      }
    }
    long bytes = Math.min(block * count, call.session().disk().space()[0]);
    if (from.isEmpty() || block <= 0 || count <= 0) {
      return call.fail(
          "give if=, of=, bs= and count=, for example if=/dev/zero of=f bs=1M count=100");
    }
    Optional<Integer> device = device(to);
    List<VirtualDisk> disks = call.session().facts().machine().hardware().disks();
    if (device.isPresent() && device.get() >= disks.size()) {
      return call.fail("failed to open '" + to + "': No such file or directory");
    }
    if (device.isPresent()) {
      bytes = Math.min(block * count, disks.get(device.get()).capacity().value());
    }
    long left = call.session().disk().space()[0] - call.session().disk().space()[1];
    if (!to.startsWith("/dev/") && !to.isEmpty() && bytes > left) {
      return call.fail("error writing '" + to + "': No space left on device");
    }
    int latency =
        Math.max(
            500,
            call.session()
                .facts()
                .figures()
                .get(call.session().facts().machine().id(), Metric.DISK_LATENCY));
    // 128 KiB at a time, eight under way: the rate follows from the datastore's latency
    double rate = Math.min(2_000.0 * Bytes.MIB, 8 * 128 * 1024 * 1e6 / latency);
    long micros = Math.max(1, (long) (bytes / rate * SECOND));
    String path = to.isEmpty() ? "" : call.session().path(to);
    boolean isFile = !path.isEmpty() && !path.startsWith("/dev/");
    if (isFile && !call.session().disk().isFolder(io.coppice.sim.guest.GuestDisk.parent(path))) {
      return call.fail("failed to open '" + to + "': No such file or directory");
    }
    long size = bytes;
    List<Effect> effects =
        isFile
            ? List.of(
                new Effect.Put(
                    path,
                    new GuestFile(GuestFile.Kind.FILE, "", bytes, call.session().facts().now())),
                new Effect.WriteDisk(bytes))
            : device.<Effect>map(it -> new Effect.WriteDisk(size, it, true)).stream().toList();
    return call.session()
        .begin(
            new Work.Script(
                List.of(
                    new Work.Said(micros, count + "+0 records in"),
                    new Work.Said(micros, count + "+0 records out"),
                    new Work.Said(
                        micros,
                        String.format(
                            Locale.ROOT,
                            "%d bytes (%sB) copied, %.6f s, %sB/s",
                            bytes,
                            FileCommands.human(bytes),
                            micros / 1e6,
                            FileCommands.human((long) (bytes * 1e6 / micros))))),
                micros,
                effects));
  }
}
