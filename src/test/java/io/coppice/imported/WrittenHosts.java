package io.coppice.imported;

import io.coppice.model.overlay.NetworkState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** A folder of what hosts say, written by a test. */
abstract class WrittenHosts {
  @TempDir Path folder;

  final void put(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  final NetworkState read() {
    return new HostFolderReader().read(folder).state();
  }
}
