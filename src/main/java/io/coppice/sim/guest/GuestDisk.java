package io.coppice.sim.guest;

import io.coppice.model.Bytes;
import io.coppice.model.inventory.VirtualNic;
import io.coppice.sim.guest.GuestFile.Kind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A guest's files: what every such system has, with this machine's own facts in it, and over it
 * what was written since. A write gives a new state; nothing is changed in place.
 */
public final class GuestDisk {
  private final GuestFacts facts;
  private final Map<String, GuestFile> base = new TreeMap<>();

  public GuestDisk(GuestFacts facts) {
    this.facts = facts;
    fill();
  }

  private void fill() {
    for (String folder :
        "/ /bin /boot /dev /etc /home /home/admin /proc /root /run /srv /tmp /usr /var /var/log"
            .split(" ")) {
      base.put(folder, new GuestFile(Kind.FOLDER, "", 4096, facts.booted()));
    }
    String host = facts.hostName();
    put("/etc/hostname", host + "\n");
    put("/etc/hosts", hosts(host));
    put(
        "/etc/os-release",
        "PRETTY_NAME=\"" + facts.machine().guest().os() + "\"\nID=debian\nVERSION_ID=\"12\"\n");
    put("/etc/passwd", passwd());
    put("/etc/resolv.conf", "# the names of this site's machines\nsearch local\n");
    put("/etc/issue", facts.machine().guest().os() + " \\n \\l\n");
    put("/etc/debian_version", "12.9\n");
    put("/root/.bashrc", "alias ll='ls -l'\n");
    put("/boot/vmlinuz-6.1.0-28-amd64", "");
    put("/proc/version", "Linux version 6.1.0-28-amd64 (simulated)\n");
    put("/proc/uptime", facts.uptime().toSeconds() + ".00 0.00\n");
    put("/proc/loadavg", loadAverage(facts) + " 1/128 " + (700 + facts.state().programs()) + "\n");
    put("/proc/meminfo", meminfo());
    put("/proc/cpuinfo", cpuinfo());
    put("/proc/sysrq-trigger", "");
    put("/dev/null", "");
    put("/dev/zero", "");
    put("/dev/urandom", "");
    for (int disk = 0; disk < facts.machine().hardware().disks().size(); disk++) {
      put("/dev/sd" + (char) ('a' + disk), "");
    }
    if (facts.machine().guest().workload() == io.coppice.model.inventory.Workload.WEB) {
      base.put("/srv/www", new GuestFile(Kind.FOLDER, "", 4096, facts.booted()));
      put(
          "/srv/www/index.html",
          "<!doctype html>\n<title>" + host + "</title>\n<h1>It works: " + host + "</h1>\n");
    }
    put("/var/log/syslog", String.join("\n", BootTimes.journal(facts)) + "\n");
  }

  private void put(String path, String text) {
    base.put(
        path,
        new GuestFile(
            Kind.FILE, text, text.getBytes(StandardCharsets.UTF_8).length, facts.booted()));
  }

  private String hosts(String host) {
    StringBuilder text = new StringBuilder("127.0.0.1\tlocalhost\n");
    for (VirtualNic nic : facts.nics()) {
      if (!nic.ip().isNone()) {
        text.append(nic.ip()).append('\t').append(host).append('\n');
      }
    }
    return text.toString();
  }

  private static String passwd() {
    return """
    root:x:0:0:root:/root:/bin/bash
    www-data:x:33:33:www-data:/var/www:/usr/sbin/nologin
    admin:x:1000:1000:Administrator:/home/admin:/bin/bash
    """;
  }

  /** The averages of one, five and fifteen minutes; the world knows one figure for all. */
  public static String loadAverage(GuestFacts facts) {
    double load = facts.load();
    return String.format(Locale.ROOT, "%.2f %.2f %.2f", load, load * 0.92, load * 0.85);
  }

  private String meminfo() {
    return String.format(
        Locale.ROOT,
        """
        MemTotal:       %8d kB
        MemFree:        %8d kB
        MemAvailable:   %8d kB
        Cached:         %8d kB
        """,
        facts.memoryMib() * 1024,
        (facts.memoryMib() - facts.usedMib() - facts.cachedMib()) * 1024,
        (facts.memoryMib() - facts.usedMib()) * 1024,
        facts.cachedMib() * 1024);
  }

  private String cpuinfo() {
    StringBuilder text = new StringBuilder();
    long speed = facts.host().map(host -> host.hardware().coreSpeed().value()).orElse(2_500L);
    for (int i = 0; i < facts.machine().hardware().vcpus(); i++) {
      text.append("processor\t: ").append(i).append("\ncpu MHz\t\t: ").append(speed).append("\n\n");
    }
    return text.toString();
  }

  /** An absolute path without dots; {@code ~} is the user's home. */
  public static String resolve(GuestState state, String path) {
    String user = state.login().user();
    String home = user.equals("root") ? "/root" : "/home/" + user;
    String from = path.equals("~") || path.startsWith("~/") ? home + path.substring(1) : path;
    String whole = from.startsWith("/") ? from : state.login().folder() + "/" + from;
    Deque<String> parts = new ArrayDeque<>();
    for (String part : whole.split("/")) {
      if (part.equals("..")) {
        parts.pollLast();
      } else if (!part.isEmpty() && !part.equals(".")) {
        parts.addLast(part);
      }
    }
    return "/" + String.join("/", parts);
  }

  /** What stands at an absolute path. */
  public Optional<GuestFile> find(String path) {
    GuestFile own = facts.state().files().get(path);
    GuestFile there = own == null ? base.get(path) : own;
    return Optional.ofNullable(there).filter(file -> file.kind() != Kind.REMOVED);
  }

  public boolean isFolder(String path) {
    return find(path).filter(file -> file.kind() == Kind.FOLDER).isPresent();
  }

  /** The names in a folder, sorted. */
  public SortedSet<String> list(String folder) {
    String prefix = folder.equals("/") ? "/" : folder + "/";
    TreeSet<String> names = new TreeSet<>();
    for (Map<String, GuestFile> layer : java.util.List.of(base, facts.state().files())) {
      for (String path : layer.keySet()) {
        if (path.startsWith(prefix)
            && path.length() > prefix.length()
            && path.indexOf('/', prefix.length()) < 0
            && find(path).isPresent()) {
          names.add(path.substring(prefix.length()));
        }
      }
    }
    return names;
  }

  /** A folder's path. */
  public static String parent(String path) {
    int slash = path.lastIndexOf('/');
    return slash <= 0 ? "/" : path.substring(0, slash);
  }

  /**
   * Writes.
   *
   * @return empty if the guest's table of own files is full
   */
  public static Optional<GuestState> write(GuestState state, String path, GuestFile file) {
    if (state.files().size() >= GuestState.MOST_FILES && !state.files().containsKey(path)) {
      return Optional.empty();
    }
    Map<String, GuestFile> files = new TreeMap<>(state.files());
    files.put(path, file);
    return Optional.of(state.with(files));
  }

  /** A text file; what is longer than is kept stands there by its size alone. */
  public static GuestFile text(String text, io.coppice.model.SimTime now) {
    int size = text.getBytes(StandardCharsets.UTF_8).length;
    return new GuestFile(Kind.FILE, size > GuestState.LARGEST_TEXT ? "" : text, size, now);
  }

  /** Bytes of the first disk, all and used, with what was written by hand. */
  public long[] space() {
    if (facts.machine().hardware().disks().isEmpty()) {
      return new long[] {0, 0};
    }
    var disk = facts.machine().hardware().disks().getFirst();
    long own =
        facts.state().files().values().stream()
            .filter(file -> file.kind() == Kind.FILE)
            .mapToLong(GuestFile::size)
            .sum();
    long used = Math.min(disk.capacity().value(), Math.max(own + Bytes.GIB, disk.used().value()));
    return new long[] {disk.capacity().value(), used};
  }
}
