package io.coppice.sim.image;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.model.fork.DiskChain;
import io.coppice.sim.guest.GuestState;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class StoredNamesTest {
  @Test
  void aRenamedClassIsStoredByItsFirstNameAndReadByIt() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    RecordCodec.write(DiskChain.values()[0], bytes);
    String text = bytes.toString(StandardCharsets.ISO_8859_1);
    assertTrue(text.contains("io.coppice.model.fork.Chain"), text);
    assertEquals(
        DiskChain.values()[0], RecordCodec.read(new ByteArrayInputStream(bytes.toByteArray())));
  }

  @Test
  void nestedClassesGoWithTheClassAroundThem() throws IOException {
    assertEquals(
        "io.coppice.sim.ops.host.HaFailover$TryAgain",
        StoredNames.now("io.coppice.sim.ops.host.Failover$TryAgain"));
  }

  @Test
  void aNestedClassMayHaveALineOfItsOwn() throws IOException {
    assertEquals(
        "io.coppice.sim.guest.GuestState$LeaseOutcome",
        StoredNames.now("io.coppice.sim.guest.GuestState$Leased"));
    assertEquals(
        "io.coppice.sim.guest.GuestState$Leased", StoredNames.of(GuestState.LeaseOutcome.class));
  }

  @Test
  void everyRenamedClassIsThere() {
    StoredNames.RENAMED
        .keySet()
        .forEach(name -> assertDoesNotThrow(() -> Class.forName("io.coppice." + name)));
  }
}
