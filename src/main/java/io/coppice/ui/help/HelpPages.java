package io.coppice.ui.help;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The help pages there are, in reading order, each in every language of the console. */
public final class HelpPages {
  /** Names of pages; a page's file is its name, the language unless English, and {@code .md}. */
  public static final List<String> ALL =
      List.of(
          "getting-started",
          "inventory",
          "operations",
          "clock",
          "search",
          "faults-and-ha",
          "resource-model",
          "planning",
          "forks",
          "networks",
          "own-network",
          "consoles",
          "keyboard",
          "scenario-format",
          "captures",
          "data-folder");

  private final Locale locale;

  public HelpPages(Locale locale) {
    this.locale = locale;
  }

  /** The Markdown of a page; empty for a page there is not. */
  public Optional<String> read(String page) {
    if (!ALL.contains(page)) {
      return Optional.empty();
    }
    Optional<String> own = resource(page + '_' + locale.getLanguage());
    return own.isPresent() ? own : resource(page);
  }

  /** The first heading of a page. */
  public String title(String page) {
    return read(page)
        .flatMap(text -> text.lines().filter(line -> line.startsWith("# ")).findFirst())
        .map(line -> line.substring(2).strip())
        .orElse(page);
  }

  private static Optional<String> resource(String name) {
    try (InputStream in = HelpPages.class.getResourceAsStream("/help/" + name + ".md")) {
      return in == null
          ? Optional.empty()
          : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
