package io.coppice.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.backend.Backend;
import io.coppice.backend.InventoryOperation.SetNotes;
import io.coppice.backend.OperationLog;
import io.coppice.backend.OperationLog.Entry;
import io.coppice.backend.SiteFactory.Origin;
import io.coppice.backend.SiteFactory.Past;
import io.coppice.backend.Snapshot;
import io.coppice.backend.WorldImage;
import io.coppice.model.SimTime;
import io.coppice.model.fork.ForkMember;
import io.coppice.testkit.KillChild;
import io.coppice.testkit.Sessions;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills a working console (SIGKILL) at random moments, again and again on the same folder. After
 * each kill the database is whole, every operation that was acknowledged is in the journal, and the
 * next console opens, be it in mid-fork, on a world whose digest is that of a replay which never
 * saw a checkpoint of the store: it goes on from its own world, and now and then from the very
 * beginning.
 */
class KillTest {
  /** Replays of everything from the beginning are dear; one in so many kills has one. */
  private static final int WHOLE_REPLAY_EVERY = 20;

  @TempDir Path home;

  /** Labels that were acknowledged and not yet found in the journal. */
  private final Set<String> acknowledged = new HashSet<>();

  private final List<Entry> journal = new ArrayList<>();
  private final Random random = new Random(20_260_302);
  private Past independent = Past.none(KillChild.blueprint());
  private int opened;
  private int during;
  private int acknowledgements;
  private int forking;
  private boolean inMidFork;

  @Test
  void nothingAcknowledgedIsLostInAFewKills() throws Exception {
    killAgainAndAgain(5);
  }

  @Test
  @Tag("kill")
  void nothingAcknowledgedIsLostInTwoHundredKills() throws Exception {
    killAgainAndAgain(200);
  }

  private void killAgainAndAgain(int kills) throws Exception {
    Process training = start("training", "once");
    String said = new String(training.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, training.waitFor(), said);
    checkFolder();
    String expected = replay();
    for (int kill = 1; kill <= kills; kill++) {
      Killed killed = workAndKill("run" + kill);
      if (killed.digest() != null) {
        opened++;
        assertEquals(expected, killed.digest(), "the world as it was opened before kill " + kill);
      }
      during += killed.acknowledged() > 0 ? 1 : 0;
      checkFolder();
      expected = replay();
      forking += inMidFork ? 1 : 0;
      if (kill % WHOLE_REPLAY_EVERY == 0 || kill == kills) {
        assertEquals(digest(whole()), expected, "the whole journal after kill " + kill);
      }
    }
    System.out.println(
        "KILL kills="
            + kills
            + " opened="
            + opened
            + " while-working="
            + during
            + " acknowledged="
            + acknowledgements
            + " in-mid-fork="
            + forking
            + " lost=0");
    int few = kills < WHOLE_REPLAY_EVERY ? 1 : kills / 2;
    assertTrue(during >= few, "kills hit a console at work: " + during);
    assertTrue(forking >= kills / 20, "some kills come in mid-fork: " + forking);
  }

  /** What a child said before it died. */
  private record Killed(String digest, int acknowledged) {}

  private Killed workAndKill(String run) throws IOException, InterruptedException {
    Process child = start(run);
    boolean early = random.nextInt(10) == 0;
    Thread killer =
        early ? killer(child, 100 + random.nextInt(500)) : Thread.ofVirtual().unstarted(() -> {});
    killer.start();
    String digest = null;
    int acks = 0;
    try (BufferedReader lines = child.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] words = line.split(" ", -1);
        switch (words[0]) {
          case "OPEN" -> {
            digest = words[1];
            if (!early) {
              killer = killer(child, random.nextInt(500));
              killer.start();
            }
          }
          case "ACK" -> {
            acknowledged.add(words[1]);
            acks++;
            acknowledgements++;
          }
          default -> throw new AssertionError("The child says: " + line);
        }
      }
    }
    killer.join();
    assertEquals(128 + 9, child.waitFor(), "it was killed, it did not end");
    return new Killed(digest, acks);
  }

  /** Through the handle: destroying the process itself would close what it has said. */
  private static Thread killer(Process child, int millis) {
    return Thread.ofPlatform()
        .unstarted(
            () -> {
              try {
                // A timer that is meant to be arbitrary: the moment of the kill is the chance in
                // this test.
                if (!child.waitFor(millis, TimeUnit.MILLISECONDS)) {
                  child.toHandle().destroyForcibly();
                }
              } catch (InterruptedException e) {
                child.toHandle().destroyForcibly();
              }
            });
  }

  private Process start(String run, String... more) throws IOException {
    String path = classPath();
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElseThrow());
    command.addAll(
        List.of(
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xmx256m",
            "-XX:+AutoCreateSharedArchive",
            "-XX:SharedArchiveFile=" + home.resolve("classes.jsa"),
            "-Xlog:disable",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            path,
            KillChild.class.getName(),
            home.resolve("data").toString(),
            run));
    command.addAll(List.of(more));
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  /**
   * Everything on one class path, which starts faster than modules and needs no flags for tests.
   * Folders become jars: an archive of classes takes no others.
   */
  private String classPath() throws IOException {
    String all =
        String.join(
            File.pathSeparator,
            Path.of("target", "test-classes").toAbsolutePath().toString(),
            System.getProperty("jdk.module.path", ""),
            System.getProperty("java.class.path"));
    Set<String> jars = new LinkedHashSet<>();
    for (String entry : all.split(File.pathSeparator, -1)) {
      Path path = Path.of(entry);
      if (Files.isDirectory(path)) {
        jars.add(jar(path).toString());
      } else if (entry.endsWith(".jar") && !entry.contains("slf4j")) {
        jars.add(entry);
      }
    }
    return String.join(File.pathSeparator, jars);
  }

  private Path jar(Path folder) throws IOException {
    Path jar = home.resolve(folder.getFileName() + ".jar");
    if (Files.exists(jar)) {
      return jar;
    }
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
        Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        out.putNextEntry(
            new ZipEntry(folder.relativize(file).toString().replace(File.separatorChar, '/')));
        Files.copy(file, out);
      }
    }
    return jar;
  }

  /** The database is whole, and what was acknowledged is in it; the past grows by what is new. */
  private void checkFolder() throws Exception {
    Path folder = home.resolve("data");
    Store store =
        assertInstanceOf(StoreOpening.Ready.class, StoreOpening.of(folder, InstantSource.system()))
            .store();
    SimTime reached;
    try (store) {
      assertEquals(List.of(), store.notices());
      Optional<KeptWorld> kept = store.find(KillChild.blueprint().source()).join();
      if (kept.isEmpty()) {
        return;
      }
      reached = kept.get().reached();
      assertEquals(0, kept.get().firstSerial());
      journal.addAll(store.entries(kept.get().id(), journal.size()).join());
      assertEquals(journal.size(), kept.get().nextSerial(), "the journal is whole");
    }
    try (SqliteConnection db = StoreOpener.connect(folder.resolve(StoreOpener.DATABASE))) {
      List<String> complaints = new ArrayList<>();
      db.query(row -> complaints.add(row.getString(1)), "PRAGMA integrity_check");
      assertEquals(List.of("ok"), complaints);
    }
    int from = (int) nextSerial(independent.origin());
    List<Entry> fresh = journal.subList(from, journal.size());
    for (Entry entry : fresh) {
      if (entry.operation() instanceof SetNotes notes) {
        acknowledged.remove(notes.notes());
      }
    }
    assertEquals(Set.of(), acknowledged, "acknowledged, but not in the journal");
    independent = new Past(independent.name(), independent.origin(), fresh, reached);
  }

  /** The journal from its beginning, read from the folder and not from what was read before. */
  private void readJournalAgain() {
    Store store =
        assertInstanceOf(
                StoreOpening.Ready.class,
                StoreOpening.of(home.resolve("data"), InstantSource.system()))
            .store();
    try (store) {
      KeptWorld kept = store.find(KillChild.blueprint().source()).join().orElseThrow();
      assertEquals(journal, store.entries(kept.id(), 0).join(), "what was there is still there");
    }
  }

  private static long nextSerial(Origin origin) {
    return origin instanceof Origin.Checkpoint checkpoint ? checkpoint.image().nextSerial() : 0;
  }

  private Past whole() {
    readJournalAgain();
    return new Past(
        independent.name(),
        new Origin.Beginning(KillChild.blueprint()),
        journal,
        independent.reached());
  }

  /** The digest of the independent world, which goes on from there next time. */
  private String replay() throws IOException {
    try (Backend site = Sessions.sims().open(independent, OperationLog.NONE)) {
      inMidFork = isForking(site.snapshot());
      WorldImage image = site.durable().orElseThrow().image().toCompletableFuture().join();
      independent =
          new Past(
              independent.name(), new Origin.Checkpoint(image), List.of(), independent.reached());
      return image.digest();
    }
  }

  /** Whether children are on their way. */
  private static boolean isForking(Snapshot world) {
    List<ForkMember> members = new ArrayList<>();
    world.forks().members().forEach(members::add);
    return members.stream().anyMatch(member -> member.state() == ForkMember.State.STARTING);
  }

  private static String digest(Past past) throws IOException {
    try (Backend site = Sessions.sims().open(past, OperationLog.NONE)) {
      return site.durable().orElseThrow().digest().toCompletableFuture().join();
    }
  }
}
