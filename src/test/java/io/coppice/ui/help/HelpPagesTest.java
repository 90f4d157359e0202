package io.coppice.ui.help;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The pages as texts. */
class HelpPagesTest {
  static Stream<Arguments> pages() {
    return HelpPages.ALL.stream()
        .flatMap(page -> Stream.of(Arguments.of(page, "en"), Arguments.of(page, "de")));
  }

  private static String text(String page, String language) throws IOException {
    String name = "/help/" + page + (language.equals("en") ? "" : "_" + language) + ".md";
    try (InputStream in = HelpPages.class.getResourceAsStream(name)) {
      assertTrue(in != null, name + " is there");
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everyPageIsThereInEveryLanguageAndBeginsWithItsTitle(String page, String language)
      throws IOException {
    String text = text(page, language);
    assertTrue(text.startsWith("# "), "it begins with its title");
    HelpPages pages = new HelpPages(Locale.forLanguageTag(language));
    assertEquals(text, pages.read(page).orElseThrow());
    assertEquals(text.lines().findFirst().orElseThrow().substring(2), pages.title(page));
    assertFalse(text.contains("\u0000") || text.contains("\uFFFD"));
  }

  @ParameterizedTest
  @MethodSource("pages")
  void linksLeadToPagesThatAreThereAndNothingIsWrittenThatIsNotDrawn(String page, String language)
      throws IOException {
    List<Node> all = new ArrayList<>();
    collect(MarkdownView.parse(text(page, language)), all);
    Set<String> astray = new TreeSet<>();
    for (Node node : all) {
      assertFalse(
          node instanceof Image || node instanceof HtmlBlock || node instanceof HtmlInline,
          () -> "cannot be drawn: " + node);
      if (node instanceof Link link
          && !HelpPages.ALL.contains(link.getDestination().replaceFirst("\\.md$", ""))) {
        astray.add(link.getDestination());
      }
    }
    assertEquals(Set.of(), astray);
  }

  private static void collect(Node node, List<Node> into) {
    into.add(node);
    for (Node child = node.getFirstChild(); child != null; child = child.getNext()) {
      collect(child, into);
    }
  }

  /** What translators forget: a heading, a row, a link. */
  @Test
  void bothLanguagesHaveTheSameParts() throws IOException {
    for (String page : HelpPages.ALL) {
      assertEquals(shape(text(page, "en")), shape(text(page, "de")), page);
      assertNotEquals(text(page, "en"), text(page, "de"), page);
    }
  }

  private static List<String> shape(String text) {
    List<Node> all = new ArrayList<>();
    collect(MarkdownView.parse(text), all);
    return all.stream()
        .map(
            node ->
                switch (node) {
                  case Link link -> "link to " + link.getDestination();
                  case org.commonmark.node.Heading heading -> "heading " + heading.getLevel();
                  case org.commonmark.node.ListItem _ -> "item";
                  case org.commonmark.node.FencedCodeBlock code -> code.getLiteral();
                  case org.commonmark.ext.gfm.tables.TableRow _ -> "row";
                  default -> "";
                })
        .filter(part -> !part.isEmpty())
        .toList();
  }

  @Test
  void everyPageIsReachedFromAnother() throws IOException {
    Set<String> unreached = new TreeSet<>(HelpPages.ALL);
    unreached.remove("getting-started");
    for (String page : HelpPages.ALL) {
      List<Node> all = new ArrayList<>();
      collect(MarkdownView.parse(text(page, "en")), all);
      all.forEach(
          node -> {
            if (node instanceof Link link) {
              unreached.remove(link.getDestination().replaceFirst("\\.md$", ""));
            }
          });
    }
    assertEquals(Set.of(), unreached);
  }

  @Test
  void aPageThereIsNotIsEmptyAndAnUnknownLanguageReadsEnglish() throws IOException {
    HelpPages pages = new HelpPages(Locale.FRENCH);
    assertEquals(text("clock", "en"), pages.read("clock").orElseThrow());
    assertTrue(pages.read("../help/clock").isEmpty());
    assertTrue(pages.read("none").isEmpty());
  }
}
