package io.coppice.imported.answers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.imported.HostFolderReader;
import io.coppice.model.overlay.Node;
import io.coppice.model.overlay.SourceText;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A row that is read where it stands says what the reader of members would have understood. */
class ForwardingScannerTest {
  private static final String[] PARTS = {
    "\"",
    "\\",
    "[",
    "]",
    "{",
    "}",
    ",",
    ":",
    " ",
    "\n",
    "\t",
    "0",
    "9",
    "-1",
    "null",
    "1.5",
    "\"self\"",
    "\"master\"",
    "\"dst\":",
    "\"dev\":\"x\",",
    "\"vni\":5,",
    "\"src_vni\":7,",
    "\"nhid\":3,",
    "\"port\":8472,",
    "\"vlan\":\"12\",",
    "\"vlan\":12,",
    "\"type\":\"L2\",",
    "4294967296",
    "\"used\":true,",
    "\"state\":[\"static\"],",
    "\\u0031",
    "F",
    "z"
  };

  private static String words(ForwardingRow row) {
    return String.join(
        "|",
        row.mac().toString(),
        row.device(),
        String.valueOf(row.remote()),
        row.state(),
        row.vlan() + " " + row.port() + " " + row.id() + " " + row.nextHop(),
        row.used() + " " + row.updated(),
        row.isSelf() + " " + row.isOfBridge() + " " + row.isExternal(),
        row.proof().start() + ".." + row.proof().end());
  }

  private static void read(SourceText source, Json value, List<String> said) {
    if (value instanceof Json.Members members
        && Recogniser.kindOf(members).filter(Row.Kind.FORWARDING::equals).isPresent()) {
      ForwardingRow.of(new Row(Row.Kind.FORWARDING, Optional.empty(), source, members))
          .ifPresent(row -> said.add(words(row)));
    }
  }

  private static List<String> byMembers(SourceText source) {
    List<String> said = new ArrayList<>();
    JsonReader.Receiver rows = value -> read(source, value, said);
    Json.Read read = Json.read(source.text(), 0, rows);
    said.add("end " + read.end() + " fault " + read.fault());
    return said;
  }

  private static List<String> byScanner(SourceText source, AtomicInteger taken) {
    ForwardingScanner scanner = new ForwardingScanner(source);
    List<String> said = new ArrayList<>();
    JsonReader.Receiver rows =
        new JsonReader.Receiver() {
          @Override
          public int takeAt(int start) {
            int end = scanner.read(start);
            if (end >= 0) {
              taken.incrementAndGet();
              said.add(words(scanner.row(Optional.empty())));
            }
            return end;
          }

          @Override
          public void take(Json value) {
            read(source, value, said);
          }
        };
    Json.Read read = Json.read(source.text(), 0, rows);
    said.add("end " + read.end() + " fault " + read.fault());
    return said;
  }

  private static List<SourceText> tables(String archive) {
    try {
      Path path = Path.of(HostFolderReader.class.getResource(archive + ".tar.gz").toURI());
      Map<String, SourceText> texts = new LinkedHashMap<>();
      for (Node node : new HostFolderReader().read(path).state().nodes().values()) {
        node.forwarding()
            .forEach(row -> texts.putIfAbsent(row.proof().file(), row.proof().source()));
      }
      return List.copyOf(texts.values());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void rowsOfMeasuredHostsAreAllTakenAndSayTheSame() {
    AtomicInteger taken = new AtomicInteger();
    int rows = 0;
    for (String lab : List.of("lab-a", "lab-c", "lab-d", "lab-f", "lab-g", "lab-i")) {
      for (SourceText table : tables(lab)) {
        List<String> expected = byMembers(table);
        assertEquals(expected, byScanner(table, taken), table.name());
        rows += expected.size() - 1;
      }
    }
    assertTrue(rows > 1_000, "rows: " + rows);
    assertEquals(rows, taken.get());
  }

  @Test
  void whateverIsChangedInATableBothUnderstandTheSame() {
    Random random = new Random(11);
    List<SourceText> tables = tables("lab-a");
    AtomicInteger taken = new AtomicInteger();
    int broken = 0;
    for (int i = 0; i < 6_000; i++) {
      String text = tables.get(random.nextInt(tables.size())).text();
      StringBuilder changed = new StringBuilder(text.substring(0, Math.min(text.length(), 900)));
      for (int change = random.nextInt(3); change >= 0; change--) {
        int at = random.nextInt(changed.length());
        switch (random.nextInt(4)) {
          case 0 -> changed.deleteCharAt(at);
          case 1 -> changed.insert(at, PARTS[random.nextInt(PARTS.length)]);
          case 2 -> changed.replace(at, at + 1, PARTS[random.nextInt(PARTS.length)]);
          default -> {
            int member = Math.max(0, changed.indexOf(",\"", at));
            changed.insert(member + 1, PARTS[random.nextInt(PARTS.length)]);
          }
        }
      }
      SourceText source = new SourceText("fdb.json", changed.toString());
      List<String> expected = byMembers(source);
      assertEquals(expected, byScanner(source, taken), source.text());
      broken += expected.size() == 1 ? 1 : 0;
    }
    assertTrue(taken.get() > 10_000, "rows that were taken: " + taken);
    assertTrue(broken < 3_000, "tables of which nothing was left: " + broken);
  }
}
