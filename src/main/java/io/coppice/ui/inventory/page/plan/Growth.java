package io.coppice.ui.inventory.page.plan;

import io.coppice.model.SimTime;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How machines become more. Pure.
 *
 * @param rate percent of what runs, or machines, a month
 */
record Growth(int rate, Unit unit) {
  /** A twelfth of 365.25 days. */
  private static final Duration MONTH = Duration.ofMinutes(43_830);

  /** Farther away nobody plans. */
  private static final double MOST_MONTHS = 1_200;

  enum Unit {
    PERCENT,
    MACHINES
  }

  /** Machines after some months. */
  double after(double months, int running) {
    return switch (unit) {
      case PERCENT -> running * Math.pow(1 + rate / 100.0, months);
      case MACHINES -> running + rate * months;
    };
  }

  /** Months until so many more run; empty if that never is, or not in a century. */
  OptionalDouble months(int running, int more) {
    if (more == 0) {
      return OptionalDouble.of(0);
    }
    double months =
        rate == 0
            ? Double.POSITIVE_INFINITY
            : switch (unit) {
              case PERCENT ->
                  running == 0
                      ? Double.POSITIVE_INFINITY
                      : Math.log((running + (double) more) / running) / Math.log(1 + rate / 100.0);
              case MACHINES -> (double) more / rate;
            };
    return months <= MOST_MONTHS ? OptionalDouble.of(months) : OptionalDouble.empty();
  }

  /** The day on which so many more run. */
  Optional<SimTime> when(SimTime now, int running, int more) {
    OptionalDouble months = months(running, more);
    return months.isEmpty()
        ? Optional.empty()
        : Optional.of(
            now.plus(Duration.ofMinutes((long) (months.getAsDouble() * MONTH.toMinutes()))));
  }
}
