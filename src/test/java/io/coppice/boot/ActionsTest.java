package io.coppice.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.testkit.LiveConsole;
import io.coppice.testkit.Sessions;
import io.coppice.testkit.SmallSite;
import io.coppice.ui.kit.Action;
import io.coppice.ui.kit.Icons;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kordamp.ikonli.Ikon;

/** Every action of the console together. */
class ActionsTest {
  /** Actions that do the same to different sorts of objects, or switch the same thing. */
  private static final List<Set<String>> VERBS =
      List.of(
          Set.of("power-on", "host-power-on", "vapp-start"),
          Set.of("shut-down-guest", "host-shut-down", "vapp-stop"),
          Set.of(
              "delete",
              "snapshot-remove-all",
              "remove-folder",
              "remove-pool",
              "remove-cluster",
              "remove-host",
              "remove-datastore",
              "remove-switch",
              "remove-port-group",
              "segment-delete",
              "fence-delete"),
          Set.of("ha-on", "ha-off", "drs-on", "drs-off", "io-control-on", "io-control-off"),
          Set.of("edit-allocation", "edit-disk-shares"),
          Set.of("edit-network", "segment-edit"),
          Set.of(
              "network",
              "network-topology",
              "network-trace",
              "network-faults",
              "network-changes",
              "network-compare",
              "network-capture"),
          Set.of("move", "endpoint-move"),
          Set.of("links", "link-set"),
          Set.of("reconnect", "segment-attach"),
          Set.of("disconnect", "segment-detach"),
          Set.of("box-rule-add", "box-rule-remove"),
          Set.of("segment-fence", "fence-set"),
          Set.of("fork-sharing-on", "fork-sharing-off"));

  /** Where the sources of the console name actions: cards, heads, buttons. */
  private static final Pattern NAMING =
      Pattern.compile("\\.actions\\((?!\\))|ctions\\(?\\)?\\.find\\(|WANTED = List\\.of\\(");

  private static final Pattern WORD = Pattern.compile("\"([a-z-]+)\"");

  @TempDir Path folder;
  private LiveConsole console;

  @BeforeEach
  void open() throws TimeoutException {
    console =
        LiveConsole.open(
            Sessions.inMemory(SmallSite.of(2, 4)),
            Locale.ENGLISH,
            theme -> Screens.all(theme, folder));
  }

  @AfterEach
  void close() {
    console.close();
  }

  private List<Action> all() {
    return console.shell().context().actions().all();
  }

  private Set<String> ids() {
    return all().stream().map(Action::id).collect(Collectors.toSet());
  }

  @Test
  void everyIconStandsForOneVerb() {
    Map<Ikon, Set<String>> actions = new HashMap<>();
    for (Action action : all()) {
      actions.computeIfAbsent(action.icon().ikon(), _ -> new TreeSet<>()).add(action.id());
    }
    Set<Set<String>> shared = new HashSet<>(actions.values());
    shared.removeIf(ids -> ids.size() == 1 || VERBS.stream().anyMatch(v -> v.containsAll(ids)));
    assertEquals(Set.of(), shared);
  }

  @Test
  void noTwoMeaningsShareAPicture() {
    Map<Ikon, Set<Icons>> meanings = new HashMap<>();
    for (Icons icon : Icons.values()) {
      meanings.computeIfAbsent(icon.ikon(), _ -> new TreeSet<>()).add(icon);
    }
    meanings.values().removeIf(icons -> icons.size() == 1);
    assertEquals(Map.of(), meanings);
  }

  @Test
  void everyActionHasAnIdOfItsOwn() {
    assertEquals(all().size(), ids().size());
  }

  @Test
  void everyActionThatIsNamedAnywhereExists() throws IOException {
    List<String> named = new ArrayList<>();
    try (Stream<Path> sources = Files.walk(Path.of("src/main/java/io/coppice/ui"))) {
      for (Path source : sources.filter(path -> path.toString().endsWith(".java")).toList()) {
        String text = Files.readString(source).replaceAll("\\s+", " ").replace(" .", ".");
        Matcher naming = NAMING.matcher(text);
        while (naming.find()) {
          Matcher word = WORD.matcher(arguments(text, naming.end()));
          while (word.find()) {
            named.add(word.group(1));
          }
        }
      }
    }
    assertTrue(named.contains("edit-hardware") && named.contains("fork"), named::toString);
    named.removeAll(ids());
    assertEquals(List.of(), named);
  }

  /** What stands up to the parenthesis that ends what is open there. */
  private static String arguments(String text, int from) {
    int open = 1;
    int at = from;
    while (open > 0) {
      char letter = text.charAt(at++);
      open += letter == '(' ? 1 : letter == ')' ? -1 : 0;
    }
    return text.substring(from, at);
  }
}
