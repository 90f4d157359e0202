package io.coppice.imported.answers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonShapesTest {
  private static List<List<String>> names(String text, boolean whole) {
    List<List<String>> names = new ArrayList<>();
    Json.Read read =
        Json.read(text, 0, value -> names.add(List.copyOf(((Json.Members) value).names())));
    assertEquals(whole, read.fault() < 0, text);
    return names;
  }

  @Test
  void aNameThatNeedsEscapesIsNotLookedForAsItIs() {
    assertEquals(
        List.of(List.of("a\\b"), List.of("a\b")), names("[{\"a\\\\b\":1},{\"a\\b\":2}]", true));
    assertEquals(
        List.of(List.of("a\"b")),
        names("[{\"a\\\"b\":1},{\"a\"b\":2}]", false),
        "the second is no name");
  }

  @Test
  void rowsOfAKnownShapeShareItsNames() {
    List<Json.Members> rows = new ArrayList<>();
    Json.read("[{\"a\":1,\"b\":2},{\"a\":3,\"b\":4}]", 0, v -> rows.add((Json.Members) v));
    assertTrue(rows.get(0).names() == rows.get(1).names());
  }
}
