package io.coppice.model.inventory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class TagTest {
  @Test
  void oneRuleOfEqualityHoldsInSetsAndInOrder() {
    List<Tag> written =
        List.of(Tag.parse("env:prod"), Tag.parse("ENV:Prod"), Tag.parse(" env : ｐrod "));
    assertEquals(1, new HashSet<>(written).size());
    assertEquals(1, new TreeSet<>(written).size());
    assertEquals(written.getFirst().hashCode(), written.getLast().hashCode());
    assertEquals(0, written.getFirst().compareTo(written.getLast()));
    assertNotEquals(Tag.parse("env:prod"), Tag.parse("env:prod2"));
    assertEquals("ENV:Prod", written.get(1).toString(), "kept as typed");
  }

  @Test
  void whatIsNotShownOrTooLongIsNoTag() {
    assertTrue(Tag.parse("env:prod").isSound());
    assertFalse(Tag.parse("env:pr\u200bod").isSound());
    assertFalse(Tag.parse("e\u202env:prod").isSound());
    assertFalse(Tag.parse("env:" + "x".repeat(SiteLimits.TAG)).isSound());
  }
}
