package io.coppice.ui.kit;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Opens files with the tool that the desktop has associated with their kind. */
public final class DesktopFiles {
  /** A desktop's opener that is still there by then has found a tool and stays with it. */
  private static final long SECONDS = 5;

  private final List<String> opener;

  /**
   * @param opener the command to which the file is added
   */
  public DesktopFiles(List<String> opener) {
    this.opener = List.copyOf(opener);
  }

  /** That of this system: xdg-utils, macOS's open, or Windows' shell. */
  public static DesktopFiles ofSystem() {
    String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    return new DesktopFiles(
        system.contains("win") && !system.contains("darwin")
            ? List.of("rundll32", "url.dll,FileProtocolHandler")
            : List.of(system.contains("mac") ? "open" : "xdg-open"));
  }

  /**
   * Opens a file; blocks for some seconds at most.
   *
   * @throws IOException if there is no opener, or it has no tool for the file
   */
  public void open(Path file) throws IOException {
    List<String> command = new ArrayList<>(opener);
    command.add(file.toString());
    Process started =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      if (started.waitFor(SECONDS, TimeUnit.SECONDS) && started.exitValue() != 0) {
        throw new IOException(opener.getFirst() + ": " + started.exitValue());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
