package io.coppice.imported;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.imported.FileTexts.HostFile;
import io.coppice.model.Problem;
import io.coppice.model.ReadingProgress;
import io.coppice.model.overlay.NetworkReader.Reading;
import io.coppice.model.overlay.NetworkState;
import io.coppice.model.overlay.Node;
import io.coppice.model.overlay.fault.Diagnosis;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hosts are read several at once, and nobody can tell from what comes of it. */
class ReadAtOnceTest {
  private static final int HOSTS = 24;

  @TempDir Path folder;

  private void put(String name, byte[] content) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, content);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Of every third the flood list lacks a peer, so that there are faults to find. */
  private static byte[] answers(int host) {
    StringBuilder text =
        new StringBuilder(
            """
            1: eth0: <BROADCAST,UP,LOWER_UP> mtu 1600 state UP
                link/ether 02:00:00:00:00:%1$02x
                inet 10.0.0.%1$d/24 scope global eth0
            2: br5: <BROADCAST,UP,LOWER_UP> mtu 1500 state UP
                link/ether 02:00:00:00:01:%1$02x
                bridge forward_delay 1500 vlan_filtering 0
            3: vx5: <BROADCAST,UP,LOWER_UP> mtu 1500 master br5 state UNKNOWN
                link/ether 02:00:00:00:02:%1$02x
                vxlan id 5 local 10.0.0.%1$d srcport 0 0 dstport 4789 ageing 300
            """
                .formatted(host));
    for (int peer = 1; peer <= HOSTS; peer++) {
      if (peer != host && (host % 3 != 0 || peer != 1)) {
        text.append("00:00:00:00:00:00 dev vx5 dst 10.0.0.")
            .append(peer)
            .append(" self permanent\n");
      }
    }
    return bytes(text.toString());
  }

  private static byte[] zip(int host) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream entries = new ZipOutputStream(out)) {
      entries.putNextEntry(new ZipEntry("all.txt"));
      entries.write(answers(host));
      entries.closeEntry();
    }
    return out.toByteArray();
  }

  /** Some as texts, some as archives, two broken in different ways. */
  private void putAll() throws IOException {
    for (int host = 1; host <= HOSTS; host++) {
      boolean archived = host % 4 == 0;
      put(
          archived ? "h%02d.zip".formatted(host) : "h%02d/all.txt".formatted(host),
          archived ? zip(host) : answers(host));
    }
    byte[] whole = zip(99);
    put("h07-half.zip", java.util.Arrays.copyOf(whole, whole.length / 2));
    put("h11/link.json", bytes("[{\"ifindex\":2,\"ifname\":\"eth7\",\n  oops]\n"));
  }

  private static List<String> tables(NetworkState state) {
    return state.nodes().values().stream()
        .map(
            node ->
                node.name()
                    + node.devices()
                    + node.routes()
                    + node.neighbours()
                    + List.copyOf(node.forwarding()))
        .toList();
  }

  @Test
  void oneThreadAndFourReadTheSame() throws IOException {
    putAll();
    Reading one = new HostFolderReader(1).read(folder);
    Reading four = new HostFolderReader(4).read(folder);
    assertEquals(tables(one.state()), tables(four.state()));
    assertEquals(one.state().segments(), four.state().segments());
    assertEquals(one.state().links(), four.state().links());
    assertEquals(one.state().collected(), four.state().collected());
    assertEquals(one.problems(), four.problems());
    assertEquals(Diagnosis.of(one.state()), Diagnosis.of(four.state()));
    assertTrue(!Diagnosis.of(one.state()).isEmpty(), "there are faults to compare");
  }

  @Test
  void whatIsBrokenAmongManyIsToldByItsNameAndPlaceAndTheRestIsThere() throws IOException {
    putAll();
    Reading reading = new HostFolderReader(4).read(folder);
    List<Problem> problems = reading.problems();
    assertEquals(
        List.of("import.unreadable", "import.nothing", "import.not-json"),
        problems.stream().map(Problem::code).toList());
    assertEquals("h07-half.zip", problems.getFirst().args().getFirst());
    assertEquals(List.of("h11/link.json", "2", "33"), problems.getLast().args());
    List<String> read =
        reading.state().nodes().values().stream()
            .filter(Node::collected)
            .map(Node::name)
            .filter(name -> !name.contains("half"))
            .toList();
    assertEquals(HOSTS, read.size(), read.toString());
  }

  @Test
  void whatIsBeyondTheBoundsDoesNotDependOnWhichThreadWasFirst() throws IOException {
    putAll();
    long room = 3L * answers(1).length;
    List<List<String>> kept = new ArrayList<>();
    List<List<Problem>> told = new ArrayList<>();
    for (int threads : List.of(1, 4, 4, 4)) {
      try (OrderedTasks tasks = new OrderedTasks(threads)) {
        HostFiles files = HostFiles.read(folder, tasks, ReadingProgress.NONE, room);
        kept.add(files.files().stream().map(HostFile::path).toList());
        told.add(files.problems());
      }
    }
    assertEquals("h01/all.txt", kept.getFirst().getFirst());
    assertTrue(kept.getFirst().size() < HOSTS / 2, kept.toString());
    assertTrue(
        told.getFirst().stream().anyMatch(problem -> problem.code().equals("import.too-much")));
    assertEquals(1, kept.stream().distinct().count(), kept.toString());
    assertEquals(1, told.stream().distinct().count(), told.toString());
  }

  @Test
  void nothingMoreIsBegunOnceNobodyWantsIt() throws IOException {
    putAll();
    AtomicInteger after = new AtomicInteger();
    AtomicInteger before = new AtomicInteger();
    assertThrows(
        CancellationException.class,
        () ->
            new HostFolderReader(4)
                .read(
                    folder,
                    (_, _) -> {
                      if (before.getAndIncrement() >= 3) {
                        after.incrementAndGet();
                        throw new CancellationException();
                      }
                    }));
    int ended = after.get();
    assertTrue(ended > 0 && ended < HOSTS, "files that were under way or waited: " + ended);
  }

  @Test
  void asManyAreUnderWayAsThereAreThreadsAndFewWaitToBeTaken() {
    CountDownLatch both = new CountDownLatch(2);
    AtomicInteger begun = new AtomicInteger();
    AtomicInteger taken = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    List<Integer> things = java.util.stream.IntStream.range(0, 500).boxed().toList();
    List<Integer> results = new ArrayList<>();
    try (OrderedTasks tasks = new OrderedTasks(2)) {
      tasks.run(
          things,
          thing -> {
            both.countDown();
            try {
              assertTrue(both.await(60, TimeUnit.SECONDS), "two at once");
            } catch (InterruptedException e) {
              throw new IllegalStateException(e);
            }
            int ahead = begun.incrementAndGet() - taken.get();
            most.accumulateAndGet(ahead, Math::max);
            return thing;
          },
          result -> {
            results.add(result);
            taken.incrementAndGet();
          });
    }
    assertEquals(things, results);
    assertTrue(most.get() <= 2 * OrderedTasks.AHEAD_PER_THREAD + 1, "ahead: " + most);
  }
}
