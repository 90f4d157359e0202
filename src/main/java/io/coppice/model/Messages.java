package io.coppice.model;

import java.text.DecimalFormatSymbols;
import java.text.Format;
import java.text.MessageFormat;
import java.text.NumberFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The words of one language. Bundles live under {@code resources/io/coppice/messages}, one for each
 * room, so that a feature keeps its words together; a key stands in one of them. A missing key
 * shows as the key itself, and a test finds it.
 */
public final class Messages {
  /**
   * Every bundle; a test checks that all languages have the same keys and that no key stands in
   * two.
   */
  public static final List<String> BUNDLES =
      List.of(
          "problems",
          "events",
          "rules",
          "phases",
          "model",
          "scenario",
          "store",
          "fork",
          "cli",
          "wire",
          "kit",
          "shell",
          "inventory",
          "actions",
          "keywords",
          "table",
          "chart",
          "page",
          "activity",
          "settings",
          "forks",
          "network",
          "console",
          "overlay");

  private final Locale locale;
  private final List<ResourceBundle> bundles;

  /** The words in the given language, or English where there are none. */
  public Messages(Locale locale) {
    this.locale = locale;
    Locale wanted =
        SUPPORTED.stream()
            .filter(l -> l.getLanguage().equals(locale.getLanguage()))
            .findFirst()
            .orElse(Locale.ROOT);
    this.bundles = BUNDLES.stream().map(name -> bundle(name, wanted)).toList();
  }

  /** Languages there are words in. */
  public static final List<Locale> SUPPORTED = List.of(Locale.ENGLISH, Locale.GERMAN);

  private static ResourceBundle bundle(String name, Locale locale) {
    // The base bundle is English; asking for it by the root locale keeps the machine's own language
    // out.
    Locale asked = locale.equals(Locale.ENGLISH) ? Locale.ROOT : locale;
    return ResourceBundle.getBundle(
        "io.coppice.messages." + name, asked, Messages.class.getModule());
  }

  public Locale locale() {
    return locale;
  }

  /** The text of a key, filled; the key itself if there is none. */
  public String get(String key, Object... args) {
    return find(key).map(text -> args.length == 0 ? text : format(text, args)).orElse(key);
  }

  /** Whether the key has a text. */
  public boolean has(String key) {
    return find(key).isPresent();
  }

  /** What happened, to what. */
  public String what(Problem problem) {
    return filled(problem.code(), problem.args());
  }

  /** What the person can do about it; empty when nothing is to be done. */
  public String cure(Problem problem) {
    return find(problem.code() + ".cure")
        .map(text -> format(text, problem.args().toArray()))
        .orElse("");
  }

  /** The text of an event by its code and arguments. */
  public String event(String code, List<String> args) {
    return filled(code, args);
  }

  private String filled(String key, List<String> args) {
    return find(key)
        .map(text -> format(text, args.toArray()))
        .orElseGet(() -> args.isEmpty() ? key : key + ' ' + args);
  }

  private Optional<String> find(String key) {
    for (ResourceBundle bundle : bundles) {
      if (bundle.containsKey(key)) {
        return Optional.of(bundle.getString(key));
      }
    }
    return Optional.empty();
  }

  /** A whole number, perhaps with marks between its thousands. */
  private static final Pattern GROUPED =
      Pattern.compile("\\d{1,3}(?:[.,’\u202f\u00a0]?\\d{3}){0,5}|\\d{1,18}");

  /** An amount as problems and events carry it, alone or among other words. */
  private static final Pattern AMOUNT =
      Pattern.compile(
          "(?<![\\w.,:-])(\\d{1,18})(?:\\.(\\d{1,6}))? (MHz|GHz|THz|B|[KMGTP]iB)(?![\\w-])");

  /**
   * Problems and events carry their numbers as text. Where a text chooses by one or formats it, it
   * is read; amounts with a unit are written as the language writes numbers.
   */
  private String format(String text, Object[] args) {
    MessageFormat format = new MessageFormat(text, locale);
    Format[] formats = format.getFormatsByArgumentIndex();
    Object[] given = args.clone();
    for (int i = 0; i < given.length; i++) {
      if (given[i] instanceof String said) {
        boolean isNumber = i < formats.length && formats[i] instanceof NumberFormat;
        given[i] =
            isNumber && GROUPED.matcher(said).matches()
                ? Long.valueOf(said.replaceAll("\\D", ""))
                : AMOUNT.matcher(said).replaceAll(this::amount);
      }
    }
    // A list that goes on ends in three points already.
    return format.format(given).replace("….", "…");
  }

  private String amount(MatchResult amount) {
    String whole = NumberFormat.getIntegerInstance(locale).format(Long.parseLong(amount.group(1)));
    String rest =
        amount.group(2) == null
            ? ""
            : DecimalFormatSymbols.getInstance(locale).getDecimalSeparator() + amount.group(2);
    return Matcher.quoteReplacement(whole + rest + ' ' + amount.group(3));
  }
}
