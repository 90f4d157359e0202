package io.coppice.scenario;

import io.coppice.model.ObjectNaming;
import io.coppice.model.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/** The scenarios that come with the program, and any other by its path. */
public final class Scenarios {
  /** Names of the built-in ones, in the order they are offered. */
  public static final List<String> BUILT_IN = List.of("first-look", "show-floor", "shoot-out");

  private Scenarios() {}

  public static boolean isBuiltIn(String source) {
    return BUILT_IN.contains(source);
  }

  /** What a list of scenarios shows of one. */
  public record Head(String title, String summary) {}

  /**
   * The head of a scenario; a file that cannot be read is listed by its name. Blocks, reads the
   * first lines only.
   */
  public static Head head(String source) {
    try (InputStream in =
        isBuiltIn(source)
            ? Scenarios.class.getResourceAsStream("/scenarios/" + source + ".json")
            : Files.newInputStream(Path.of(source))) {
      Head head = JsonParser.head(in);
      return ObjectNaming.isValid(head.title()) ? head : new Head(source, "");
    } catch (IOException | InvalidPathException e) {
      return new Head(source, "");
    }
  }

  /** Reads a built-in scenario by its name, or a file by its path; blocks. */
  public static ScenarioReader.Result read(String source) {
    if (!isBuiltIn(source)) {
      try {
        return ScenarioReader.read(Path.of(source));
      } catch (InvalidPathException e) {
        return new ScenarioReader.Result.Faulty(List.of(Problem.error("scenario.no-file", source)));
      }
    }
    try (InputStream in = Scenarios.class.getResourceAsStream("/scenarios/" + source + ".json")) {
      if (in == null) {
        throw new IllegalStateException("the built-in scenario " + source + " is missing");
      }
      return ScenarioReader.read(source, in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
