package io.coppice.testkit;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** Files that went wrong in use, which stand beside the project where it is worked on. */
public final class FieldCases {
  private static final Path FOLDER = Path.of("..", "shared", "cases", "field");

  private FieldCases() {}

  /** The file of that name; the test is skipped where it is absent. */
  public static Path file(String name) {
    Path file = FOLDER.resolve(name);
    if (!Files.exists(file) && Files.exists(Path.of("..").resolve(FOLDER).resolve(name))) {
      file = Path.of("..").resolve(FOLDER).resolve(name);
    }
    Assumptions.assumeTrue(Files.exists(file), "there is no " + file);
    return file;
  }
}
