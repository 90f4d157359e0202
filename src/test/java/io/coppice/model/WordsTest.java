package io.coppice.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The bundles: every language has the same keys with the same holes, and no key stands in two
 * bundles.
 */
class WordsTest {
  @ParameterizedTest
  @MethodSource("bundles")
  void everyLanguageHasTheSameKeysAndHoles(String bundle) throws IOException {
    Properties english = read(bundle, "");
    for (Locale locale : Messages.SUPPORTED) {
      if (locale.equals(Locale.ENGLISH)) {
        continue;
      }
      Properties other = read(bundle, "_" + locale.getLanguage());
      assertEquals(
          new TreeSet<>(english.stringPropertyNames()),
          new TreeSet<>(other.stringPropertyNames()),
          bundle);
      for (String key : english.stringPropertyNames()) {
        assertEquals(
            holes(english.getProperty(key)),
            holes(other.getProperty(key)),
            locale + " " + bundle + ": " + key);
        assertFalse(other.getProperty(key).isBlank(), key);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("bundles")
  void everyTextWithHolesIsAPatternThatKeepsItsQuotes(String bundle) throws IOException {
    for (String language : new String[] {"", "_de"}) {
      Properties texts = read(bundle, language);
      for (String key : texts.stringPropertyNames()) {
        String text = texts.getProperty(key);
        if (!holes(text).isEmpty()) {
          Object[] args =
              text.contains(",choice,") || text.contains(",number")
                  ? new Object[] {2, 3, 4, 5, 6, 7, 8, 9}
                  : new Object[] {"a", "b", "c", "d", "e", "f", "g", "h"};
          String filled = new MessageFormat(text, Locale.ENGLISH).format(args);
          assertFalse(
              filled.matches(".*\\{\\d.*"),
              bundle + language + " " + key + " has a quoted hole: " + filled);
        }
      }
    }
  }

  @Test
  void aListThatGoesOnHasThreePointsAndNotFour() {
    Problem problem = Problem.error("datastore.in-use", "ds-1", "7", "a, b, c, d, e, …");
    assertEquals(
        "7 machines lie on ds-1: a, b, c, d, e, …", new Messages(Locale.ENGLISH).what(problem));
  }

  /** Bundles that hold what problems say; all else in them begins otherwise. */
  private static final Pattern SENTENCE =
      Pattern.compile(
          "(alarm|clone|cluster|compute|console|datastore|drs|folder|fork|hardware|host|job|machine"
              + "|migrate|name|network|object|place|plan|pool|port-group|queue|scenario|site"
              + "|snapshot|storage|switch|world|operation)\\..*");

  /** Events are lines of a list; problems and their cures are sentences. */
  @ParameterizedTest
  @ValueSource(strings = {"", "_de"})
  void eventsEndWithoutAPointAndProblemsWithOne(String language) throws IOException {
    Properties events = read("events", language);
    for (String key : events.stringPropertyNames()) {
      if (key.startsWith("event.") && !key.startsWith("event.left-out")) {
        assertFalse(events.getProperty(key).endsWith("."), key);
      }
    }
    for (String bundle : new String[] {"problems", "fork", "scenario"}) {
      Properties texts = read(bundle, language);
      for (String key : texts.stringPropertyNames()) {
        if (SENTENCE.matcher(key).matches() && texts.containsKey(key + ".cure")) {
          String text = texts.getProperty(key);
          assertTrue(text.matches("(?s).*([.?!]|\\{\\d})"), key + ": " + text);
          assertTrue(texts.getProperty(key + ".cure").matches("(?s).*[.?!…)]"), key + ".cure");
        }
      }
    }
  }

  @Test
  void noKeyStandsInTwoBundles() throws IOException {
    Map<String, String> owner = new HashMap<>();
    for (String bundle : Messages.BUNDLES) {
      for (String key : read(bundle, "").stringPropertyNames()) {
        String other = owner.put(key, bundle);
        assertTrue(other == null, key + " stands in " + other + " and " + bundle);
      }
    }
  }

  @Test
  void aMissingKeyShowsAsItself() {
    Messages messages = new Messages(Locale.ENGLISH);
    assertEquals("no.such.key", messages.get("no.such.key"));
    assertEquals("no.such.problem [vm-1]", messages.what(Problem.error("no.such.problem", "vm-1")));
  }

  /** Whatever is told of an amount: its digits are grouped, and its point is the language's. */
  @Test
  void amountsInProblemsAreWrittenAsTheLanguageWritesNumbers() {
    String amounts = "22374 MHz, 512 MiB, 1234567 MiB, 1.75 GiB, vm-22374 MHz";
    assertEquals(
        "There are: 22,374 MHz, 512 MiB, 1,234,567 MiB, 1.75 GiB, vm-22374 MHz.",
        new Messages(Locale.ENGLISH).get("scenario.dangling.cure", "", "", "", "", "", amounts));
    assertEquals(
        "Es gibt: 22.374 MHz, 512 MiB, 1.234.567 MiB, 1,75 GiB, vm-22374 MHz.",
        new Messages(Locale.GERMAN).get("scenario.dangling.cure", "", "", "", "", "", amounts));
  }

  static java.util.List<String> bundles() {
    return Messages.BUNDLES;
  }

  private static final Pattern HOLE = Pattern.compile("\\{(\\d+)[^}]*}");

  private static Set<String> holes(String text) {
    Set<String> holes = new TreeSet<>();
    Matcher matcher = HOLE.matcher(text);
    while (matcher.find()) {
      holes.add(matcher.group(1));
    }
    return holes;
  }

  private static Properties read(String bundle, String language) throws IOException {
    Properties properties = new Properties();
    try (InputStream in =
        Messages.class.getResourceAsStream(
            "/io/coppice/messages/" + bundle + language + ".properties")) {
      assertTrue(in != null, bundle + language + " is there");
      properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
    }
    return properties;
  }
}
