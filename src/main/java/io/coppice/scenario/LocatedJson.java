package io.coppice.scenario;

import java.util.List;
import java.util.Map;

/** A JSON value that knows where it stands: line, column, and its path from the top. */
sealed interface LocatedJson {
  Where where();

  /** A place in the file; line and column from 1. */
  record Where(int line, int column, String path) {}

  record Obj(Where where, Map<String, LocatedJson> members) implements LocatedJson {}

  record Arr(Where where, List<LocatedJson> elements) implements LocatedJson {}

  record Text(Where where, String value) implements LocatedJson {}

  /**
   * A number.
   *
   * @param written as it stands in the file; empty where the value says it
   */
  record Num(Where where, double value, String written) implements LocatedJson {}

  record Bool(Where where, boolean value) implements LocatedJson {}

  record Nothing(Where where) implements LocatedJson {}
}
