package io.coppice.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EntityIdTest {
  @ParameterizedTest
  @EnumSource
  void idsAreTheSameByKindAndNumber(EntityId.Kind kind) {
    assertEquals(kind.id(7), kind.id(7));
    assertEquals(kind.id(7).hashCode(), kind.id(7).hashCode());
    assertNotEquals(kind.id(7), kind.id(8));
    for (EntityId.Kind other : EntityId.Kind.values()) {
      assertEquals(kind == other, kind.id(7).equals(other.id(7)), kind + " and " + other);
    }
  }
}
