package io.coppice.store;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Where this platform wants an application's data of one user. */
public final class DataFolder {
  private DataFolder() {}

  /**
   * The standard place; empty where the user has no home and the environment names no other.
   *
   * @param os the system property {@code os.name}
   * @param home the system property {@code user.home}; {@code ?} where the system knows of none
   * @param environment the process's environment
   */
  public static Optional<Path> standard(String os, String home, Map<String, String> environment) {
    Optional<Path> own = absolute(home);
    if (os.startsWith("Windows")) {
      // Known folder LocalAppData: data of this machine, not roamed.
      return absolute(environment.get("LOCALAPPDATA"))
          .or(() -> own.map(path -> path.resolve("AppData").resolve("Local")))
          .map(path -> path.resolve("Coppice"));
    }
    if (os.startsWith("Mac")) {
      // File System Programming Guide, "The Library Directory Stores App-Specific Files"
      return own.map(
          path -> path.resolve("Library").resolve("Application Support").resolve("Coppice"));
    }
    // XDG Base Directory Specification 0.8: a relative path is invalid and ignored.
    return absolute(environment.get("XDG_DATA_HOME"))
        .or(() -> own.map(path -> path.resolve(".local").resolve("share")))
        .map(path -> path.resolve("coppice"));
  }

  private static Optional<Path> absolute(String text) {
    if (text == null || text.isBlank()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Path.of(text)).filter(Path::isAbsolute);
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }
}
