package io.coppice.model.fork;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.model.Messages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every word the code of fork groups says stands in the bundles. */
class ForkWordsTest {
  private static final Messages WORDS = new Messages(Locale.ENGLISH);
  private static final Pattern CODE =
      Pattern.compile(
          "\"((?:fork\\.|event\\.fork\\.|phase\\.fork-|alarm\\.duplicate-)[a-z.-]+[a-z])\"");

  @Test
  void everyCodeHasItsTextAndEveryProblemItsCure() throws IOException {
    TreeSet<String> missing = new TreeSet<>();
    int found = 0;
    for (String room :
        List.of("model/fork", "sim/fork", "rules", "rules/index", "rules/placement")) {
      try (Stream<Path> files = Files.walk(Path.of("src/main/java/io/coppice/" + room))) {
        for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
          Matcher matcher = CODE.matcher(Files.readString(file));
          while (matcher.find()) {
            String code = matcher.group(1);
            found++;
            if (!WORDS.has(code) && !code.endsWith(".check") && !code.endsWith(".phase")) {
              missing.add(code);
            }
            if (code.startsWith("fork.")
                && WORDS.has(code)
                && !code.startsWith("fork.phase")
                && !code.startsWith("fork.check")
                && !WORDS.has(code + ".cure")) {
              missing.add(code + ".cure");
            }
          }
        }
      }
    }
    assertEquals(new TreeSet<>(), missing);
    assertTrue(found > 50, "the codes were found");
  }

  @Test
  void phasesAndChecksAreNamedAndExplained() {
    for (ForkPhase phase : ForkPhase.values()) {
      assertTrue(WORDS.has(phase.key()) && WORDS.has(phase.sourceKey()), phase.key());
    }
    for (IdentityCheck check : IdentityCheck.values()) {
      String word = check.key().substring("fork.check.".length());
      assertTrue(WORDS.has(check.key()) && WORDS.has(check.key() + ".change"), check.key());
      assertTrue(WORDS.has("fork.kept-" + word), word);
      boolean byHypervisor = check == IdentityCheck.GENERATION_ID || check == IdentityCheck.MAC;
      assertTrue(byHypervisor || WORDS.has("fork.no-tools-" + word), word);
    }
  }
}
