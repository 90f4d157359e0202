package io.coppice.model.inventory;

import io.coppice.model.Severity;

/**
 * From which part of a whole on something is worth a warning, and from which it is an error.
 * Alarms, bars and tables all ask this. Thresholds are the defaults of vSphere's alarms ("Datastore
 * usage on disk" 75 % and 85 %, "Host memory usage" 90 % and 95 %).
 */
public enum UsageScale {
  /** The whole may be used without harm. */
  CALM(Integer.MAX_VALUE, Integer.MAX_VALUE),
  SPACE(75, 85),
  LOAD(90, 95);

  private final int warning;
  private final int error;

  UsageScale(int warning, int error) {
    this.warning = warning;
    this.error = error;
  }

  /** How bad that many whole percent are. */
  public Severity of(long percent) {
    return percent >= error
        ? Severity.ERROR
        : percent >= warning ? Severity.WARNING : Severity.INFO;
  }

  /** How bad that part of the whole is, 0 to 1. */
  public Severity of(double part) {
    return of((long) Math.floor(100 * part));
  }

  /** The scale of a figure's part of its whole. */
  public static UsageScale of(Metric metric) {
    return switch (metric) {
      case POWER, SPACE_PROVISIONED -> CALM;
      case SPACE_USED -> SPACE;
      default -> LOAD;
    };
  }
}
