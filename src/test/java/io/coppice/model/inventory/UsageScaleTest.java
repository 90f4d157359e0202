package io.coppice.model.inventory;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.coppice.model.Severity;
import org.junit.jupiter.api.Test;

class UsageScaleTest {
  @Test
  void spaceWarnsEarlierThanLoadAndWhatIsCalmNever() {
    assertEquals(Severity.INFO, UsageScale.SPACE.of(0.7499));
    assertEquals(Severity.WARNING, UsageScale.SPACE.of(0.75));
    assertEquals(Severity.ERROR, UsageScale.SPACE.of(86L));
    assertEquals(Severity.INFO, UsageScale.LOAD.of(0.86));
    assertEquals(Severity.WARNING, UsageScale.LOAD.of(0.90));
    assertEquals(Severity.ERROR, UsageScale.LOAD.of(1.0));
    assertEquals(Severity.INFO, UsageScale.CALM.of(1.0));
    assertEquals(Severity.INFO, UsageScale.SPACE.of(-1.0));
  }

  @Test
  void figuresHaveTheScaleOfTheirAlarms() {
    assertEquals(UsageScale.SPACE, UsageScale.of(Metric.SPACE_USED));
    assertEquals(UsageScale.LOAD, UsageScale.of(Metric.MEMORY_GRANTED));
    assertEquals(UsageScale.CALM, UsageScale.of(Metric.POWER));
  }
}
