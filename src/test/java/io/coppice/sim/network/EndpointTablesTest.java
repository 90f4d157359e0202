package io.coppice.sim.network;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an endpoint learns of others, how long it holds, and how large a packet goes there. */
class EndpointTablesTest {
  private static final int HERE = 3;
  private static final int SEGMENT = 1;
  private static final long MAC = 0x0050_5600_0001L;
  private static final int REMOTE = 0xac10_0002;
  private static final int OTHER = 0xac10_0003;

  private final EndpointTables tables = new EndpointTables();

  /** 300 seconds of ageing (as bridges have, IEEE 802.1Q-2018 table 8-6), and none at all. */
  @ParameterizedTest
  @CsvSource({"300,299999999,true", "300,300000000,false", "0,86400000000,true"})
  void aRowHoldsForItsAgeingTimeFromWhenItWasHeard(int ageing, long micros, boolean known) {
    tables.learn(HERE, SEGMENT, MAC, REMOTE, 5);
    assertEquals(known ? REMOTE : 0, tables.find(HERE, SEGMENT, MAC, ageing, 5 + micros));
  }

  @Test
  void theAddressIsWhereItWasHeardLastAndSinceThen() {
    tables.learn(HERE, SEGMENT, MAC, REMOTE, 0);
    tables.learn(HERE, SEGMENT, MAC, OTHER, 200_000_000);
    assertEquals(OTHER, tables.find(HERE, SEGMENT, MAC, 300, 499_999_999));
    assertEquals(1, tables.learned().size());
  }

  @Test
  void anotherHostAndAnotherSegmentLearnForThemselves() {
    tables.learn(HERE, SEGMENT, MAC, REMOTE, 0);
    assertEquals(0, tables.find(HERE + 1, SEGMENT, MAC, 300, 1));
    assertEquals(0, tables.find(HERE, SEGMENT + 1, MAC, 300, 1));
  }

  /** The lowest bit of the first byte says that an address is of many (IEEE 802-2014 8.2.2). */
  @ParameterizedTest
  @CsvSource({"0x010000000000,0", "0xffffffffffff,0", "0x020000000000,1", "0xfe00000000ff,1"})
  void whatIsSentByManyIsNotLearned(String mac, int rows) {
    tables.learn(HERE, SEGMENT, Long.decode(mac), REMOTE, 0);
    assertEquals(rows, tables.learned().size());
  }

  /** A way is believed to become smaller only, until the ways are others (RFC 1191 section 3). */
  @Test
  void theSmallestRoomThatWasToldOfHolds() {
    assertEquals(Integer.MAX_VALUE, tables.room(HERE, REMOTE));
    tables.tell(HERE, REMOTE, 1400);
    tables.tell(HERE, REMOTE, 1450);
    assertEquals(1400, tables.room(HERE, REMOTE));
    tables.tell(HERE, REMOTE, 1300);
    assertEquals(1300, tables.room(HERE, REMOTE));
    assertEquals(Integer.MAX_VALUE, tables.room(HERE + 1, REMOTE));
    assertEquals(List.of(new EndpointTables.Room(HERE, REMOTE, 1300)), tables.rooms());
    tables.forgetRooms();
    assertEquals(Integer.MAX_VALUE, tables.room(HERE, REMOTE));
  }

  @Test
  void rowsAreForgottenAnHourAfterTheyWereHeardAndOnlyWhereThereAreMany() {
    long hour = 3_600_000_000L;
    tables.learn(HERE, SEGMENT, MAC, REMOTE, 0);
    for (int n = 1; n < 20_000; n++) {
      tables.learn(HERE, SEGMENT, MAC + n, REMOTE, 1);
    }
    tables.tidy(hour + 1);
    assertEquals(20_000, tables.learned().size(), "so many may stay");
    tables.learn(HERE, SEGMENT, MAC + 20_000, REMOTE, 1);
    tables.tidy(hour + 1);
    // the first was heard more than an hour ago, the others just an hour
    assertEquals(20_000, tables.learned().size());
    assertEquals(0, tables.find(HERE, SEGMENT, MAC, 0, hour + 1));
    tables.learn(HERE, SEGMENT, MAC, REMOTE, hour);
    tables.tidy(hour + 2);
    assertEquals(
        List.of(new EndpointTables.Learned(HERE, SEGMENT, MAC, REMOTE, hour)), tables.learned());
    tables.learn(HERE, SEGMENT, MAC, REMOTE, 0);
    tables.tidy(3 * hour);
    assertEquals(1, tables.learned().size(), "one row is not many");
  }

  /** draft-foschiano-erspan-03 section 4.1. */
  @Test
  void copiesAreCountedForEachHostAndGroupFromZero() {
    assertEquals(0, tables.nextMirrored(HERE, 7));
    assertEquals(1, tables.nextMirrored(HERE, 7));
    assertEquals(0, tables.nextMirrored(HERE, 8));
    assertEquals(0, tables.nextMirrored(HERE + 1, 7));
    assertEquals(
        2, EndpointTables.of(List.of(), List.of(), tables.mirrored()).nextMirrored(HERE, 7));
  }

  @Test
  void aCopyLearnsForItselfAndKeepsTheOrder() {
    tables.learn(HERE, SEGMENT, MAC + 1, OTHER, 2);
    tables.learn(HERE, SEGMENT, MAC, REMOTE, 1);
    tables.tell(HERE, REMOTE, 1400);
    tables.nextMirrored(HERE, 7);
    EndpointTables copy = tables.copy();
    assertEquals(tables.learned(), copy.learned());
    assertEquals(tables.rooms(), copy.rooms());
    assertEquals(tables.mirrored(), copy.mirrored());
    copy.learn(HERE, SEGMENT, MAC, OTHER, 3);
    assertEquals(REMOTE, tables.find(HERE, SEGMENT, MAC, 300, 3));
  }
}
