package io.coppice.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.coppice.model.Messages;
import io.coppice.testkit.LiveConsole;
import io.coppice.testkit.Sessions;
import io.coppice.testkit.SmallSite;
import io.coppice.ui.help.HelpPages;
import io.coppice.ui.kit.Action;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeoutException;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page on the keyboard names every key of every action, and no other. */
class KeyboardPageTest {
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `(.+?)` \\| (.+?) \\|$");

  private static final List<String> MODIFIERS = List.of("Ctrl", "Strg", "Shift", "Umschalt", "Alt");

  private static final Map<String, String> GERMAN =
      Map.of(
          "Ctrl",
          "Strg",
          "Shift",
          "Umschalt",
          "Left",
          "Links",
          "Right",
          "Rechts",
          "Delete",
          "Entf");

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"en", "de"})
  void everyKeyInTheCodeIsOnThePageAndNoOther(String language) throws TimeoutException {
    Locale locale = Locale.forLanguageTag(language);
    Messages words = new Messages(locale);
    Map<String, String> real = new TreeMap<>();
    try (LiveConsole console =
        LiveConsole.open(
            Sessions.inMemory(SmallSite.of(1, 1)), locale, theme -> Screens.all(theme, folder))) {
      for (Action action : console.shell().context().actions().all()) {
        action
            .keys()
            .ifPresent(
                keys -> real.put(said(keys.getName(), locale), words.get("action." + action.id())));
      }
    }
    Map<String, String> told = new TreeMap<>();
    String page = new HelpPages(locale).read("keyboard").orElseThrow();
    for (MatchResult row : ROW.matcher(page).results().toList()) {
      told.put(row.group(1), row.group(2));
    }
    assertEquals(lines(real), lines(told));
  }

  private static String lines(Map<String, String> keys) {
    StringBuilder lines = new StringBuilder();
    keys.forEach((key, action) -> lines.append(key).append(" = ").append(action).append('\n'));
    return lines.toString();
  }

  /** As it stands on keyboards. */
  private static String said(String name, Locale locale) {
    List<String> parts = new ArrayList<>();
    for (String part : name.split("\\+")) {
      String key =
          switch (part) {
            case "Shortcut" -> "Ctrl";
            case "Comma" -> ",";
            case "Plus" -> "+";
            case "Minus" -> "-";
            default -> part;
          };
      parts.add(locale.getLanguage().equals("de") ? GERMAN.getOrDefault(key, key) : key);
    }
    parts.sort(
        Comparator.comparingInt(
            part -> MODIFIERS.contains(part) ? MODIFIERS.indexOf(part) : MODIFIERS.size()));
    return String.join("+", parts);
  }
}
