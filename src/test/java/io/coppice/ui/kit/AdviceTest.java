package io.coppice.ui.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Advice that names an action by its title names one that exists. */
class AdviceTest {
  private static final Path BUNDLES = Path.of("resources", "io", "coppice", "messages");
  private static final Pattern QUOTED = Pattern.compile("[“„\"]([^“”„\"{}]+)[“”\"]");

  /** What is done before there is a window, or in a file, is quoted too. */
  private static final List<String> ELSEWHERE = List.of("scenario.", "start.", "fork.csv-");

  private static Map<String, String> texts(boolean german) throws IOException {
    Map<String, String> all = new TreeMap<>();
    List<Path> files;
    try (Stream<Path> listed = Files.list(BUNDLES)) {
      files =
          listed
              .filter(file -> file.toString().endsWith("_de.properties") == german)
              .sorted()
              .toList();
    }
    for (Path file : files) {
      Properties texts = new Properties();
      try (Reader in = Files.newBufferedReader(file)) {
        texts.load(in);
      }
      texts.forEach((key, text) -> all.put((String) key, (String) text));
    }
    return all;
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void curesNameOnlyActionsThatThereAre(boolean german) throws IOException {
    Map<String, String> texts = texts(german);
    Set<String> actions =
        texts.entrySet().stream()
            .filter(text -> text.getKey().startsWith("action."))
            .map(Map.Entry::getValue)
            .collect(Collectors.toSet());
    assertFalse(actions.isEmpty());
    Set<String> unknown = new TreeSet<>();
    for (Map.Entry<String, String> text : texts.entrySet()) {
      if (text.getKey().endsWith(".cure")
          && ELSEWHERE.stream().noneMatch(text.getKey()::startsWith)) {
        Matcher quoted = QUOTED.matcher(text.getValue());
        while (quoted.find()) {
          if (!actions.contains(quoted.group(1))) {
            unknown.add(text.getKey() + ": " + quoted.group(1));
          }
        }
      }
    }
    assertEquals(Set.of(), unknown);
  }
}
