package io.coppice.sim.guest.shell;

import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What GNU Wget 1.21 says of a transfer on a screen of eighty columns. */
final class WgetReport {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

  /** Until then it has not measured a rate. */
  private static final long MEASURED_MICROS = 150_000;

  private static final int NAME_COLUMNS = 20;

  private WgetReport() {}

  /**
   * Until it connects, without the word how that went.
   *
   * @param name of the server, as it was given
   * @param address of the same
   */
  static List<String> connecting(
      ZonedDateTime now, String url, String name, String address, int port) {
    List<String> lines = new ArrayList<>();
    lines.add("--" + TIME.format(now) + "--  " + url);
    if (name.equals(address)) {
      lines.add("Connecting to " + address + ":" + port + "... ");
    } else {
      lines.add("Resolving " + name + " (" + name + ")... " + address);
      lines.add("Connecting to " + name + " (" + name + ")|" + address + "|:" + port + "... ");
    }
    return lines;
  }

  /** That there is no such server. */
  static List<String> unresolved(ZonedDateTime now, String url, String name) {
    return List.of(
        "--" + TIME.format(now) + "--  " + url,
        "Resolving " + name + " (" + name + ")... failed: Name or service not known.",
        "wget: unable to resolve host address '" + name + "'");
  }

  /** That the server has no such file. */
  static List<String> notFound(ZonedDateTime now) {
    return List.of(
        "HTTP request sent, awaiting response... 404 Not Found",
        TIME.format(now) + " ERROR 404: Not Found.",
        "");
  }

  /**
   * What is to come.
   *
   * @param file that it is put into
   * @param path of it at the server
   */
  static List<String> coming(String file, String path, long size) {
    String length = size < 1024 ? "" : " (" + human(size, 10, 1) + ")";
    String type =
        path.endsWith("/") || path.endsWith(".html")
            ? "text/html"
            : path.endsWith(".txt") ? "text/plain" : "application/octet-stream";
    return List.of(
        "HTTP request sent, awaiting response... 200 OK",
        "Length: " + size + length + " [" + type + "]",
        "Saving to: '" + file + "'",
        "");
  }

  /** That all of it is there. */
  static List<String> saved(ZonedDateTime now, String file, long size, long micros) {
    String name = file.length() < NAME_COLUMNS ? file : file.substring(0, NAME_COLUMNS - 1);
    String measured = micros < MEASURED_MICROS ? "--.-KB/s" : rate(size, micros, "%4s%s");
    return List.of(
        String.format(
            Locale.ROOT,
            "%-" + NAME_COLUMNS + "s100%%[===================>]%8s  %s    in %s",
            name,
            human(size, 1_000, 2),
            measured,
            seconds(micros / 1e6)),
        "",
        String.format(
            Locale.ROOT,
            "%s (%s) - '%s' saved [%d/%d]",
            TIME.format(now),
            rate(size, micros, "%s %s"),
            file,
            size,
            size),
        "");
  }

  /** With decimals where its number is below a bound. */
  private static String human(long bytes, int bound, int decimals) {
    if (bytes < 1024) {
      return Long.toString(bytes);
    }
    double number = bytes / 1024.0;
    int unit = 0;
    while (number >= 1024 && unit < 3) {
      number /= 1024;
      unit++;
    }
    return decimal(number, number < bound ? decimals : 0) + "KMGT".charAt(unit);
  }

  private static String rate(long bytes, long micros, String form) {
    double number = bytes * 1e6 / Math.max(1, micros);
    List<String> units = List.of("B/s", "KB/s", "MB/s", "GB/s");
    int unit = 0;
    while (number >= 1024 && unit + 1 < units.size()) {
      number /= 1024;
      unit++;
    }
    String shown = decimal(number, number >= 99.95 ? 0 : number >= 9.995 ? 1 : 2);
    return String.format(Locale.ROOT, form, shown, units.get(unit));
  }

  private static String seconds(double seconds) {
    if (seconds >= 9.95) {
      long whole = Math.round(seconds);
      return whole < 100
          ? whole + "s"
          : whole < 6_000
              ? whole / 60 + "m " + whole % 60 + "s"
              : whole / 3_600 + "h " + whole / 60 % 60 + "m";
    }
    if (seconds >= 0.995) {
      return decimal(seconds, 1) + "s";
    }
    // one digit that counts
    int places = 1;
    while (places < 4 && seconds * Math.pow(10, places) < 0.95) {
      places++;
    }
    String shown = decimal(seconds, places);
    return (seconds < 0.0001 ? "0" : shown) + "s";
  }

  private static String decimal(double number, int places) {
    return String.format(Locale.ROOT, "%." + places + "f", number);
  }
}
