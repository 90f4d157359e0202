package io.coppice.ui.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.Coppice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class WindowClassTest {
  @Test
  void theDesktopEntryNamesTheClassOfTheWindows() throws IOException {
    assertEquals(Coppice.class.getName(), Console.WINDOW_CLASS);
    List<String> entry = Files.readAllLines(Path.of("packaging/linux/coppice.desktop"));
    assertTrue(entry.contains("StartupWMClass=" + Console.WINDOW_CLASS), entry.toString());
  }

  /** Without it a window keeps the class "java", and says nothing. */
  @Test
  void whatStartsTheConsoleLetsItNameItsWindows() throws IOException {
    String pom = Files.readString(Path.of("pom.xml"));
    assertEquals(
        1,
        pom.split("=io\\.coppice</app\\.exports\\.glass>", -1).length - 1,
        "the export is written once");
    assertEquals(
        3, pom.split("\\$\\{app\\.exports\\.glass}", -1).length - 1, "for mvn, tests, packages");
  }
}
