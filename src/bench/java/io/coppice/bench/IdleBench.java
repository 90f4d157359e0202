package io.coppice.bench;

import io.coppice.boot.Screens;
import io.coppice.model.EntityId;
import io.coppice.model.Messages;
import io.coppice.model.blueprint.Blueprint;
import io.coppice.scenario.ScenarioReader;
import io.coppice.scenario.Scenarios;
import io.coppice.session.LiveSession;
import io.coppice.store.StoreOpening;
import io.coppice.testkit.Sessions;
import io.coppice.ui.kit.Place;
import io.coppice.ui.shell.Console;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.layout.Region;
import javafx.stage.Stage;
import javafx.stage.Window;

/**
 * What an idle console costs: first-look at 1x with the table of a cluster's machines open, in a
 * process of its own, a minute and a half after its start. Processor time of the whole process over
 * real time, and what it has resident: open, covered by another program's window, and minimised.
 * Needs a display with a window manager; without one it measures nothing.
 *
 * <p>Another program of GTK is started and ended before, as there are on a desktop: the first one
 * of a display asks for its visuals and so has the graphics driver in memory, 44 MB with Mesa's
 * LLVM; GDK leaves the answer at the root window for the others ({@code GDK_VISUALS},
 * gdkscreen-x11.c and gdkglcontext-x11.c of GTK 3).
 */
public final class IdleBench implements Bench {
  private static final Duration SETTLED = Duration.ofSeconds(90);
  private static final Duration MEASURED = Duration.ofSeconds(60);
  private static final Duration MOMENT = Duration.ofSeconds(3);

  @Override
  public String name() {
    return "idle";
  }

  @Override
  public void run(Out out) throws Exception {
    boolean display = System.getenv("DISPLAY") != null;
    out.figure("on-display", display ? 1 : 0, "displays");
    if (!display) {
      return;
    }
    Process earlier = new ProcessBuilder(command(Earlier.class)).inheritIO().start();
    if (!earlier.waitFor(1, TimeUnit.MINUTES)) {
      earlier.destroyForcibly();
    }
    Path folder = Files.createTempDirectory("coppice-idle");
    Process child =
        new ProcessBuilder(command(IdleBench.class, folder.toString()))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader said = child.inputReader()) {
      for (String line = said.readLine(); line != null; line = said.readLine()) {
        String[] words = line.split(" ", -1);
        if (words.length == 3) {
          out.figure(words[0], Double.parseDouble(words[1]), words[2]);
        }
      }
    } finally {
      child.destroyForcibly().waitFor();
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  /** This JVM's own arguments and the package's, but with a display. */
  private static List<String> command(Class<?> main, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElseThrow());
    for (String argument : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
      if (!argument.startsWith("-Dglass.platform")) {
        command.add(argument);
      }
    }
    command.addAll(PackagedOptions.all());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(arguments));
    return command;
  }

  /** A program that was started before on the display. */
  static final class Earlier {
    private Earlier() {}

    public static void main(String[] args) {
      // not before the toolkit is up, which would then never end
      Platform.startup(() -> Platform.runLater(Platform::exit));
    }
  }

  /** A program whose window covers all others. */
  static final class Cover {
    private Cover() {}

    public static void main(String[] args) {
      Platform.startup(
          () -> {
            Stage over = new Stage();
            over.setScene(new Scene(new Region(), 100, 100));
            over.setMaximized(true);
            over.show();
            over.toFront();
          });
    }
  }

  public static void main(String[] args) throws Exception {
    Path folder = Path.of(args[0]);
    Blueprint blueprint = ((ScenarioReader.Result.Read) Scenarios.read("first-look")).blueprint();
    EntityId cluster = blueprint.inventory().clusters().get(0).id();
    LiveSession session =
        Sessions.over(
            ((StoreOpening.Ready) StoreOpening.of(folder, InstantSource.system())).store(),
            Sessions.sims(),
            blueprint);
    Console console =
        new Console(
            () -> new Console.Opened(Optional.of(session), List.of()),
            theme -> Screens.all(theme, folder),
            Optional.empty(),
            Optional.of(new Place.Page(cluster, "machines")),
            new Messages(Locale.ENGLISH));
    Thread.ofPlatform().daemon().start(IdleBench::watch);
    console.runUntilClosed();
  }

  private static void watch() {
    try {
      Thread.sleep(SETTLED);
      measure("open");
      Process over = new ProcessBuilder(command(Cover.class)).inheritIO().start();
      try {
        measure("covered");
      } finally {
        over.destroyForcibly().waitFor();
      }
      onFx(() -> window().setIconified(true));
      measure("minimised");
    } catch (InterruptedException | IOException e) {
      System.err.println("The measurement ended early: " + e);
    }
    Runtime.getRuntime().halt(0);
  }

  private static void measure(String what) throws InterruptedException, IOException {
    Thread.sleep(MOMENT);
    long from = System.nanoTime();
    Duration before = worked();
    Thread.sleep(MEASURED);
    double share = worked().minus(before).toNanos() * 100.0 / (System.nanoTime() - from);
    System.out.println(what + ' ' + share + " %");
    System.out.println(what + "-resident " + resident() + " MB");
  }

  private static Duration worked() {
    return ProcessHandle.current().info().totalCpuDuration().orElseThrow();
  }

  /** As Linux tells it. */
  private static double resident() throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
      return lines
              .filter(line -> line.startsWith("VmRSS"))
              .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
              .findFirst()
              .orElse(0)
          / 1024.0;
    }
  }

  private static Stage window() {
    return Window.getWindows().stream()
        .filter(Stage.class::isInstance)
        .map(Stage.class::cast)
        .findFirst()
        .orElseThrow();
  }

  private static void onFx(Runnable work) throws InterruptedException {
    CountDownLatch done = new CountDownLatch(1);
    Platform.runLater(
        () -> {
          work.run();
          done.countDown();
        });
    done.await();
  }
}
