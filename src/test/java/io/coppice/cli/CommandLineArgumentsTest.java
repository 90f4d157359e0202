package io.coppice.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.cli.CommandLineArguments.Asked;
import io.coppice.imported.HostFolderReader;
import io.coppice.model.Messages;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineArgumentsTest {
  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private Asked read(String... args) {
    return read(Locale.ENGLISH, args);
  }

  private Asked read(Locale language, String... args) {
    return new CommandLineArguments(new Messages(language), "1.2.3", new HostFolderReader())
        .read(args, new PrintWriter(out), new PrintWriter(err));
  }

  private void ends(int code, String... args) {
    assertEquals(new Asked.Done(code), read(args), () -> out + "\n" + err);
  }

  @Test
  void nothingAsksForTheWindow() {
    assertEquals(
        new Asked.Window(
            Optional.empty(), Optional.empty(), false, Optional.empty(), Optional.empty()),
        read());
  }

  @Test
  void everyOptionReachesTheWindow() {
    assertEquals(
        new Asked.Window(
            Optional.of(Path.of("d")),
            Optional.of("show-floor"),
            true,
            Optional.of(Path.of("t")),
            Optional.empty()),
        read("--data-dir", "d", "--scenario=show-floor", "--software-rendering", "--tour", "t"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "de"})
  void helpNamesEveryOptionAndSubcommand(String language) {
    assertEquals(new Asked.Done(0), read(Locale.forLanguageTag(language), "--help"));
    for (String name :
        List.of(
            "--data-dir",
            "--scenario",
            "--software-rendering",
            "--tour",
            "--version",
            "--help",
            "scenario")) {
      assertTrue(out.toString().contains(name), out::toString);
    }
    assertTrue(!out.toString().contains("cli."), out::toString);
    assertEquals("", err.toString());
  }

  @Test
  void subcommandsHaveHelpOfTheirOwn() {
    ends(0, "scenario", "check", "--help");
    assertTrue(out.toString().contains("FILE"), out::toString);
  }

  @Test
  void theVersionIsOneLine() {
    ends(0, "--version");
    assertEquals("Coppice 1.2.3", out.toString().strip());
  }

  @ParameterizedTest
  @ValueSource(strings = {"--scenari", "--nothing", "-x", "something"})
  void whatIsNotUnderstoodIsNamedWithAWayOut(String arg) {
    ends(2, arg);
    assertTrue(err.toString().contains(arg), err::toString);
    assertTrue(err.toString().contains("coppice --help"), err::toString);
    assertEquals("", out.toString());
  }

  @Test
  void mistakesAreToldInThePersonsLanguage() {
    assertEquals(new Asked.Done(2), read(Locale.GERMAN, "--scenari"));
    assertTrue(
        err.toString().contains("Unbekannt: --scenari. Meinten Sie: --scenario"), err::toString);
    assertEquals(new Asked.Done(2), read(Locale.GERMAN, "--tour"));
    assertTrue(err.toString().contains("Es fehlt: --tour DIR."), err::toString);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--data-dir", "--scenario", "--tour"})
  void anOptionWithoutItsValueIsNamed(String option) {
    ends(2, option);
    assertTrue(err.toString().contains(option), err::toString);
  }

  @Test
  void aSubcommandWithoutItsOwnShowsWhatThereIs() {
    ends(2, "scenario");
    assertTrue(err.toString().contains("check"), err::toString);
  }

  @ParameterizedTest
  @ValueSource(strings = {"first-look", "show-floor"})
  void checkingAGoodScenarioTellsWhatIsInIt(String name) {
    ends(0, "scenario", "check", name);
    assertEquals(1, out.toString().lines().count());
    assertTrue(out.toString().contains("hosts"), out::toString);
    assertEquals("", err.toString());
  }

  @Test
  void checkingAFaultyFileTellsEveryFaultWithItsPlaceAndCure() throws IOException {
    Path file = folder.resolve("faulty.json");
    Files.writeString(file, "{\"format\": 1,\n \"titel\": \"x\",\n \"datacentre\": 7}");
    ends(1, "scenario", "check", file.toString());
    List<String> lines = err.toString().lines().toList();
    assertEquals(3, lines.size(), err::toString);
    assertTrue(lines.stream().allMatch(line -> line.startsWith(file + ", line ")), err::toString);
    assertTrue(err.toString().contains("line 2, column 11 ($.titel)"), err::toString);
    assertTrue(err.toString().contains("Did you mean \"title\"?"), err::toString);
    assertEquals("", out.toString());
  }

  @Test
  void checkingWhatIsNoFileSaysSo() {
    ends(1, "scenario", "check", folder.resolve("none.json").toString());
    assertEquals(1, err.toString().lines().count());
    assertTrue(err.toString().contains("none.json"), err::toString);
  }

  @Test
  void checkingWantsExactlyOneFile() {
    ends(2, "scenario", "check");
    assertInstanceOf(Asked.Done.class, read("scenario", "check", "a", "b"));
  }
}
