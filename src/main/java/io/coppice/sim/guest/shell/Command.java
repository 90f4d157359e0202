package io.coppice.sim.guest.shell;

import java.util.List;
import java.util.Optional;

/** A program of a guest. */
@FunctionalInterface
interface Command {
  /** Runs; returns the status it ends with. */
  int run(Call call);

  /**
   * How it was called.
   *
   * @param input lines from a pipe or file, if its input is none of the keyboard
   */
  record Call(
      CommandLineRun session, String name, List<String> args, Optional<List<String>> input) {
    /** Arguments that are no options. */
    List<String> operands() {
      return args.stream().filter(arg -> !arg.startsWith("-") || arg.equals("-")).toList();
    }

    boolean has(String... options) {
      for (String option : options) {
        if (args.contains(option)) {
          return true;
        }
      }
      return false;
    }

    /** Whether one of the letters of short options in a row is given, as in {@code ls -la}. */
    boolean letter(char letter) {
      return args.stream()
          .anyMatch(arg -> arg.startsWith("-") && !arg.startsWith("--") && arg.indexOf(letter) > 0);
    }

    /** The word behind an option. */
    Optional<String> value(String... options) {
      for (String option : options) {
        int at = args.indexOf(option);
        if (at >= 0 && at + 1 < args.size()) {
          return Optional.of(args.get(at + 1));
        }
        for (String arg : args) {
          if (arg.startsWith(option + "=")) {
            return Optional.of(arg.substring(option.length() + 1));
          }
        }
      }
      return Optional.empty();
    }

    /** A whole number that is not negative, with a multiplier K, M or G; empty if it is none. */
    static Optional<Long> number(String text) {
      if (!text.matches("\\d{1,9}[kKmMgG]?[bB]?")) {
        return Optional.empty();
      }
      long shift = 0;
      String digits = text.replaceAll("[^0-9]", "");
      switch (Character.toUpperCase(text.charAt(Math.min(digits.length(), text.length() - 1)))) {
        case 'K' -> shift = 10;
        case 'M' -> shift = 20;
        case 'G' -> shift = 30;
        default -> shift = 0;
      }
      return Optional.of(Long.parseLong(digits) << shift);
    }

    int fail(String what) {
      return session.fail(name + ": " + what);
    }
  }
}
