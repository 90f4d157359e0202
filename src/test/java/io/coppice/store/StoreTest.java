package io.coppice.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coppice.backend.InventoryOperation.Rename;
import io.coppice.backend.Job;
import io.coppice.backend.JobId;
import io.coppice.backend.OperationLog;
import io.coppice.backend.OperationLog.Entry;
import io.coppice.backend.OperationLog.UnkeptException;
import io.coppice.backend.SiteEvent;
import io.coppice.backend.WorldImage;
import io.coppice.model.EntityId;
import io.coppice.model.EntityId.MachineId;
import io.coppice.model.Messages;
import io.coppice.model.Problem;
import io.coppice.model.Severity;
import io.coppice.model.SimTime;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class StoreTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-03-02T08:00:00Z"));
  private static final SimTime START = new SimTime(1_000);

  @TempDir Path home;

  private Path folder() {
    return home.resolve("coppice");
  }

  private Path database() {
    return folder().resolve("coppice.db");
  }

  private Store open() {
    return assertInstanceOf(StoreOpening.Ready.class, StoreOpening.of(folder(), CLOCK)).store();
  }

  private static Entry entry(long serial) {
    return new Entry(
        serial, START.plusMicros(serial), new Rename(new MachineId(1), "name-" + serial));
  }

  private static List<Entry> entries(int from, int to) {
    List<Entry> all = new ArrayList<>();
    for (int serial = from; serial < to; serial++) {
      all.add(entry(serial));
    }
    return all;
  }

  private static WorldImage image(long nextSerial, int size) {
    byte[] bytes = new byte[size];
    new Random(nextSerial).nextBytes(bytes);
    return new WorldImage(nextSerial, START.plusMicros(nextSerial), 1, "d" + nextSerial, bytes);
  }

  private static SiteEvent event(int serial, EntityId about) {
    return new SiteEvent(
        serial, START, Severity.INFO, "job.done", List.of(about), List.of("a"), Optional.empty());
  }

  private static Job job(int number) {
    MachineId target = new MachineId(number % 2);
    return Job.queued(new JobId(number), new Rename(target, "x"), List.of("run"), false, START)
        .running(START)
        .ended(Job.State.SUCCEEDED, START, List.of());
  }

  @Test
  void whatWasAppendedIsThereAfterOpeningAgain() throws IOException {
    try (Store store = open()) {
      long world = store.begin("first-look", "First look", START).join();
      store.journal(world).append(entries(0, 3));
      store.journal(world).append(entries(3, 4));
      store.note(world, new Store.Notes(START.plusMicros(77), List.of(), List.of())).join();
    }
    try (Store store = open()) {
      KeptWorld kept = store.find("first-look").join().orElseThrow();
      assertEquals("First look", kept.title());
      assertEquals(4, kept.nextSerial());
      assertEquals(0, kept.firstSerial());
      assertEquals(START.plusMicros(77), kept.reached());
      assertEquals(entries(0, 4), store.entries(kept.id(), 0).join());
      assertEquals(entries(2, 4), store.entries(kept.id(), 2).join());
      assertEquals(Map.of("first-look", "First look"), store.sources().join());
    }
  }

  @Test
  void appendingIsAllOrNothing() throws IOException {
    try (Store store = open()) {
      long world = store.begin("s", "S", START).join();
      OperationLog journal = store.journal(world);
      journal.append(entries(0, 2));
      assertThrows(UnkeptException.class, () -> journal.append(List.of(entry(2), entry(1))));
      assertEquals(entries(0, 2), store.entries(world, 0).join());
      journal.append(entries(2, 3));
      assertEquals(entries(0, 3), store.entries(world, 0).join());
    }
  }

  @Test
  void theNewestThreeCheckpointsAreKeptAndTheNewestComesFirst() throws IOException {
    try (Store store = open()) {
      long world = store.begin("s", "S", START).join();
      store.journal(world).append(entries(0, 10));
      for (int next = 0; next < 6; next++) {
        store.checkpoint(world, image(next, 50_000)).join();
      }
      List<Long> kept = store.find("s").join().orElseThrow().checkpoints();
      assertEquals(3, kept.size());
      WorldImage newest = store.image(kept.getFirst()).join().orElseThrow();
      assertEquals(5, newest.nextSerial());
      assertEquals("d5", newest.digest());
      assertArrayEquals(image(5, 50_000).bytes(), newest.bytes());
    }
  }

  @Test
  void aWorldBegunAnewSetsTheOldOneAside() throws IOException {
    try (Store store = open()) {
      long first = store.begin("s", "S", START).join();
      store.journal(first).append(entries(0, 5));
      long second = store.begin("s", "S", START).join();
      KeptWorld kept = store.find("s").join().orElseThrow();
      assertEquals(second, kept.id());
      assertFalse(kept.hasPast());
      assertEquals(5, store.entries(first, 0).join().size());
      store.begin("s", "S", START).join();
      assertEquals(List.of(), store.entries(first, 0).join());
    }
  }

  @Test
  void eventsAndJobsAreFoundByObjectNewestFirst() {
    try (Store store = open()) {
      long world = store.begin("s", "S", START).join();
      List<SiteEvent> events =
          Stream.iterate(0, i -> i + 1).limit(10).map(i -> event(i, new MachineId(i % 2))).toList();
      List<Job> jobs = Stream.iterate(0, i -> i + 1).limit(10).map(i -> job(i)).toList();
      store.note(world, new Store.Notes(START, events, jobs)).join();
      store.note(world, new Store.Notes(START, events, jobs)).join();
      assertEquals(
          List.of(events.get(7), events.get(5)),
          store.events(world, Optional.of(new MachineId(1)), 8, 2).join());
      assertEquals(10, store.events(world, Optional.empty(), 100, 100).join().size());
      assertEquals(
          List.of(jobs.get(8), jobs.get(6)),
          store.jobs(world, Optional.of(new MachineId(0)), 10, 2).join());
      assertEquals(jobs.reversed(), store.jobs(world, Optional.empty(), 10, 100).join());
      store.forgetFrom(world, 4, 3).join();
      assertEquals(4, store.events(world, Optional.empty(), 100, 100).join().size());
      assertEquals(3, store.jobs(world, Optional.empty(), 100, 100).join().size());
    }
  }

  @Test
  void preferencesAreKept() {
    try (Store store = open()) {
      store.prefer("a", Optional.of("1")).join();
      store.prefer("a", Optional.of("2")).join();
      store.prefer("b", Optional.of("3")).join();
      store.prefer("b", Optional.empty()).join();
    }
    try (Store store = open()) {
      assertEquals(Map.of("a", "2"), store.preferences().join());
    }
  }

  @Test
  void nobodyElseMayReadTheFolderOrAFileInIt() throws IOException {
    try (Store store = open()) {
      store.begin("s", "S", START).join();
      assertEquals("rwx------", rights(folder()));
      try (Stream<Path> files = Files.list(folder())) {
        List<Path> all = files.toList();
        assertTrue(all.size() >= 3, all.toString());
        for (Path file : all) {
          assertEquals("rw-------", rights(file), file.toString());
        }
      }
    }
  }

  @Test
  void aFolderThatWasThereKeepsItsRightsAndWhatElseIsInIt() throws IOException {
    Files.createDirectory(folder());
    Path other = Files.writeString(folder().resolve("report.txt"), "mine");
    for (String rights : List.of("rwxr-xr-x", "rwxrwxrwx", "rwxr-x---", "rwx------")) {
      Files.setPosixFilePermissions(folder(), PosixFilePermissions.fromString(rights));
      Files.setPosixFilePermissions(other, PosixFilePermissions.fromString("rw-r--r--"));
      open().close();
      assertEquals(rights, rights(folder()));
      assertEquals("rw-r--r--", rights(other));
      assertEquals("rw-------", rights(database()), "what is ours nobody else reads");
    }
  }

  @Test
  void everyFolderThatIsMadeOnTheWayIsPrivateAndTheOneAboveStaysAsItIs() throws IOException {
    Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
    Path deep = home.resolve("share").resolve("coppice");
    assertInstanceOf(StoreOpening.Ready.class, StoreOpening.of(deep, CLOCK)).store().close();
    assertEquals("rwx------", rights(deep));
    assertEquals("rwx------", rights(home.resolve("share")));
    assertEquals("rwxr-xr-x", rights(home));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "what?",
        "a?mode=memory",
        "50%",
        "%3F",
        "no #1",
        "a&b=c",
        "a b",
        "ü 漢",
        ":memory:"
      })
  void aFolderMayHaveAnyName(String name) throws IOException {
    Path folder = home.resolve(name).resolve("data");
    try (Store store =
        assertInstanceOf(StoreOpening.Ready.class, StoreOpening.of(folder, CLOCK)).store()) {
      assertTrue(store.isLasting(), store.notices().toString());
      store.prefer("a", Optional.of("1")).join();
    }
    assertTrue(Files.exists(folder.resolve("coppice.db")));
    scribble(folder.resolve("coppice.db"), 0);
    try (Store store =
        assertInstanceOf(StoreOpening.Ready.class, StoreOpening.of(folder, CLOCK)).store()) {
      assertEquals("store.damaged", store.notices().getFirst().code());
      assertTrue(store.isLasting());
    }
  }

  private static String rights(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  @Test
  void aSecondConsoleIsToldWhoUsesTheFolder() {
    try (Store store = open()) {
      assertTrue(store.isLasting());
      Problem problem =
          assertInstanceOf(StoreOpening.Refused.class, StoreOpening.of(folder(), CLOCK)).problem();
      assertEquals("store.in-use", problem.code());
      assertEquals(Long.toString(ProcessHandle.current().pid()), problem.args().getFirst());
    }
    open().close();
  }

  @Test
  void aNewerDatabaseIsRefusedAndLeftAsItIs() throws Exception {
    open().close();
    try (SqliteConnection db = StoreOpener.connect(database())) {
      db.execute("PRAGMA user_version = 99");
    }
    byte[] before = Files.readAllBytes(database());
    Problem problem =
        assertInstanceOf(StoreOpening.Refused.class, StoreOpening.of(folder(), CLOCK)).problem();
    assertEquals("store.newer", problem.code());
    assertEquals(List.of(folder().toString(), "99", "1"), problem.args());
    assertArrayEquals(before, Files.readAllBytes(database()));
  }

  @Test
  void anOlderDatabaseIsBroughtUpToDateWithWhatIsInIt() throws Exception {
    try (Store store = open()) {
      store.prefer("a", Optional.of("1")).join();
    }
    List<String> migrations =
        List.of(
            new String(
                StoreTest.class.getResourceAsStream("/io/coppice/sql/001.sql").readAllBytes(),
                java.nio.charset.StandardCharsets.UTF_8),
            "ALTER TABLE preference ADD COLUMN written INTEGER; UPDATE preference SET written = 5");
    StoreOpening opening = StoreOpener.open(folder(), CLOCK, new Schema(migrations));
    try (Store store = assertInstanceOf(StoreOpening.Ready.class, opening).store()) {
      assertEquals(Map.of("a", "1"), store.preferences().join());
    }
    try (SqliteConnection db = StoreOpener.connect(database())) {
      assertEquals(2, Schema.versionOf(db));
      assertEquals(5, db.number(0, "SELECT written FROM preference"));
    }
  }

  @Test
  void aFileThatIsNoDatabaseIsSetAsideUnchanged() throws IOException {
    Files.createDirectories(folder());
    Files.writeString(database(), "these are somebody's tax returns\n".repeat(1000));
    try (Store store = open()) {
      assertEquals("store.damaged", store.notices().getFirst().code());
      assertEquals(
          List.of("coppice-damaged-20260302T080000Z.db", "0", "0", "0", "0", "0"),
          store.notices().getFirst().args().subList(1, 7));
      store.prefer("a", Optional.of("1")).join();
    }
    assertEquals(
        "these are somebody's tax returns\n".repeat(1000),
        Files.readString(folder().resolve("coppice-damaged-20260302T080000Z.db")));
    try (Store store = open()) {
      assertEquals(List.of(), store.notices());
      assertEquals(Map.of("a", "1"), store.preferences().join());
    }
  }

  @Test
  void whicheverPageIsDamagedWhatIsSavedIsTrueAndTheRestIsSetAsideAsFound() throws IOException {
    try (Store store = open()) {
      long world = store.begin("s", "S", START).join();
      store.journal(world).append(entries(0, 2_000));
      store.checkpoint(world, image(500, 50_000)).join();
      store.prefer("a", Optional.of("1")).join();
    }
    byte[] sound = Files.readAllBytes(database());
    int most = 0;
    for (int page = 1; page < sound.length / 4096; page += 7) {
      Files.write(database(), sound);
      byte[] damaged = scribble(database(), page);
      try (Store store = open()) {
        if (store.notices().isEmpty()) {
          // a page that holds nothing but a checkpoint's bytes, or nothing at all
          continue;
        }
        Problem notice = store.notices().getFirst();
        assertEquals("store.damaged", notice.code());
        assertArrayEquals(damaged, Files.readAllBytes(folder().resolve(notice.args().get(1))));
        Optional<KeptWorld> kept = store.find("s").join();
        if (kept.isPresent()) {
          int from = (int) kept.get().firstSerial();
          List<Entry> saved = store.entries(kept.get().id(), 0).join();
          assertEquals(entries(from, from + saved.size()), saved);
          most = Math.max(most, saved.size());
        }
      }
    }
    assertTrue(most > 500, "saved " + most + " of 2000 at best");
  }

  /** Overwrites a page with noise. */
  private static byte[] scribble(Path file, int page) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      byte[] noise = new byte[4096];
      new Random(page).nextBytes(noise);
      channel.write(ByteBuffer.wrap(noise), page * 4096L);
    }
    return Files.readAllBytes(file);
  }

  @Test
  void aLineOfTheJournalThatIsNotAsItWasWrittenEndsWhatIsSaved() throws Exception {
    try (Store store = open()) {
      long world = store.begin("s", "S", START).join();
      store.journal(world).append(entries(0, 10));
    }
    try (SqliteConnection db = StoreOpener.connect(database())) {
      db.execute(
          "UPDATE journal SET operation = replace(operation, 'name', 'fame') WHERE serial = 6");
    }
    try (Store store = open()) {
      assertEquals("store.damaged", store.notices().getFirst().code());
      KeptWorld kept = store.find("s").join().orElseThrow();
      assertEquals(entries(0, 6), store.entries(kept.id(), 0).join());
      store.journal(kept.id()).append(entries(6, 7));
    }
  }

  @Test
  void aCheckpointWhoseBytesChangedIsNotUsed() throws Exception {
    try (Store store = open()) {
      long world = store.begin("s", "S", START).join();
      store.checkpoint(world, image(0, 1_000)).join();
    }
    try (SqliteConnection db = StoreOpener.connect(database())) {
      db.execute("UPDATE checkpoint SET bytes = zeroblob(1000)");
    }
    try (Store store = open()) {
      long id = store.find("s").join().orElseThrow().checkpoints().getFirst();
      assertEquals(Optional.empty(), store.image(id).join());
    }
  }

  @Test
  void aFullDiskRefusesNamesTheCauseAndGoesOnWhenThereIsRoom() throws IOException {
    try (SqliteStore store = (SqliteStore) open()) {
      List<Problem> heard = new ArrayList<>();
      store.onTrouble(heard::add);
      long world = store.begin("s", "S", START).join();
      store.limitPages(40);
      OperationLog journal = store.journal(world);
      UnkeptException refused =
          assertThrows(UnkeptException.class, () -> journal.append(entries(0, 5_000)));
      assertEquals("store.no-room", refused.problem().code());
      assertThrows(UnkeptException.class, () -> journal.append(entries(0, 5_000)));
      assertEquals(1, heard.size(), "told once for each spell");
      store.limitPages(1_000_000);
      journal.append(entries(0, 5_000));
      assertEquals(5_000, store.entries(world, 0).join().size());
    }
  }

  @Test
  void aFolderThatCannotBeMadeGivesAStoreThatKeepsNothingAndSaysSo() throws IOException {
    Path file = Files.writeString(home.resolve("file"), "not a folder");
    StoreOpening opening = StoreOpening.of(file.resolve("coppice"), CLOCK);
    try (Store store = assertInstanceOf(StoreOpening.Ready.class, opening).store()) {
      assertFalse(store.isLasting());
      assertEquals("store.unwritable", store.notices().getFirst().code());
      store.journal(store.begin("s", "S", START).join()).append(entries(0, 1));
    }
  }

  /** What may have become of a database that was sound. */
  private enum Harm {
    CUT_IN_HALF("store.damaged"),
    CUT_WITHIN_A_PAGE("store.damaged"),
    A_LOG_OF_NOISE_BESIDE_IT(""),
    A_COPY_LEFT_BY_A_KILLED_SALVAGE("store.damaged"),
    A_FOLDER_IN_ITS_PLACE("store.unwritable");

    private final String told;

    Harm(String told) {
      this.told = told;
    }

    void to(Path database) throws IOException {
      byte[] sound = Files.readAllBytes(database);
      switch (this) {
        case CUT_IN_HALF -> Files.write(database, Arrays.copyOf(sound, sound.length / 8192 * 4096));
        case CUT_WITHIN_A_PAGE -> Files.write(database, Arrays.copyOf(sound, 4096 * 9 + 1234));
        case A_LOG_OF_NOISE_BESIDE_IT ->
            Files.writeString(database.resolveSibling("coppice.db-wal"), "noise".repeat(9_999));
        case A_COPY_LEFT_BY_A_KILLED_SALVAGE -> {
          Files.writeString(database.resolveSibling("salvage.db"), "half a copy");
          Files.writeString(database.resolveSibling("salvage.db-wal"), "half a log");
          scribble(database, 3);
        }
        case A_FOLDER_IN_ITS_PLACE -> {
          Files.delete(database);
          Files.createDirectory(database);
          Files.writeString(database.resolve("mine.txt"), "mine");
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void whateverBecameOfTheFileTheStoreOpensAndSaysSoAndLosesNothingMore(Harm harm)
      throws IOException {
    try (Store store = open()) {
      store.journal(store.begin("s", "S", START).join()).append(entries(0, 2_000));
    }
    harm.to(database());
    List<Problem> told = new ArrayList<>();
    StoreOpening opening = StoreOpening.of(folder(), CLOCK);
    try (Store store = assertInstanceOf(StoreOpening.Ready.class, opening).store()) {
      told.addAll(store.notices());
      List<Entry> saved =
          store
              .find("s")
              .join()
              .map(world -> store.entries(world.id(), 0).join())
              .orElse(List.of());
      int first = saved.isEmpty() ? 0 : (int) saved.getFirst().serial();
      assertEquals(entries(first, first + saved.size()), saved);
      store.prefer("a", Optional.of("1")).join();
      assertEquals(
          store.isLasting() ? Map.of("a", "1") : Map.of(),
          store.preferences().join(),
          "it can be used, even where nothing is kept");
    }
    assertEquals(
        harm.told.isEmpty() ? List.of() : List.of(harm.told),
        told.stream().map(Problem::code).toList());
    Messages words = new Messages(Locale.ENGLISH);
    told.forEach(problem -> assertFalse(words.cure(problem).isBlank()));
    if (Files.isDirectory(database())) {
      assertEquals("mine", Files.readString(database().resolve("mine.txt")));
    }
  }

  /** So a file looks whose console was killed before it wrote anything. */
  @Test
  void anEmptyFileIsTheBeginning() throws IOException {
    Files.createDirectories(folder());
    Files.write(database(), new byte[0]);
    try (Store store = open()) {
      assertEquals(List.of(), store.notices());
      assertTrue(store.isLasting());
    }
  }
}
