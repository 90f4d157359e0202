package io.coppice.ui.overlay.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.model.Messages;
import io.coppice.model.overlay.Middlebox;
import io.coppice.sim.network.NetworkDrop;
import io.coppice.ui.kit.Texts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every rule that may drop a frame in a trace has a name in every language. */
class RuleWordsTest {
  private static final Path SOURCES = Path.of("src/main/java/io/coppice");

  /** Names of rules where drops are made: a constant, or the first argument. */
  private static final Pattern NAMED =
      Pattern.compile("(?:Drop\\.of|Verdict\\.Dropped|NO_ANSWER =)\\s*\\(?\\s*\"([^\"]+)\"");

  private static Set<String> rules() throws IOException {
    Set<String> rules = new TreeSet<>();
    for (String room : new String[] {"model/overlay", "sim/network"}) {
      for (Path file : in(SOURCES.resolve(room))) {
        Matcher named = NAMED.matcher(Files.readString(file));
        while (named.find()) {
          rules.add(named.group(1));
        }
      }
    }
    rules.remove("middlebox: ");
    for (Middlebox.Obstacle obstacle : Middlebox.Obstacle.values()) {
      rules.add("middlebox: " + obstacle);
    }
    for (NetworkDrop.Cause cause : NetworkDrop.Cause.values()) {
      rules.add(cause.code());
    }
    return rules;
  }

  private static List<Path> in(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(it -> it.toString().endsWith(".java")).toList();
    }
  }

  @Test
  void everyRuleIsNamedInEveryLanguage() throws IOException {
    Set<String> rules = rules();
    assertTrue(rules.size() > 45, rules.toString());
    for (Locale locale : Messages.SUPPORTED) {
      Texts texts = new Texts(locale);
      assertEquals(
          Set.of(),
          new TreeSet<>(rules.stream().filter(it -> !texts.has(RuleWords.key(it))).toList()),
          locale.toString());
    }
  }

  @Test
  void aGermanTraceSaysNoEnglishName() {
    Texts german = new Texts(Locale.GERMAN);
    assertNotEquals("access-rule", RuleWords.of(german, "access-rule"));
    assertNotEquals(
        RuleWords.of(new Texts(Locale.ENGLISH), "middlebox: rule"),
        RuleWords.of(german, "middlebox: rule"));
  }
}
