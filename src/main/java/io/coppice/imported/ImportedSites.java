package io.coppice.imported;

import io.coppice.backend.ReadOnlySites;
import io.coppice.model.Problem;
import io.coppice.model.ReadingProgress;
import io.coppice.model.overlay.NetworkReader;
import io.coppice.model.overlay.NetworkReader.Reading;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Opens what hosts said, and captures, as sites. */
public final class ImportedSites implements ReadOnlySites {
  private static final String EXAMPLE_FILE = "example-fabric.zip";

  private final NetworkReader reader;
  private final UnaryOperator<String> naming;

  /**
   * @param naming a site's name, of that of its folder
   */
  public ImportedSites(NetworkReader reader, UnaryOperator<String> naming) {
    this.reader = reader;
    this.naming = naming;
  }

  @Override
  public Read open(String source, ReadingProgress progress) {
    try {
      Reading reading =
          source.equals(EXAMPLE)
              ? example()
              : read(Path.of(source.substring(SCHEME.length())), progress);
      return reading.state().nodes().isEmpty()
          ? new Read(Optional.empty(), reading.problems())
          : new Read(
              Optional.of(new ImportedSite(naming.apply(reading.state().title()), reading)),
              reading.problems());
    } catch (IOException | InvalidPathException e) {
      return new Read(
          Optional.empty(),
          List.of(Problem.error("import.unreadable", source, String.valueOf(e.getMessage()))));
    }
  }

  /** A capture is known by its first bytes, whatever its name. */
  private Reading read(Path from, ReadingProgress progress) {
    return Optional.of(from)
        .filter(Files::isRegularFile)
        .flatMap(file -> CaptureNetwork.read(file, progress))
        .orElseGet(() -> reader.read(from, progress));
  }

  private static Reading example() throws IOException {
    try (InputStream in =
        ImportedSites.class.getResourceAsStream("/io/coppice/examples/" + EXAMPLE_FILE)) {
      return new HostFolderReader().read(EXAMPLE_FILE, in);
    }
  }
}
