package io.coppice.boot;

import io.coppice.model.Problem;
import io.coppice.model.blueprint.Blueprint;
import io.coppice.scenario.ScenarioReader;
import io.coppice.scenario.ScenarioWriter;
import io.coppice.scenario.Scenarios;
import io.coppice.session.ScenarioLibrary;
import io.coppice.session.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The built-in scenarios, and those in the folder {@code scenarios} of the data folder. */
final class ScenarioShelf implements ScenarioLibrary {
  private final Path own;

  ScenarioShelf(Path dataFolder) {
    this.own = dataFolder.resolve("scenarios");
  }

  @Override
  public List<Listed> list() {
    List<Listed> listed = new ArrayList<>();
    for (String source : Scenarios.BUILT_IN) {
      listed.add(listed(source, true));
    }
    if (Files.isDirectory(own)) {
      try (Stream<Path> files = Files.list(own)) {
        files
            .filter(file -> file.toString().endsWith(".json"))
            .sorted()
            .forEach(file -> listed.add(listed(source(file.toString()), false)));
      } catch (IOException e) {
        System.getLogger(ScenarioShelf.class.getName())
            .log(System.Logger.Level.WARNING, "cannot list " + own, e);
      }
    }
    return listed;
  }

  private static Listed listed(String source, boolean builtIn) {
    Scenarios.Head head = Scenarios.head(source);
    return new Listed(source, head.title(), head.summary(), builtIn);
  }

  @Override
  public String source(String asked) {
    if (Scenarios.isBuiltIn(asked)) {
      return asked;
    }
    try {
      Path file = Path.of(asked).toAbsolutePath().normalize();
      return (Files.exists(file) ? file.toRealPath() : file).toString();
    } catch (IOException | InvalidPathException e) {
      return asked;
    }
  }

  @Override
  public Blueprint read(String source) {
    return switch (Scenarios.read(source)) {
      case ScenarioReader.Result.Read read -> read.blueprint();
      case ScenarioReader.Result.Faulty faulty ->
          throw new Session.ProblemException(faulty.problems());
    };
  }

  @Override
  public List<Problem> write(Path file, Blueprint blueprint) {
    try {
      return switch (ScenarioWriter.write(file, blueprint)) {
        case ScenarioWriter.Result.Written written -> written.mended();
        case ScenarioWriter.Result.Unreadable unreadable -> {
          List<Problem> problems = new ArrayList<>();
          problems.add(Problem.error("scenario.would-not-open", file));
          problems.addAll(unreadable.problems());
          throw new Session.ProblemException(problems);
        }
      };
    } catch (IOException e) {
      throw new Session.ProblemException(
          List.of(Problem.error("scenario.unwritable", file, String.valueOf(e.getMessage()))));
    }
  }
}
