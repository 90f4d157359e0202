package io.coppice.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.backend.InventoryOperation.Rename;
import io.coppice.backend.OperationLog.Entry;
import io.coppice.backend.SiteFactory.NewerException;
import io.coppice.codec.JsonCodec;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.SimTime;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class JournalLineTest {
  private static final JsonCodec CODEC = new JsonCodec();
  private static final Entry ENTRY =
      new Entry(7, new SimTime(42), new Rename(new MachineId(3), "a \"format\":9, name"));

  private static JournalLine said(String operation) {
    return new JournalLine(7, 42, operation);
  }

  @Test
  void aLineSaysItsFormatAndReadsBackAsItWas() throws IOException {
    JournalLine line = JournalLine.of(ENTRY, CODEC);
    assertTrue(line.operation().startsWith("{\"format\":2,\"is\":"), line.operation());
    assertEquals(ENTRY, line.entry(CODEC));
  }

  @Test
  void aLineOfTheFirstVersionsHasNoNumberAndReadsTheSame() throws IOException {
    assertEquals(ENTRY, said(CODEC.write(ENTRY.operation())).entry(CODEC));
  }

  @Test
  void aLineOfANewerFormatIsToldFromOneThatIsDamaged() {
    String text = CODEC.write(ENTRY.operation()).substring(1);
    assertThrows(NewerException.class, () -> said("{\"format\":3," + text).entry(CODEC));
    IOException damaged =
        assertThrows(IOException.class, () -> said("{\"form" + text).entry(CODEC));
    assertTrue(!(damaged instanceof NewerException), damaged::toString);
  }

  @Test
  void everyPartOfALineIsInItsSum() {
    JournalLine line = JournalLine.of(ENTRY, CODEC);
    assertNotEquals(line.sum(), new JournalLine(8, 42, line.operation()).sum());
    assertNotEquals(line.sum(), new JournalLine(7, 43, line.operation()).sum());
    assertNotEquals(line.sum(), new JournalLine(7, 42, line.operation() + ' ').sum());
  }
}
