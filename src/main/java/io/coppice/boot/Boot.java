package io.coppice.boot;

import io.coppice.cli.CommandLineArguments;
import io.coppice.imported.HostFolderReader;
import io.coppice.imported.ImportedSites;
import io.coppice.keyring.SecretService;
import io.coppice.model.Messages;
import io.coppice.model.Problem;
import io.coppice.session.Session;
import io.coppice.sim.SimSites;
import io.coppice.store.DataFolder;
import io.coppice.ui.kit.Place;
import io.coppice.ui.shell.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;

/** Starts the program: command line, toolkit and session side by side, then the window. */
public final class Boot {
  private static final int FAILED = 1;

  private final Messages words = new Messages(Locale.getDefault());
  private final PrintStream out;
  private final PrintStream err;

  public Boot(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  /** Runs until the last window is closed; returns the exit code. */
  public int run(String[] args) {
    CommandLineArguments arguments =
        new CommandLineArguments(
            words,
            version(),
            new HostFolderReader(),
            System.in,
            new FileOutputStream(FileDescriptor.out));
    return switch (arguments.read(
        args,
        new PrintWriter(out, true, out.charset()),
        new PrintWriter(err, true, err.charset()))) {
      case CommandLineArguments.Asked.Done done -> done.exitCode();
      case CommandLineArguments.Asked.Window window -> window(window);
    };
  }

  private int window(CommandLineArguments.Asked.Window asked) {
    Optional<Path> folder =
        asked
            .dataDir()
            .or(
                () ->
                    DataFolder.standard(
                        System.getProperty("os.name"),
                        System.getProperty("user.home", ""),
                        System.getenv()));
    if (folder.isEmpty()) {
      StartResult refused = new StartResult.Refused(List.of(Problem.error("start.no-home")));
      return window(
          CompletableFuture.completedFuture(refused),
          Optional.empty(),
          asked.tour(),
          Optional.empty());
    }
    return window(
        new StartOptions(
            folder.get(),
            asked.scenario(),
            asked.softwareRendering(),
            asked.tour(),
            asked.first().map(Boot::place)));
  }

  private static Place place(CommandLineArguments.ToOpen first) {
    return switch (first) {
      case CommandLineArguments.ToOpen.Console console -> new Place.Console(console.address());
      case CommandLineArguments.ToOpen.Recording recording ->
          new Place.Named("recording", recording.file().toString());
    };
  }

  private int window(StartOptions options) {
    if (options.softwareRendering()) {
      System.setProperty("prism.order", "sw");
    }
    if (options.tour().isPresent()) {
      System.setProperty("glass.platform", "Headless");
      System.setProperty("prism.order", "sw");
    }
    CompletableFuture<StartResult> starting =
        CompletableFuture.supplyAsync(
            () ->
                StartResult.of(
                    options,
                    new SimSites(),
                    new ScenarioShelf(options.dataFolder()),
                    new ImportedSites(
                        new HostFolderReader(), name -> words.get("site.imported", name))),
            task -> Thread.ofPlatform().name("start").start(task));
    return window(starting, Optional.of(options.dataFolder()), options.tour(), options.first());
  }

  /**
   * @param folder where things are kept; empty if nothing can be opened
   */
  private int window(
      CompletableFuture<StartResult> starting,
      Optional<Path> folder,
      Optional<Path> tour,
      Optional<Place> first) {
    Console console =
        new Console(
            () -> opened(starting.join()),
            theme ->
                Screens.all(theme, folder.orElseThrow(), SecretService.ofSession(System.getenv())),
            tour,
            first,
            words);
    // Also when the program is told to end (SIGTERM, logging out) it ends tidily.
    Runtime.getRuntime().addShutdownHook(new Thread(() -> close(starting.join()), "ending"));
    int code = Toolkit.run(console::runUntilClosed, words, err);
    StartResult started = starting.join();
    close(started);
    if (started instanceof StartResult.Refused refused) {
      if (code == 0) {
        return FAILED;
      }
      refused.problems().forEach(this::tell);
    }
    return code == 0 && console.failed() ? FAILED : code;
  }

  /** Returns when it is closed, whoever began to close it. */
  private synchronized void close(StartResult started) {
    if (started instanceof StartResult.Running running) {
      running.session().close();
    }
  }

  /**
   * Why nothing is open is told at once on the error output, and in a window if nobody reads it.
   */
  private Console.Opened opened(StartResult start) {
    return switch (start) {
      case StartResult.Running running ->
          new Console.Opened(Optional.of(running.session()), List.of());
      case StartResult.Refused refused -> {
        refused.problems().forEach(this::tell);
        boolean read =
            Optional.ofNullable(System.console()).filter(java.io.Console::isTerminal).isPresent();
        yield new Console.Opened(Optional.empty(), read ? List.of() : refused.problems());
      }
    };
  }

  private void tell(Problem problem) {
    err.println(words.what(problem) + ' ' + words.cure(problem));
  }

  /** The version the build wrote into the program. */
  static String version() {
    Properties properties = new Properties();
    try (InputStream in = Session.class.getResourceAsStream("/io/coppice/version.properties")) {
      properties.load(in);
    } catch (java.io.IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties.getProperty("version");
  }
}
