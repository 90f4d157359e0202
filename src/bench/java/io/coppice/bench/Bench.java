package io.coppice.bench;

/**
 * One bench: it measures and prints, and judges nothing. Implementations have a public constructor
 * without arguments.
 */
public interface Bench {
  /** What {@code -Dbench=} asks for. */
  String name();

  /** Measures; anything thrown ends the run with a non-zero exit. */
  void run(Out out) throws Exception;

  /** Where figures go. */
  interface Out {
    /** Prints {@code BENCH name metric=value unit}. */
    void figure(String metric, double value, String unit);
  }
}
