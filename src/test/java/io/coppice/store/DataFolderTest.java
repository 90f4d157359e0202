package io.coppice.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DataFolderTest {
  private static final Path HOME = Path.of("/home/ada");

  @Test
  void linuxFollowsTheBaseDirectorySpecification() {
    assertEquals(
        Path.of("/home/ada/.local/share/coppice"), DataFolder.standard("Linux", HOME, Map.of()));
    assertEquals(
        Path.of("/data/coppice"),
        DataFolder.standard("Linux", HOME, Map.of("XDG_DATA_HOME", "/data")));
    assertEquals(
        Path.of("/home/ada/.local/share/coppice"),
        DataFolder.standard("Linux", HOME, Map.of("XDG_DATA_HOME", "relative")));
  }

  @Test
  void macAndWindowsHaveTheirOwnPlaces() {
    assertEquals(
        Path.of("/home/ada/Library/Application Support/Coppice"),
        DataFolder.standard("Mac OS X", HOME, Map.of()));
    assertEquals(
        Path.of("/local/Coppice"),
        DataFolder.standard("Windows 11", HOME, Map.of("LOCALAPPDATA", "/local")));
  }
}
