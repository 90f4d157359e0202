package io.coppice.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DataFolderTest {
  private static final String HOME = "/home/ada";

  @Test
  void linuxFollowsTheBaseDirectorySpecification() {
    assertEquals(
        Optional.of(Path.of("/home/ada/.local/share/coppice")),
        DataFolder.standard("Linux", HOME, Map.of()));
    assertEquals(
        Optional.of(Path.of("/data/coppice")),
        DataFolder.standard("Linux", HOME, Map.of("XDG_DATA_HOME", "/data")));
    assertEquals(
        Optional.of(Path.of("/home/ada/.local/share/coppice")),
        DataFolder.standard("Linux", HOME, Map.of("XDG_DATA_HOME", "relative")));
  }

  @Test
  void macAndWindowsHaveTheirOwnPlaces() {
    assertEquals(
        Optional.of(Path.of("/home/ada/Library/Application Support/Coppice")),
        DataFolder.standard("Mac OS X", HOME, Map.of()));
    assertEquals(
        Optional.of(Path.of("/local/Coppice")),
        DataFolder.standard("Windows 11", HOME, Map.of("LOCALAPPDATA", "/local")));
  }

  @Test
  void whoHasNoHomeHasNoStandardPlaceUnlessTheEnvironmentNamesOne() {
    for (String os : List.of("Linux", "Mac OS X", "Windows 11")) {
      for (String home : List.of("?", "", "relative/home", "a\0b")) {
        assertEquals(Optional.empty(), DataFolder.standard(os, home, Map.of()), os + ' ' + home);
      }
    }
    assertEquals(
        Optional.of(Path.of("/data/coppice")),
        DataFolder.standard("Linux", "?", Map.of("XDG_DATA_HOME", "/data")));
  }
}
