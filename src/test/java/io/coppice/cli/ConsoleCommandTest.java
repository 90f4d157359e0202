package io.coppice.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.cli.CommandLineArguments.Asked;
import io.coppice.cli.CommandLineArguments.ToOpen;
import io.coppice.display.ConsoleCases;
import io.coppice.imported.HostFolderReader;
import io.coppice.model.Messages;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConsoleCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private Asked read(String... args) {
    return new CommandLineArguments(new Messages(Locale.ENGLISH), "1.2.3", new HostFolderReader())
        .read(args, new PrintWriter(out), new PrintWriter(err));
  }

  private static Asked window(Optional<Path> dataDir, ToOpen first) {
    return new Asked.Window(dataDir, Optional.empty(), false, Optional.empty(), Optional.of(first));
  }

  @Test
  void addressOpensTheWindowThere() {
    assertEquals(
        window(Optional.empty(), new ToOpen.Console("localhost:1")),
        read("console", "localhost:1"));
    assertEquals(
        window(Optional.of(Path.of("d")), new ToOpen.Console("unix:/run/vm.sock")),
        read("--data-dir", "d", "console", "unix:/run/vm.sock"));
    assertEquals(
        window(Optional.empty(), new ToOpen.Console("serial:h:23")),
        read("console", "serial:h:23"));
    assertEquals(window(Optional.empty(), new ToOpen.Console("")), read("console"));
  }

  @Test
  void whatIsNoAddressIsSaidWithWhatOneLooksLike() {
    assertEquals(new Asked.Done(2), read("console", "not an address"));
    assertTrue(err.toString().startsWith("not an address is no address. Write"), err::toString);
    assertEquals(new Asked.Done(2), read("console", "h:1", "--describe", "x.fbs"));
  }

  @Test
  void recordingIsDescribedWithItsCut() {
    Path file = ConsoleCases.file("vncproxy-workdesk-zrle.fbs");
    assertEquals(new Asked.Done(0), read("console", "--describe", file.toString()));
    assertEquals(
        """
        workDesk: 1024x768, 32 bits, depth 24
        12.162 s, 90 whole updates
        last picture: CRC-32 of its RGB bytes b80e1230
        The recording is cut at its end; everything before was kept.
        """,
        out.toString().replace(System.lineSeparator(), "\n"));
  }

  @Test
  void whatIsNoRecordingIsRefused(@TempDir Path folder) throws IOException {
    Path other = Files.writeString(folder.resolve("other"), "GIF89a and more than that");
    assertEquals(new Asked.Done(2), read("console", "--describe", other.toString()));
    assertTrue(err.toString().contains("not a recording"), err::toString);
    Path none = folder.resolve("none.fbs");
    assertEquals(new Asked.Done(2), read("console", "--play", none.toString()));
    assertTrue(err.toString().contains("there is no such file"), err::toString);
  }
}
