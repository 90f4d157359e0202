package io.coppice.model.overlay;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ForwardingTableTest {
  private static final SourceText ONE = new SourceText("h1/fdb.json", "x".repeat(1000));
  private static final SourceText TWO = new SourceText("h1/more.json", "y".repeat(1000));

  private static ForwardingEntry row(Random random) {
    int start = random.nextInt(900);
    return new ForwardingEntry(
        ForwardingEntry.Table.values()[random.nextInt(3)],
        new Mac(random.nextLong() >>> 16),
        "dev" + random.nextInt(5),
        random.nextInt(4095),
        random.nextBoolean()
            ? Optional.empty()
            : Optional.of(IpAddress.v4(0x0A000000 + random.nextInt(9))),
        random.nextInt(65_536),
        random.nextInt(4) == 0 ? -1 : random.nextLong() >>> 32,
        random.nextBoolean(),
        random.nextBoolean(),
        random.nextInt(100) - 1,
        random.nextInt(100) - 1,
        random.nextInt(3),
        new Proof(random.nextBoolean() ? ONE : TWO, start, start + random.nextInt(100)));
  }

  @Test
  void packedRowsAreTheRowsThatWerePutIn() {
    Random random = new Random(7);
    List<ForwardingEntry> rows = new ArrayList<>();
    ForwardingTable.Builder first = new ForwardingTable.Builder();
    ForwardingTable.Builder second = new ForwardingTable.Builder();
    for (int i = 0; i < 500; i++) {
      ForwardingEntry row = row(random);
      rows.add(row);
      (i < 200 ? first : second).add(row);
    }
    ForwardingTable table = first.addAll(second).build();
    assertEquals(rows, table);
    assertEquals(rows.get(3).proof().text(), table.get(3).proof().text());
  }

  /** A row of one source that says nothing of what rows seldom say. */
  private static ForwardingEntry usual(SourceText source, int number) {
    return new ForwardingEntry(
        ForwardingEntry.Table.BRIDGE,
        new Mac(number),
        "dev" + number % 3,
        0,
        Optional.empty(),
        0,
        -1,
        true,
        false,
        number,
        -1,
        0,
        new Proof(source, number, number + 1));
  }

  @Test
  void whatRowsSeldomSayIsKeptWhereverItBegins() {
    Random random = new Random(9);
    for (int seldom = 0; seldom < 4; seldom++) {
      List<ForwardingEntry> rows = new ArrayList<>();
      ForwardingTable.Builder builder = new ForwardingTable.Builder();
      for (int part = 0; part < 4; part++) {
        ForwardingTable.Builder more = new ForwardingTable.Builder();
        for (int i = 0; i < 20; i++) {
          rows.add(usual(part < 2 ? ONE : TWO, rows.size()));
          more.add(rows.getLast());
        }
        if (part == seldom) {
          rows.add(row(random));
          more.add(rows.getLast());
        }
        builder.addAll(more);
        assertEquals(rows, builder.build(), "seldom " + seldom + " of parts " + part);
      }
    }
  }

  @Test
  void aRowWithoutPeerOfADeviceThatIsNoTunnelIsOfItsFilter() {
    Random random = new Random(8);
    ForwardingTable.Builder builder = new ForwardingTable.Builder();
    List<ForwardingEntry> rows = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      rows.add(row(random));
      builder.add(rows.getLast());
    }
    ForwardingTable table = builder.placed("dev1"::equals).build();
    for (int i = 0; i < rows.size(); i++) {
      ForwardingEntry before = rows.get(i);
      boolean moved =
          before.table() == ForwardingEntry.Table.TUNNEL
              && before.remote().isEmpty()
              && !before.device().equals("dev1");
      assertEquals(
          moved ? ForwardingEntry.Table.FILTER : before.table(), table.get(i).table(), "row " + i);
      assertEquals(before.mac(), table.get(i).mac());
      assertEquals(before.learned(), table.get(i).learned());
    }
  }

  @Test
  void whatIsAskedOfAllRowsIsWhatEachOfThemSays() {
    Random random = new Random(9);
    List<ForwardingEntry> rows = new ArrayList<>();
    for (int i = 0; i < 600; i++) {
      ForwardingEntry row = row(random);
      rows.add(i % 4 == 0 ? withMac(row, Mac.ZERO) : row);
    }
    ForwardingTable table = ForwardingTable.of(rows);
    Map<String, Set<IpAddress>> all = new HashMap<>();
    Map<String, Set<IpAddress>> floods = new HashMap<>();
    List<ForwardingEntry> configured = new ArrayList<>();
    List<String> bridged = new ArrayList<>();
    List<String> learned = new ArrayList<>();
    for (ForwardingEntry row : rows) {
      boolean ofTunnel = row.table() == ForwardingEntry.Table.TUNNEL && row.remote().isPresent();
      if (ofTunnel) {
        add(all, row);
      }
      if (ofTunnel && row.isFlood()) {
        add(floods, row);
      } else if (ofTunnel && !row.learned() && !row.mac().isMulticast()) {
        configured.add(row);
      }
      if (row.table() == ForwardingEntry.Table.BRIDGE && row.device().equals("dev2")) {
        bridged.add(row.mac().toString());
        learned.addAll(row.learned() ? List.of(row.mac().toString()) : List.of());
      }
    }
    List<ForwardingEntry> told = new ArrayList<>();
    table.configured(told::add);
    assertEquals(configured, told);
    assertEquals(inOrder(all), table.tunnelPeers());
    assertEquals(inOrder(floods), table.floodPeers());
    List<String> ofAll = new ArrayList<>();
    table.bridged("dev2"::equals, (_, mac) -> ofAll.add(mac.toString()));
    assertEquals(bridged, ofAll);
    List<String> ofLearned = new ArrayList<>();
    table.learned("dev2"::equals, (_, mac) -> ofLearned.add(mac.toString()));
    assertEquals(learned, ofLearned);
    assertEquals(
        rows.stream()
            .filter(ForwardingEntry::isFlood)
            .map(ForwardingEntry::device)
            .collect(Collectors.toSet()),
        table.flooding());
  }

  private static void add(Map<String, Set<IpAddress>> peers, ForwardingEntry row) {
    peers.computeIfAbsent(row.device(), _ -> new LinkedHashSet<>()).add(row.remote().orElseThrow());
  }

  private static Map<String, List<IpAddress>> inOrder(Map<String, Set<IpAddress>> peers) {
    Map<String, List<IpAddress>> lists = new HashMap<>();
    peers.forEach((device, set) -> lists.put(device, List.copyOf(set)));
    return lists;
  }

  private static ForwardingEntry withMac(ForwardingEntry row, Mac mac) {
    return new ForwardingEntry(
        row.table(),
        mac,
        row.device(),
        row.vlan(),
        row.remote(),
        row.port(),
        row.id(),
        row.learned(),
        row.local(),
        row.usedSeconds(),
        row.updatedSeconds(),
        row.nextHop(),
        row.proof());
  }
}
