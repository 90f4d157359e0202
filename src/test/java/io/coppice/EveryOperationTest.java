package io.coppice;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.backend.Capability;
import io.coppice.backend.Operation;
import io.coppice.backend.OperationKind;
import io.coppice.backend.Preflight;
import io.coppice.backend.Preflight.Verdict;
import io.coppice.codec.JsonCodec;
import io.coppice.model.Messages;
import io.coppice.model.Problem;
import io.coppice.rules.PreflightRules;
import io.coppice.testkit.Samples;
import io.coppice.testkit.SmallSite;
import io.coppice.testkit.Worlds;
import io.coppice.ui.kit.Icons;
import java.io.IOException;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Walks every operation there is and asks for what each must have: traits, rules, a procedure, its
 * name in texts and its words and icon on the screens. Whoever adds one finds here what is missing.
 */
class EveryOperationTest {
  private static final int TRIES = 20;

  private final Worlds worlds = Worlds.of(SmallSite.of(2, 6));

  static Stream<Class<?>> everyOperation() {
    return Samples.recordsOf(Operation.class).stream();
  }

  private static List<Operation> samples(Class<?> type) {
    Samples samples = new Samples(type.getName().hashCode());
    return Stream.generate(() -> (Operation) samples.of(type)).limit(TRIES).toList();
  }

  private static OperationKind kind(Class<?> type) {
    return OperationKind.of(type.asSubclass(Operation.class));
  }

  @ParameterizedTest
  @MethodSource("everyOperation")
  void saysItsTraits(Class<?> type) {
    OperationKind kind = kind(type);
    assertFalse(kind.name().isBlank());
    assertTrue(OperationKind.all().contains(kind));
  }

  @Test
  void hasANameOfItsOwnForEver() {
    Set<String> names = new HashSet<>();
    for (OperationKind kind : OperationKind.all()) {
      assertTrue(names.add(kind.name()), kind.name());
      kind.formerly().forEach(former -> assertTrue(names.add(former), former));
    }
  }

  @ParameterizedTest
  @MethodSource("everyOperation")
  void isWrittenUnderItsName(Class<?> type) throws IOException {
    JsonCodec codec = new JsonCodec();
    for (Operation operation : samples(type)) {
      String text = codec.write(operation);
      assertTrue(text.contains("\"is\":\"" + kind(type).name() + '"'), text);
      assertEquals(operation, codec.operation(text));
    }
  }

  @ParameterizedTest
  @MethodSource("everyOperation")
  void hasATitleInEveryLanguage(Class<?> type) {
    for (Locale locale : Messages.SUPPORTED) {
      assertTrue(new Messages(locale).has(kind(type).titleKey()), locale.toString());
    }
  }

  @ParameterizedTest
  @MethodSource("everyOperation")
  void hasAnIcon(Class<?> type) {
    assertDoesNotThrow(() -> Icons.valueOf(kind(type).icon()));
  }

  /** On a small site most samples are about what is not there: also that is for a rule to say. */
  @ParameterizedTest
  @MethodSource("everyOperation")
  void isMeasuredByRulesThatHaveTheirWords(Class<?> type) {
    for (Operation operation : samples(type)) {
      Preflight preflight = worlds.check(operation);
      assertFalse(preflight.verdicts().isEmpty(), operation.toString());
      for (Verdict verdict : preflight.verdicts()) {
        hasWords(verdict.rule());
        verdict.problem().map(Problem::code).ifPresent(EveryOperationTest::hasWords);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("everyOperation")
  void isDoneBySimulatedSitesInPhasesThatHaveTheirWords(Class<?> type) {
    assertTrue(worlds.engine().handles(type.asSubclass(Operation.class)), "no procedure");
    samples(type)
        .forEach(
            operation -> worlds.engine().phases(operation).forEach(EveryOperationTest::hasWords));
  }

  private static void hasWords(String key) {
    for (Locale locale : Messages.SUPPORTED) {
      assertTrue(new Messages(locale).has(key), key + " in " + locale);
    }
  }

  @ParameterizedTest
  @MethodSource("everyOperation")
  void isRefusedWithAReasonByASiteThatIsOnlyRead(Class<?> type) {
    for (Operation operation : samples(type)) {
      assertEquals(
          Optional.of("site.no-operations"),
          PreflightRules.incapable(operation, Set.of()).map(Problem::code));
    }
    hasWords("site.no-operations");
    hasWords("site.no-operations.cure");
  }

  @ParameterizedTest
  @MethodSource("everyOperation")
  void isRefusedWithAReasonByASiteThatLacksWhatItNeeds(Class<?> type) {
    Capability needs = kind(type).needs();
    EnumSet<Capability> others = EnumSet.allOf(Capability.class);
    others.remove(needs);
    Optional<Problem> refused = PreflightRules.incapable(samples(type).getFirst(), others);
    assertTrue(refused.isPresent());
    hasWords(refused.get().code());
    hasWords(refused.get().code() + ".cure");
    assertEquals(
        Optional.empty(),
        PreflightRules.incapable(
            samples(type).getFirst(), EnumSet.of(Capability.OPERATIONS, needs)));
  }
}
