package io.coppice.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.cli.CommandLineArguments.Asked;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;
import org.junit.jupiter.api.Test;

class CommandLineArgumentsTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private Asked read(String... arguments) {
    return CommandLineArguments.read(
        List.of(arguments),
        Path.of("/usual"),
        ResourceBundle.getBundle("io.coppice.messages.cli", Locale.ROOT),
        "1.2.3",
        new PrintWriter(out, true),
        new PrintWriter(err, true));
  }

  @Test
  void withoutArgumentsTheWindowOpensOnTheUsualFolder() {
    assertEquals(new Asked.Window(new Options(Path.of("/usual"), Optional.empty(), false)), read());
  }

  @Test
  void optionsOfTheWindowAreRead() {
    assertEquals(
        new Asked.Window(new Options(Path.of("d"), Optional.of("show-floor"), true)),
        read("--data-dir", "d", "--scenario=show-floor", "--software-rendering"));
  }

  @Test
  void versionAndHelpAreToldWithoutAWindow() {
    assertEquals(new Asked.Done(0), read("--version"));
    assertTrue(out.toString().contains("Coppice 1.2.3"), out.toString());
    assertEquals(new Asked.Done(0), read("--help"));
    assertTrue(out.toString().contains("Opens this scenario"), out.toString());
  }

  @Test
  void whatIsNotKnownIsRefused() {
    assertEquals(new Asked.Done(2), read("--dance"));
    assertTrue(err.toString().contains("--dance"), err.toString());
  }
}
