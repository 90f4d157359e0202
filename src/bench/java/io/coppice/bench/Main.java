package io.coppice.bench;

import io.coppice.testkit.BenchResults;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Runs the bench that is named, or all of them, each in a JVM of its own, or lists them. Benches
 * are the classes of this package that implement {@link Bench}. A run leaves its figures in a file
 * of the folder {@code bench.results}; with {@code bench.against} they are compared with those of
 * an earlier one.
 */
public final class Main {
  private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");

  private Main() {}

  public static void main(String[] args) throws Exception {
    List<Bench> benches = benches();
    String wanted = args.length == 0 || args[0].isBlank() ? "list" : args[0];
    Optional<Bench> one = benches.stream().filter(it -> it.name().equals(wanted)).findFirst();
    if (one.isPresent() && args.length > 1 && args[1].equals("here")) {
      run(one.get(), System.out);
      System.exit(0);
    }
    if (one.isEmpty() && !wanted.equals("all")) {
      System.out.println(
          "Benches (-Dbench=NAME, or all): "
              + String.join(", ", benches.stream().map(Bench::name).toList()));
      System.exit(wanted.equals("list") ? 0 : 2);
    }
    System.exit(apart(one.map(List::of).orElse(benches)));
  }

  private static void run(Bench bench, PrintStream out) throws Exception {
    bench.run(
        (metric, value, unit) ->
            out.println(
                String.format(
                    Locale.ROOT, "BENCH %s %s=%s %s", bench.name(), metric, number(value), unit)));
  }

  /**
   * Runs each in a JVM of its own: a toolkit starts only once, and what one bench made the compiler
   * believe would be measured with the next. One that fails does not keep the others from running.
   */
  private static int apart(List<Bench> benches) throws IOException, InterruptedException {
    List<String> lines = new ArrayList<>(about());
    List<String> failed = new ArrayList<>();
    for (Bench bench : benches) {
      Process process = new ProcessBuilder(command(bench)).redirectErrorStream(true).start();
      try (BufferedReader out = process.inputReader()) {
        for (String line = out.readLine(); line != null; line = out.readLine()) {
          System.out.println(line);
          lines.add(line);
        }
      }
      if (process.waitFor() != 0) {
        failed.add(bench.name());
      }
    }
    BenchResults results = BenchResults.of(lines);
    Path file =
        Path.of(System.getProperty("bench.results", "target/bench"))
            .resolve(STAMP.format(LocalDateTime.now(ZoneId.systemDefault())) + ".txt");
    results.write(file);
    System.out.println("Figures are in " + file);
    String against = System.getProperty("bench.against", "");
    if (!against.isBlank()) {
      results.against(BenchResults.read(Path.of(against))).forEach(System.out::println);
    }
    failed.forEach(name -> System.out.println("FAILED " + name));
    return failed.isEmpty() ? 0 : 1;
  }

  /** What was measured on. */
  private static List<String> about() {
    return List.of(
        "# " + LocalDateTime.now(ZoneId.systemDefault()),
        "# Java " + Runtime.version(),
        "# "
            + System.getProperty("os.name")
            + ' '
            + System.getProperty("os.arch")
            + ", processors: "
            + Runtime.getRuntime().availableProcessors());
  }

  /** The same JVM with the same arguments, for one bench. */
  private static List<String> command(Bench bench) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(
        List.of(
            "-classpath",
            System.getProperty("java.class.path"),
            Main.class.getName(),
            bench.name(),
            "here"));
    return command;
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
