package io.coppice.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.coppice.backend.InventoryOperation.SetNotes;
import io.coppice.backend.Outcome;
import io.coppice.backend.SiteFactory;
import io.coppice.backend.Snapshot;
import io.coppice.model.EntityId.MachineId;
import io.coppice.testkit.KeptDescription;
import io.coppice.testkit.KeptFolders;
import io.coppice.testkit.Sessions;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What earlier versions left is there with everything in it; {@link KeptFolders} made it. */
class KeptFoldersTest {
  private static final MachineId SOME = new MachineId(0);

  private static final Pattern PAGES = Pattern.compile("own pages (\\d+)");

  private static final Pattern STARVATION =
      Pattern.compile("alarm\\.(host-cpu-short|host-swapping|(pool|machine)-(cpu|memory)-limit)");

  /** What a guest that just came up writes in a second or two: 128 KiB. */
  private static final double FEW_PAGES = 32;

  @TempDir private Path home;

  static Stream<Path> everyVersion() throws IOException, URISyntaxException {
    Path kept = Path.of(KeptFoldersTest.class.getResource("/kept").toURI());
    try (Stream<Path> versions = Files.list(kept)) {
      return versions.sorted().toList().stream();
    }
  }

  static Stream<Path> everyFolder() throws IOException, URISyntaxException {
    return everyVersion().flatMap(version -> KeptFolders.NAMES.stream().map(version::resolve));
  }

  private static Path beside(Path path, String ending) {
    return path.resolveSibling(path.getFileName() + ending);
  }

  private Path unpacked(Path kept) throws IOException {
    Path folder = Files.createDirectories(home.resolve("data"));
    try (InputStream in = Files.newInputStream(beside(kept, ".zip"));
        ZipInputStream zip = new ZipInputStream(in)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        Files.copy(zip, folder.resolve(entry.getName()));
      }
    }
    return folder;
  }

  private static List<String> expected(Path kept) throws IOException {
    return Files.readAllLines(beside(kept, ".txt"));
  }

  @ParameterizedTest
  @MethodSource("everyFolder")
  void everythingAnEarlierVersionLeftIsThere(Path kept) throws IOException {
    String name = kept.getFileName().toString();
    List<String> origins = new ArrayList<>();
    SiteFactory watched =
        (past, log) -> {
          origins.add(past.origin().getClass().getSimpleName() + " and " + past.since().size());
          return Sessions.sims().open(past, log);
        };
    try (LiveSession session = KeptFolders.open(unpacked(kept), name, watched)) {
      // From its newest checkpoint, at the first try.
      assertEquals(List.of("Checkpoint and 6"), origins);
      assertEquals(List.of(), session.notices());
      assertSame(expected(kept), KeptDescription.of(session));
    }
  }

  /**
   * What came after the checkpoint is lived through again by the rules of now, so the pages that
   * guests wrote in those seconds may be some more or fewer, and starvation is told of, which the
   * first kept version did not know; all else is as it was.
   */
  private static void assertSame(List<String> expected, List<String> all) {
    boolean knew = expected.stream().anyMatch(line -> STARVATION.matcher(line).find());
    List<String> found =
        all.stream().filter(line -> knew || !STARVATION.matcher(line).find()).toList();
    assertEquals(
        String.join("\n", expected.stream().map(KeptFoldersTest::withoutPages).toList()),
        String.join("\n", found.stream().map(KeptFoldersTest::withoutPages).toList()));
    for (int i = 0; i < expected.size(); i++) {
      Matcher was = PAGES.matcher(expected.get(i));
      Matcher is = PAGES.matcher(found.get(i));
      if (was.find() && is.find()) {
        double pages = Double.parseDouble(was.group(1));
        double margin = Math.max(0.05 * pages, FEW_PAGES);
        assertEquals(pages, Double.parseDouble(is.group(1)), margin, found.get(i));
      }
    }
  }

  private static String withoutPages(String line) {
    return PAGES.matcher(line).replaceAll("own pages");
  }

  @ParameterizedTest
  @MethodSource("everyFolder")
  void itGoesOnFromThereAndOpensAgain(Path kept) throws IOException {
    String name = kept.getFileName().toString();
    Path folder = unpacked(kept);
    List<String> left;
    try (LiveSession session = KeptFolders.open(folder, name)) {
      Snapshot before = session.snapshot();
      for (int step = 0; step < 20; step++) {
        session.site().time().orElseThrow().step().toCompletableFuture().join();
      }
      assertEquals(true, session.snapshot().time().isAfter(before.time()));
      assertInstanceOf(
          Outcome.Accepted.class,
          session
              .submit("Notes", List.of(new SetNotes(SOME, "later")))
              .toCompletableFuture()
              .join()
              .getFirst());
      left = KeptDescription.of(session);
    }
    try (LiveSession session = KeptFolders.open(folder, name)) {
      assertEquals(String.join("\n", left), String.join("\n", KeptDescription.of(session)));
    }
  }

  @ParameterizedTest
  @MethodSource("everyVersion")
  void aScenarioFileOfAnEarlierVersionSaysWhatItSaid(Path version) throws IOException {
    assertEquals(
        String.join("\n", expected(version.resolve("scenario"))),
        String.join("\n", KeptDescription.of(KeptFolders.read(version.resolve("scenario.json")))));
  }

  @Test
  void thereIsAKeptVersion() throws IOException, URISyntaxException {
    assertEquals(true, everyVersion().findAny().isPresent());
  }
}
