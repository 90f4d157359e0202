package io.coppice.rules.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.model.EntityId.DatastoreId;
import io.coppice.model.EntityId.HostId;
import io.coppice.rules.index.Reservations.Claim;
import io.coppice.rules.index.Reservations.Sort;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReservationsTest {
  private static final HostId HOST = new HostId(700);
  private static final DatastoreId DATASTORE = new DatastoreId(3);

  private final Reservations held = new Reservations();

  @Test
  void whatIsTakenIsHeldUntilItIsGivenBack() {
    List<Claim> claims =
        List.of(new Claim(HOST, Sort.MEMORY, 512), new Claim(DATASTORE, Sort.SPACE, 1L << 40));
    held.take(claims);
    held.take(List.of(new Claim(HOST, Sort.MEMORY, 100)));
    assertEquals(612, held.of(HOST, Sort.MEMORY));
    assertEquals(0, held.of(HOST, Sort.COST));
    assertEquals(1L << 40, held.of(DATASTORE, Sort.SPACE));
    held.give(claims);
    assertFalse(held.isEmpty());
    held.give(List.of(new Claim(HOST, Sort.MEMORY, 100)));
    assertTrue(held.isEmpty());
  }

  @Test
  void moreThanWasTakenCannotBeGivenBack() {
    held.take(List.of(new Claim(HOST, Sort.CPU, 5)));
    assertThrows(
        IllegalStateException.class, () -> held.give(List.of(new Claim(HOST, Sort.CPU, 6))));
  }

  @Test
  void aFrozenCopyKeepsWhatWasHeld() {
    held.take(List.of(new Claim(HOST, Sort.CPU, 5)));
    Reservations then = held.freeze();
    held.give(List.of(new Claim(HOST, Sort.CPU, 5)));
    held.take(List.of(new Claim(DATASTORE, Sort.SPACE, 9)));
    assertEquals(5, then.of(HOST, Sort.CPU));
    assertEquals(0, then.of(DATASTORE, Sort.SPACE));
    assertThrows(
        IllegalStateException.class, () -> then.take(List.of(new Claim(HOST, Sort.CPU, 1))));
  }
}
