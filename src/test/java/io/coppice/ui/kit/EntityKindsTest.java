package io.coppice.ui.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.model.EntityId;
import io.coppice.model.Messages;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What each kind of object needs before anything can be shown of it. */
class EntityKindsTest {
  @ParameterizedTest
  @EnumSource(EntityId.Kind.class)
  void theIdsOfAKindAreItsOwnAndAreReadAgain(EntityId.Kind kind) {
    EntityId id = kind.id(7);
    assertEquals(kind, id.kind());
    assertEquals(7, id.value());
    assertEquals(Optional.of(id), EntityId.parse(id.token()));
  }

  @ParameterizedTest
  @EnumSource(EntityId.Kind.class)
  void aKindHasItsWordInEveryLanguage(EntityId.Kind kind) {
    for (Locale locale : Messages.SUPPORTED) {
      assertTrue(new Messages(locale).has("kind." + kind), kind + " in " + locale);
    }
  }

  @Test
  void eachKindHasAnIconOfItsOwn() {
    Set<Icons> icons = new HashSet<>();
    for (EntityId.Kind kind : EntityId.Kind.values()) {
      assertTrue(icons.add(Icons.of(kind)), kind.name());
    }
  }
}
