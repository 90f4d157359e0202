package io.coppice.sim.guest.shell;

import io.coppice.sim.guest.Work;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The first pipeline of a line, as a shell reads it: words with quotes and variables, pipes, where
 * output goes, and what follows after {@code ;}, {@code &&} or {@code ||}.
 *
 * @param stages each program with its arguments
 * @param background whether it ends with {@code &}
 * @param errorsGone whether what is wrong is thrown away ({@code 2>/dev/null})
 * @param errorsToo whether what is wrong goes where output goes ({@code 2>&1})
 * @param join what stands before the rest: "", ";", "&&" or "||"
 * @param problem what the shell says of a line that it cannot read
 */
record CommandLine(
    List<List<String>> stages,
    Optional<String> input,
    Optional<Work.Redirect> output,
    boolean background,
    boolean errorsGone,
    boolean errorsToo,
    String join,
    String rest,
    Optional<String> problem) {
  private static final String OPERATORS = ";|&<>";
  private static final String NO_SUBSTITUTION = "$(...) and `...` are not understood in this guest";

  /** A word, or an operator that stood outside of quotes. */
  private record Token(String text, boolean operator, int end) {}

  /**
   * Reads a line.
   *
   * @param variable the value of a name
   */
  static CommandLine parse(String line, UnaryOperator<String> variable) {
    List<Token> tokens = new ArrayList<>();
    Optional<String> problem = tokens(line, variable, tokens);
    if (problem.isPresent()) {
      return broken(problem.get());
    }
    return new Builder(line).read(tokens);
  }

  private static CommandLine broken(String why) {
    return new CommandLine(
        List.of(),
        Optional.empty(),
        Optional.empty(),
        false,
        false,
        false,
        "",
        "",
        Optional.of("-bash: " + why));
  }

  private static Optional<String> tokens(
      String line, UnaryOperator<String> variable, List<Token> into) {
    StringBuilder word = null;
    char quote = 0;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (quote != 0) {
        if (c == quote) {
          quote = 0;
        } else if (quote == '"' && isEscaped(line, i)) {
          word.append(line.charAt(++i));
        } else if (quote == '"' && isSubstitution(line, i)) {
          return Optional.of(NO_SUBSTITUTION);
        } else if (c == '$' && quote == '"') {
          i = expand(line, i, variable, word);
        } else {
          word.append(c);
        }
      } else if (c == '\'' || c == '"') {
        quote = c;
        word = word == null ? new StringBuilder() : word;
      } else if (c == ' ' || c == '\t' || OPERATORS.indexOf(c) >= 0 || isErrorsTo(line, i, word)) {
        if (word != null) {
          into.add(new Token(word.toString(), false, i));
          word = null;
        }
        i = operator(line, i, into);
      } else if (c == '#' && word == null) {
        return Optional.empty();
      } else if (isSubstitution(line, i)) {
        return Optional.of(NO_SUBSTITUTION);
      } else {
        word = word == null ? new StringBuilder() : word;
        if (c == '\\' && i + 1 < line.length()) {
          word.append(line.charAt(++i));
        } else if (c == '$') {
          i = expand(line, i, variable, word);
        } else {
          word.append(c);
        }
      }
    }
    if (quote != 0) {
      return Optional.of("unexpected EOF while looking for matching `" + quote + "'");
    }
    if (word != null) {
      into.add(new Token(word.toString(), false, line.length()));
    }
    return Optional.empty();
  }

  /** Within double quotes a backslash hides only what would mean something there (POSIX 2.2.3). */
  private static boolean isEscaped(String line, int i) {
    return line.charAt(i) == '\\'
        && i + 1 < line.length()
        && "\"\\$`".indexOf(line.charAt(i + 1)) >= 0;
  }

  private static boolean isSubstitution(String line, int i) {
    return line.charAt(i) == '`' || line.startsWith("$(", i);
  }

  private static boolean isErrorsTo(String line, int i, StringBuilder word) {
    return word == null && line.startsWith("2>", i);
  }

  /** Takes an operator; returns where its last character stands. */
  private static int operator(String line, int i, List<Token> into) {
    for (String operator :
        List.of("2>&1", "2>>", "2>", ">>", "&&", "||", ">", "<", "|", ";", "&")) {
      if (line.startsWith(operator, i)) {
        into.add(new Token(operator, true, i + operator.length()));
        return i + operator.length() - 1;
      }
    }
    return i;
  }

  /** Puts a variable's value; returns where its name ends. */
  private static int expand(
      String line, int from, UnaryOperator<String> variable, StringBuilder into) {
    int i = from + 1;
    boolean braced = i < line.length() && line.charAt(i) == '{';
    int begin = braced ? i + 1 : i;
    int end = begin;
    while (end < line.length()
        && (Character.isLetterOrDigit(line.charAt(end)) || line.charAt(end) == '_')) {
      end++;
    }
    if (end == begin && end < line.length() && "?$".indexOf(line.charAt(end)) >= 0) {
      end++;
    }
    if (end == begin) {
      into.append('$');
      return from;
    }
    into.append(variable.apply(line.substring(begin, end)));
    return braced && end < line.length() ? end : end - 1;
  }

  /** Puts tokens together up to the end of the first pipeline. */
  private static final class Builder {
    private final String line;
    private final List<List<String>> stages = new ArrayList<>();
    private List<String> words = new ArrayList<>();
    private Optional<String> input = Optional.empty();
    private Optional<Work.Redirect> output = Optional.empty();
    private boolean errorsGone;
    private boolean errorsToo;

    Builder(String line) {
      this.line = line;
    }

    CommandLine read(List<Token> tokens) {
      for (int i = 0; i < tokens.size(); i++) {
        Token token = tokens.get(i);
        if (!token.operator()) {
          words.add(token.text());
          continue;
        }
        switch (token.text()) {
          case ";", "&&", "||", "&" -> {
            return end(token);
          }
          case "|" -> {
            if (words.isEmpty()) {
              return broken("syntax error near unexpected token `|'");
            }
            stages.add(words);
            words = new ArrayList<>();
          }
          case "2>&1" -> errorsToo = true;
          default -> {
            if (i + 1 >= tokens.size() || tokens.get(i + 1).operator()) {
              return broken("syntax error near unexpected token `newline'");
            }
            redirect(token.text(), tokens.get(++i).text());
          }
        }
      }
      return done(false, "", "");
    }

    private CommandLine end(Token token) {
      if (words.isEmpty() && stages.isEmpty()) {
        return broken("syntax error near unexpected token `" + token.text() + "'");
      }
      boolean background = token.text().equals("&");
      return done(background, background ? ";" : token.text(), line.substring(token.end()));
    }

    private void redirect(String how, String path) {
      switch (how) {
        case "<" -> input = Optional.of(path);
        case ">" -> output = Optional.of(new Work.Redirect(path, false));
        case ">>" -> output = Optional.of(new Work.Redirect(path, true));
        default -> errorsGone = true;
      }
    }

    private CommandLine done(boolean background, String join, String rest) {
      if (!words.isEmpty()) {
        stages.add(words);
      }
      return new CommandLine(
          stages,
          input,
          output,
          background,
          errorsGone,
          errorsToo,
          join,
          rest.strip(),
          Optional.empty());
    }
  }
}
