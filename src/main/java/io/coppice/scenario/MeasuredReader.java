package io.coppice.scenario;

import io.coppice.model.SimTime;
import io.coppice.model.inventory.MeasuredLoad;
import io.coppice.scenario.MeasuredTraceReader.BadTrace;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads what machines of a scenario were measured to ask for: of a file beside the scenario, of a
 * folder with a file for each machine, or written in the scenario itself.
 */
final class MeasuredReader {
  /** A larger file is no trace of one machine. */
  private static final long LARGEST = 256L << 20;

  private static final int MOST_FILES = 100_000;
  private static final int MOST_PERCENT = 100_000;

  private final String scenario;
  private final SimTime start;

  /**
   * @param scenario the scenario's file, beside which others are looked for
   * @param start when a load begins that says nothing of it
   */
  MeasuredReader(String scenario, SimTime start) {
    this.scenario = scenario;
    this.start = start;
  }

  /** The loads of a rule's machines, in their order; none, one for all, or one for each. */
  List<MeasuredLoad> read(ScenarioObject machines) {
    Optional<ScenarioObject> given = machines.section("measured");
    if (given.isEmpty()) {
      return List.of();
    }
    ScenarioObject section = given.get();
    SimTime from = section.clock("from").orElse(start);
    boolean repeats = section.flag("repeat", true);
    double scale = section.number("scalePercent", 1, MOST_PERCENT, 100) / 100.0;
    String file = section.text("file", "");
    String folder = section.text("folder", "");
    String id = section.text("id", "");
    List<MeasuredLoad> loads = new ArrayList<>();
    if (!file.isEmpty()) {
      path(file, section, "file")
          .flatMap(path -> load(path, id, section, "file"))
          .ifPresent(trace -> loads.add(trace.load(file, from, repeats, scale)));
    } else if (!folder.isEmpty()) {
      for (Path path : files(folder, section)) {
        load(path, id, section, "folder")
            .ifPresent(
                trace ->
                    loads.add(trace.load(folder + '/' + path.getFileName(), from, repeats, scale)));
      }
    } else {
      within(section, from, repeats).ifPresent(loads::add);
    }
    section.end();
    return loads;
  }

  private static Optional<MeasuredLoad> within(
      ScenarioObject section, SimTime from, boolean repeats) {
    Duration step = section.duration("step", Duration.ofMinutes(5), Duration.ofSeconds(1));
    int[] cpu = series(section, "cpu", 10_000);
    int[] memory = series(section, "memory", 10_000);
    int[] disk = series(section, "disk", Integer.MAX_VALUE);
    int[] network = series(section, "network", Integer.MAX_VALUE);
    String source = section.text("source", "");
    if (cpu.length == 0 && !section.errors().any()) {
      section.errors().add("scenario.missing", section.where(), "file", "\"...\"");
    }
    for (int[] other : List.of(memory, disk, network)) {
      if (other.length != 0 && other.length != cpu.length) {
        section
            .errors()
            .expected(section.where(), cpu.length + " numbers", other.length + " numbers");
      }
    }
    return section.errors().any()
        ? Optional.empty()
        : Optional.of(
            new MeasuredLoad(
                source,
                from,
                (int) Math.min(Integer.MAX_VALUE, Math.max(1, step.toSeconds())),
                repeats,
                cpu,
                memory,
                disk,
                network));
  }

  private static int[] series(ScenarioObject section, String member, int most) {
    return section.numbers(member, 0, most, MeasuredLoad.MOST).stream()
        .mapToInt(Long::intValue)
        .toArray();
  }

  /** A path that lies beside or below the scenario. */
  private Optional<Path> path(String name, ScenarioObject section, String member) {
    try {
      Path base = Path.of(scenario).toAbsolutePath().normalize().getParent();
      Path path = base == null ? null : base.resolve(name).normalize();
      if (path != null && path.startsWith(base) && Files.exists(path)) {
        return Optional.of(path);
      }
    } catch (InvalidPathException e) {
      // Said below, as for one that is not there.
    }
    section.errors().add("scenario.trace-no-file", section.where(member), name);
    return Optional.empty();
  }

  private List<Path> files(String folder, ScenarioObject section) {
    Optional<Path> path = path(folder, section, "folder").filter(Files::isDirectory);
    if (path.isEmpty()) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(path.get())) {
      return files.filter(Files::isRegularFile).sorted().limit(MOST_FILES).toList();
    } catch (IOException e) {
      section.errors().add("scenario.trace-no-file", section.where("folder"), folder);
      return List.of();
    }
  }

  private static Optional<MeasuredTrace> load(
      Path path, String id, ScenarioObject section, String member) {
    try {
      if (!Files.isRegularFile(path) || Files.size(path) > LARGEST) {
        section.errors().add("scenario.trace-no-file", section.where(member), path.getFileName());
        return Optional.empty();
      }
      try (InputStream in = new BufferedInputStream(Files.newInputStream(path))) {
        return Optional.of(MeasuredTraceReader.read(in, id));
      }
    } catch (BadTrace e) {
      section
          .errors()
          .add(e.code(), section.where(member), path.getFileName(), e.line(), e.found());
    } catch (IOException e) {
      section.errors().add("scenario.trace-no-file", section.where(member), path.getFileName());
    }
    return Optional.empty();
  }
}
