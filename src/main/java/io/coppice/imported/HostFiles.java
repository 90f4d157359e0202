package io.coppice.imported;

import io.coppice.imported.FileTexts.Bounds;
import io.coppice.imported.FileTexts.HostFile;
import io.coppice.model.CountedInput;
import io.coppice.model.Problem;
import io.coppice.model.ReadingProgress;
import io.coppice.model.Severity;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * The text files of a folder, of a zip or tar archive (compressed or not), or one file alone.
 * Bounded: files that are too large are left out, and reading ends after {@value #MOST_FILES} files
 * or {@value #MOST_BYTES} bytes, whatever an archive claims to hold. Several files of a folder are
 * read at once; what was read of them stands in the order of their names.
 */
final class HostFiles {
  private static final int MOST_FILES = 50_000;
  private static final long MOST_BYTES = 2L << 30;
  private static final int DEEPEST = 8;

  private final Bounds bounds;
  private final Bounds left;
  private final List<HostFile> files = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();
  private final ReadingProgress progress;
  private final AtomicLong counted = new AtomicLong();
  private final ThreadLocal<FileTexts.Room> rooms = ThreadLocal.withInitial(FileTexts.Room::new);
  private Instant newest = Instant.MIN;
  private long total;

  /** A file of the folder, and its name from there. */
  private record Found(Path path, String name, long size) {}

  private record Read(Found file, FileTexts texts) {}

  private HostFiles(ReadingProgress progress, long mostBytes) {
    this.progress = progress;
    this.bounds = new Bounds(MOST_FILES, mostBytes);
    this.left = new Bounds(MOST_FILES, mostBytes);
  }

  /** Reading is the first half of what is told; the second is to understand it. */
  static HostFiles read(Path from, OrderedTasks tasks, ReadingProgress progress) {
    return read(from, tasks, progress, MOST_BYTES);
  }

  /** The same, of so many bytes. */
  static HostFiles read(Path from, OrderedTasks tasks, ReadingProgress progress, long mostBytes) {
    HostFiles read = new HostFiles(progress, mostBytes);
    try {
      if (Files.isDirectory(from)) {
        read.folder(from, tasks);
      } else {
        read.total = Files.size(from);
        Found alone = new Found(from, from.getFileName().toString(), read.total);
        read.keep(read.texts(alone, false, read.left));
      }
    } catch (IOException e) {
      read.problems.add(
          Problem.of(
              Severity.ERROR,
              "import.unreadable",
              List.of(),
              from.toString(),
              String.valueOf(e.getMessage())));
    }
    return read;
  }

  /** The files of an archive that comes as a stream. */
  static HostFiles read(String name, InputStream in) {
    HostFiles read = new HostFiles(ReadingProgress.NONE, MOST_BYTES);
    FileTexts texts = new FileTexts(false, 0, read.left, new FileTexts.Room());
    try {
      texts.read(in, name, Optional.empty());
    } catch (IOException e) {
      texts.unreadable(name, e);
    }
    read.keep(texts);
    return read;
  }

  /**
   * When the newest of them was written, as the folder or archive says; an answer is as old as the
   * file that it was written to.
   */
  Optional<Instant> written() {
    return Optional.of(newest).filter(at -> at.isAfter(Instant.EPOCH));
  }

  List<HostFile> files() {
    return files;
  }

  /** Whether there is nothing, and what there was is told to be something else. */
  boolean isRefused() {
    return files.isEmpty() && !problems.isEmpty();
  }

  List<Problem> problems() {
    return problems;
  }

  private void folder(Path folder, OrderedTasks tasks) throws IOException {
    List<Path> paths;
    try (Stream<Path> walk = Files.walk(folder, DEEPEST, FileVisitOption.FOLLOW_LINKS)) {
      paths = walk.filter(Files::isRegularFile).limit(MOST_FILES + 1L).sorted(byName()).toList();
    } catch (java.io.UncheckedIOException e) {
      throw e.getCause();
    }
    List<Found> found = new ArrayList<>();
    for (Path path : paths) {
      long size = Files.size(path);
      total += size;
      found.add(new Found(path, folder.relativize(path).toString().replace('\\', '/'), size));
    }
    tasks.run(found, file -> new Read(file, texts(file, true, bounds)), this::take);
  }

  private static Comparator<Path> byName() {
    return Comparator.comparing(Path::toString);
  }

  /** Reads one; any thread. */
  private FileTexts texts(Found file, boolean among, Bounds within) {
    FileTexts texts = new FileTexts(among, file.size(), within, rooms.get());
    AtomicLong before = new AtomicLong();
    try (InputStream plain = Files.newInputStream(file.path());
        InputStream in = new CountedInput(plain, read -> reached(read - before.getAndSet(read)))) {
      texts.read(in, file.name(), Optional.of(Files.getLastModifiedTime(file.path()).toInstant()));
    } catch (IOException e) {
      texts.unreadable(among ? file.name() : file.path().toString(), e);
    }
    return texts;
  }

  private void reached(long more) {
    progress.reached(Math.min(total, counted.addAndGet(more)), 2 * total);
  }

  /**
   * Takes what was read of the next file. Near the bounds it is read again, within what the files
   * before it left, for those that come after it took room too: what is left out does not depend on
   * which thread was first.
   */
  private void take(Read read) {
    FileTexts texts = read.texts();
    if (texts.isCut() || !left.have(texts.files().size(), texts.bytes())) {
      bounds.take(-texts.files().size(), -texts.bytes());
      texts = texts(read.file(), true, left);
      bounds.take(texts.files().size(), texts.bytes());
    } else {
      left.take(texts.files().size(), texts.bytes());
    }
    keep(texts);
  }

  private void keep(FileTexts texts) {
    problems.addAll(texts.problems());
    for (HostFile file : texts.files()) {
      file.written().filter(newest::isBefore).ifPresent(time -> newest = time);
      files.add(file);
    }
  }
}
