package io.coppice.display;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** Recordings and pictures of others, which lie beside the project and are not part of it. */
public final class ConsoleCases {
  private ConsoleCases() {}

  /** A file of the cases; the test is skipped where they are not there. */
  public static Path file(String name) {
    Path path = Path.of("..", "shared", "cases", "console", name);
    assumeTrue(Files.exists(path), "the console cases are not on this machine: " + path);
    return path;
  }
}
