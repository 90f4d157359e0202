package io.coppice.scenario;

import java.util.List;
import java.util.Map;

/** A JSON value that knows where it stands: line, column, and its path from the top. */
sealed interface Json {
  Where where();

  /** A place in the file; line and column from 1. */
  record Where(int line, int column, String path) {}

  record Obj(Where where, Map<String, Json> members) implements Json {}

  record Arr(Where where, List<Json> elements) implements Json {}

  record Text(Where where, String value) implements Json {}

  record Num(Where where, double value) implements Json {}

  record Bool(Where where, boolean value) implements Json {}

  record Nothing(Where where) implements Json {}
}
