package io.coppice.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Runs the bench that is named, or all of them, or lists them. Benches are the classes of this
 * package that implement {@link Bench}.
 */
public final class Main {
  private Main() {}

  public static void main(String[] args) throws Exception {
    List<Bench> benches = benches();
    String wanted = args.length == 0 || args[0].isBlank() ? "list" : args[0];
    List<Bench> chosen =
        benches.stream()
            .filter(bench -> wanted.equals("all") || bench.name().equals(wanted))
            .toList();
    PrintStream out = System.out;
    if (chosen.isEmpty()) {
      out.println(
          "Benches (-Dbench=NAME, or all): "
              + String.join(", ", benches.stream().map(Bench::name).toList()));
      System.exit(wanted.equals("list") ? 0 : 2);
    }
    for (Bench bench : chosen) {
      bench.run(
          (metric, value, unit) ->
              out.println(
                  String.format(
                      Locale.ROOT,
                      "BENCH %s %s=%s %s",
                      bench.name(),
                      metric,
                      number(value),
                      unit)));
    }
    System.exit(0);
  }

  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : String.format(Locale.ROOT, Math.abs(value) < 10 ? "%.3f" : "%.1f", value);
  }

  private static List<Bench> benches()
      throws IOException, URISyntaxException, ReflectiveOperationException {
    String pkg = Main.class.getPackageName();
    Path root = Path.of(Main.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    List<Bench> found = new ArrayList<>();
    try (Stream<Path> files = Files.list(root.resolve(pkg.replace('.', '/')))) {
      for (String file : files.map(path -> path.getFileName().toString()).sorted().toList()) {
        if (!file.endsWith(".class") || file.contains("$")) {
          continue;
        }
        Class<?> type =
            Class.forName(pkg + '.' + file.substring(0, file.length() - ".class".length()));
        if (Bench.class.isAssignableFrom(type) && !type.isInterface()) {
          found.add((Bench) type.getConstructor().newInstance());
        }
      }
    }
    found.sort(Comparator.comparing(Bench::name));
    return found;
  }
}
