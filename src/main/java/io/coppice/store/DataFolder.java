package io.coppice.store;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Where this platform wants an application's data of one user. */
public final class DataFolder {
  private DataFolder() {}

  /**
   * The standard place.
   *
   * @param os the system property {@code os.name}
   * @param home the user's home
   * @param environment the process's environment
   */
  public static Path standard(String os, Path home, Map<String, String> environment) {
    if (os.startsWith("Windows")) {
      // Known folder LocalAppData: data of this machine, not roamed.
      return folder(environment, "LOCALAPPDATA")
          .orElse(home.resolve("AppData").resolve("Local"))
          .resolve("Coppice");
    }
    if (os.startsWith("Mac")) {
      // File System Programming Guide, "The Library Directory Stores App-Specific Files"
      return home.resolve("Library").resolve("Application Support").resolve("Coppice");
    }
    // XDG Base Directory Specification 0.8: a relative path is invalid and ignored.
    return folder(environment, "XDG_DATA_HOME")
        .orElse(home.resolve(".local").resolve("share"))
        .resolve("coppice");
  }

  private static Optional<Path> folder(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name))
        .filter(text -> !text.isBlank())
        .map(Path::of)
        .filter(Path::isAbsolute);
  }
}
