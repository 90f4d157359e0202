package io.coppice.sim.image;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.coppice.model.fork.ForkPhase;
import io.coppice.model.fork.IdentityCheck;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever stood in an image of an earlier version has its place in this one. */
class KeptShapesTest {
  /** Lists are kept in the order of these. */
  private static final Set<Class<?>> IN_ORDER = Set.of(IdentityCheck.class, ForkPhase.class);

  static Stream<Path> everyVersion() throws IOException, URISyntaxException {
    Path kept = Path.of(KeptShapesTest.class.getResource("/kept").toURI());
    try (Stream<Path> versions = Files.list(kept)) {
      return versions.map(version -> version.resolve("shapes.txt")).toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("everyVersion")
  void everyRecordHasAClassThatTakesEveryComponent(Path shapes) throws IOException {
    List<String> lost = new ArrayList<>();
    for (String line : Files.readAllLines(shapes)) {
      boolean constants = line.contains(" | ");
      List<String> words = List.of(line.replace(" | ", " ").strip().split(" "));
      Class<?> type;
      try {
        type = Class.forName(StoredNames.now("io.coppice." + words.getFirst()));
      } catch (ClassNotFoundException e) {
        lost.add(words.getFirst() + " was renamed or removed: give it a line in StoredNames");
        continue;
      }
      Set<String> now =
          (constants
                  ? Arrays.stream(type.getEnumConstants()).map(c -> ((Enum<?>) c).name())
                  : Arrays.stream(type.getRecordComponents()).map(c -> c.getName()))
              // Shapes of a version that had renamed them say the new names.
              .flatMap(member -> Stream.of(member, StoredNames.of(type, member)))
              .collect(Collectors.toSet());
      for (String member : words.subList(1, words.size())) {
        if (!now.contains(member)) {
          lost.add(words.getFirst() + '.' + member + " was renamed or removed");
        }
      }
    }
    assertEquals("", String.join("\n", lost));
  }

  @ParameterizedTest
  @MethodSource("everyVersion")
  void whatAListIsKeptInTheOrderOfOnlyGrowsAtItsEnd(Path shapes) throws IOException {
    List<String> lines = Files.readAllLines(shapes);
    for (Class<?> type : IN_ORDER) {
      String name = StoredNames.withoutPrefix(StoredNames.of(type));
      String then =
          lines.stream().filter(line -> line.startsWith(name + " |")).findFirst().orElse("");
      String now =
          Arrays.stream(type.getEnumConstants())
              .map(constant -> ((Enum<?>) constant).name())
              .collect(Collectors.joining(" ", name + " | ", ""));
      assertEquals(then, now.substring(0, Math.min(then.length(), now.length())));
    }
  }
}
