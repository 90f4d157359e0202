package io.coppice.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * From the order to begin the process until it says that its window showed the first states of
 * first-look, by this process's clock (the system knows a process's beginning to a second only), a
 * fresh data folder each time: the packaged console with its own runtime and AOT cache, beside the
 * same classes on the plain JVM, turn by turn. On the display of {@code DISPLAY}; without one, on
 * JavaFX's headless platform. The packaged one is measured if {@code mvn -Pdist verify} was run.
 */
public final class StartBench implements Bench {
  private static final int RUNS = 7;
  private static final Path IMAGE = Path.of("target", "image", "coppice", "bin", "coppice");

  @Override
  public String name() {
    return "start";
  }

  @Override
  public void run(Out out) throws Exception {
    boolean packaged = Files.isExecutable(IMAGE);
    List<Double> image = new ArrayList<>();
    List<Double> plain = new ArrayList<>();
    for (int run = 0; run < RUNS; run++) {
      if (packaged) {
        image.add(start(List.of(IMAGE.toString())));
      }
      plain.add(start(plainJvm()));
    }
    out.figure("on-display", System.getenv("DISPLAY") == null ? 0 : 1, "displays");
    if (packaged) {
      out.figure("packaged-p50", PageMapBench.percentile(array(image), 50), "ms");
      out.figure("packaged-worst", PageMapBench.percentile(array(image), 100), "ms");
    }
    out.figure("plain-jvm-p50", PageMapBench.percentile(array(plain), 50), "ms");
  }

  private static double[] array(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static List<String> plainJvm() {
    return List.of(
        ProcessHandle.current().info().command().orElseThrow(),
        "--enable-native-access=ALL-UNNAMED",
        "--sun-misc-unsafe-memory-access=allow",
        "--add-exports=javafx.base/com.sun.javafx.event=ALL-UNNAMED",
        "--add-opens=javafx.graphics/javafx.scene=ALL-UNNAMED",
        "--add-opens=javafx.controls/javafx.scene.control.skin=ALL-UNNAMED",
        "-cp",
        System.getProperty("java.class.path"),
        "io.coppice.Coppice");
  }

  private static double start(List<String> command) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("coppice-start");
    try {
      List<String> line = new ArrayList<>(command);
      line.addAll(List.of("--data-dir", folder.toString()));
      ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
      String headless =
          System.getenv("DISPLAY") == null ? " -Dglass.platform=Headless -Dprism.order=sw" : "";
      builder.environment().put("JAVA_TOOL_OPTIONS", "-Dcoppice.start-time=true" + headless);
      long began = System.nanoTime();
      Process process = builder.start();
      List<String> said = new ArrayList<>();
      double usable = Double.NaN;
      try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
        for (String told = out.readLine(); told != null; told = out.readLine()) {
          said.add(told);
          if (told.equals("usable")) {
            usable = (System.nanoTime() - began) / 1e6;
          }
        }
      }
      process.waitFor();
      if (Double.isNaN(usable)) {
        throw new IOException("the console did not start: " + said);
      }
      return usable;
    } finally {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
