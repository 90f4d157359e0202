package io.coppice.imported;

import io.coppice.model.CountedInput;
import io.coppice.model.Problem;
import io.coppice.model.ReadingProgress;
import io.coppice.model.Severity;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * The text files of a folder, of a zip or tar archive (compressed or not), or one file alone.
 * Bounded: files of more than {@value #LARGEST} bytes are left out, and reading ends after {@value
 * #MOST_FILES} files or {@value #MOST_BYTES} bytes, whatever an archive claims to hold.
 */
final class HostFiles {
  private static final int LARGEST = 128 << 20;
  private static final int MOST_FILES = 50_000;
  private static final long MOST_BYTES = 2L << 30;
  private static final int DEEPEST = 8;

  /** Archives in archives in archives. */
  private static final int MOST_NESTED = 3;

  private static final int TAR_BLOCK = 512;

  private final List<HostFile> files = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();
  private Instant newest = Instant.MIN;
  private byte[] room = new byte[1 << 16];
  private long bytes;

  /**
   * A file.
   *
   * @param path from the folder, its parts apart by slashes
   */
  record HostFile(String path, String text) {}

  private final ReadingProgress progress;
  private long total;
  private long counted;

  /** Before the names of the archive that is being read; and whether it is one file of several. */
  private String prefix = "";

  private boolean among;
  private int nested;

  private HostFiles(ReadingProgress progress) {
    this.progress = progress;
  }

  /** Reading is the first half of what is told; the second is to understand it. */
  static HostFiles read(Path from, ReadingProgress progress) {
    HostFiles read = new HostFiles(progress);
    try {
      if (Files.isDirectory(from)) {
        read.folder(from);
      } else {
        read.total = Files.size(from);
        read.file(from, from.getFileName().toString());
      }
    } catch (IOException e) {
      read.unreadable(from.toString(), e);
    }
    return read;
  }

  /** The files of an archive that comes as a stream. */
  static HostFiles read(String name, InputStream in) {
    HostFiles read = new HostFiles(ReadingProgress.NONE);
    try {
      read.file(in, name, Optional.empty());
    } catch (IOException e) {
      read.unreadable(name, e);
    }
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

  private void folder(Path folder) throws IOException {
    among = true;
    List<Path> paths;
    try (Stream<Path> walk = Files.walk(folder, DEEPEST, FileVisitOption.FOLLOW_LINKS)) {
      paths = walk.filter(Files::isRegularFile).limit(MOST_FILES + 1L).sorted(byName()).toList();
    } catch (java.io.UncheckedIOException e) {
      throw e.getCause();
    }
    for (Path path : paths) {
      total += Files.size(path);
    }
    for (Path path : paths) {
      String name = folder.relativize(path).toString().replace('\\', '/');
      try {
        file(path, name);
      } catch (IOException e) {
        unreadable(name, e);
      }
    }
  }

  private static Comparator<Path> byName() {
    return Comparator.comparing(Path::toString);
  }

  private void unreadable(String name, IOException e) {
    problems.add(
        Problem.of(
            Severity.ERROR, "import.unreadable", List.of(), name, String.valueOf(e.getMessage())));
  }

  private void file(Path path, String name) throws IOException {
    long before = counted;
    try (InputStream plain = Files.newInputStream(path);
        InputStream in = new CountedInput(plain, bytes -> reached(before + bytes))) {
      file(in, name, Optional.of(Files.getLastModifiedTime(path).toInstant()));
    }
  }

  private void reached(long bytes) {
    counted = bytes;
    progress.reached(bytes, 2 * total);
  }

  private void file(InputStream raw, String name, Optional<Instant> at) throws IOException {
    BufferedInputStream in = new BufferedInputStream(raw, 1 << 16);
    Optional<ForeignCompression> foreign = ForeignCompression.of(in);
    if (foreign.isPresent()) {
      problems.add(Problem.error("import.compression", name, foreign.get().label()));
      return;
    }
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.endsWith(".zip")) {
      within(name, ".zip", () -> zip(in));
    } else if (lower.endsWith(".tar")) {
      within(name, ".tar", () -> tar(in));
    } else if (lower.endsWith(".tar.gz")) {
      within(name, ".tar.gz", () -> tar(new GZIPInputStream(in, 1 << 16)));
    } else if (lower.endsWith(".tgz")) {
      within(name, ".tgz", () -> tar(new GZIPInputStream(in, 1 << 16)));
    } else if (lower.endsWith(".gz")) {
      text(name.substring(0, name.length() - 3), new GZIPInputStream(in, 1 << 16), at);
    } else {
      text(name, in, at);
    }
  }

  /** Something to read. */
  @FunctionalInterface
  private interface Reading {
    void run() throws IOException;
  }

  /**
   * Reads an archive. What lies in one that is itself a file among others stands in a folder of its
   * name: {@code h1.tar.gz} beside {@code h2.tar.gz} are two hosts.
   */
  private void within(String name, String ending, Reading reading) throws IOException {
    if (nested == MOST_NESTED) {
      problems.add(Problem.of(Severity.WARNING, "import.too-much", List.of(), name));
      return;
    }
    String before = prefix;
    prefix = among ? name.substring(0, name.length() - ending.length()) + "/" : "";
    boolean amongBefore = among;
    among = true;
    nested++;
    try {
      reading.run();
    } finally {
      nested--;
      among = amongBefore;
      prefix = before;
    }
  }

  /** A file of an archive, which may be an archive too. */
  private void entry(String name, InputStream in, Optional<Instant> at) throws IOException {
    file(in, prefix + (name.startsWith("./") ? name.substring(2) : name), at);
  }

  private void zip(InputStream in) throws IOException {
    ZipInputStream zip = new ZipInputStream(in);
    for (ZipEntry entry; (entry = zip.getNextEntry()) != null && roomFor(entry.getName()); ) {
      if (!entry.isDirectory()) {
        entry(
            entry.getName().replace('\\', '/'),
            zip,
            Optional.ofNullable(entry.getLastModifiedTime()).map(FileTime::toInstant));
      }
    }
  }

  /** POSIX.1-1988 ustar, with the long names of GNU tar and of pax headers. */
  private void tar(InputStream in) throws IOException {
    String longName = null;
    byte[] head = in.readNBytes(TAR_BLOCK);
    for (; head.length == TAR_BLOCK && head[0] != 0; head = in.readNBytes(TAR_BLOCK)) {
      String prefix = head[257] == 'u' ? field(head, 345, 155) : "";
      String name = (prefix.isEmpty() ? "" : prefix + "/") + field(head, 0, 100);
      long size = octal(head, 124);
      Optional<Instant> at = written(head);
      InputStream body = new Bounded(in, size);
      switch ((char) head[156]) {
        case 'L' ->
            longName = new String(body.readNBytes(4096), StandardCharsets.UTF_8).replace("\0", "");
        case 'x' ->
            longName =
                paxPath(new String(body.readNBytes(65536), StandardCharsets.UTF_8), longName);
        case '0', '\0' -> {
          if (!roomFor(name)) {
            return;
          }
          entry(longName == null ? name : longName, body, at);
          longName = null;
        }
        default -> longName = null;
      }
      body.skip(Long.MAX_VALUE);
      in.skipNBytes((TAR_BLOCK - size % TAR_BLOCK) % TAR_BLOCK);
    }
  }

  private static String field(byte[] head, int from, int length) {
    int end = from;
    while (end < from + length && head[end] != 0) {
      end++;
    }
    return new String(head, from, end - from, StandardCharsets.UTF_8);
  }

  private static Optional<Instant> written(byte[] head) {
    try {
      return Optional.of(Instant.ofEpochSecond(octal(head, 136)));
    } catch (IOException | DateTimeException e) {
      return Optional.empty();
    }
  }

  private static long octal(byte[] head, int from) throws IOException {
    String digits = field(head, from, 12).strip();
    try {
      return digits.isEmpty() ? 0 : Long.parseUnsignedLong(digits, 8) & Long.MAX_VALUE;
    } catch (NumberFormatException e) {
      throw new IOException("tar: " + digits, e);
    }
  }

  private static String paxPath(String records, String otherwise) {
    int at = records.indexOf(" path=");
    int end = at < 0 ? -1 : records.indexOf('\n', at);
    return end < 0 ? otherwise : records.substring(at + 6, end);
  }

  private boolean roomFor(String name) {
    if (files.size() < MOST_FILES && bytes < MOST_BYTES) {
      return true;
    }
    problems.add(Problem.of(Severity.WARNING, "import.too-much", List.of(), name));
    return false;
  }

  private void text(String name, InputStream in, Optional<Instant> at) throws IOException {
    if (!roomFor(name)) {
      return;
    }
    int held = 0;
    boolean broken = false;
    try {
      for (int n; (n = in.read(room, held, room.length - held)) >= 0 && held <= LARGEST; ) {
        held += n;
        if (held == room.length) {
          room = Arrays.copyOf(room, 2 * held);
        }
      }
    } catch (java.io.EOFException | java.util.zip.ZipException e) {
      broken = true;
    }
    if (held > LARGEST) {
      problems.add(Problem.of(Severity.WARNING, "import.too-large", List.of(), name));
      return;
    }
    bytes += held;
    String text = decoded(held);
    if (text.indexOf('\0') >= 0) {
      problems.add(Problem.of(Severity.INFO, "import.not-text", List.of(), name));
      return;
    }
    at.filter(newest::isBefore).ifPresent(time -> newest = time);
    files.add(new HostFile(name.startsWith("./") ? name.substring(2) : name, text));
    if (broken) {
      throw new java.io.EOFException(name);
    }
  }

  /** UTF-8, or UTF-16 where its mark says so: PowerShell's {@code >} writes that. */
  private String decoded(int length) {
    int mark = length < 2 ? 0 : (room[0] & 0xFF) << 8 | room[1] & 0xFF;
    boolean wide = mark == 0xFFFE || mark == 0xFEFF;
    return new String(room, 0, length, wide ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8);
  }

  /** A part of a stream: as many bytes and no more. */
  private static final class Bounded extends InputStream {
    private final InputStream in;
    private long left;

    Bounded(InputStream in, long left) {
      this.in = in;
      this.left = left;
    }

    @Override
    public int read() throws IOException {
      if (left <= 0) {
        return -1;
      }
      left--;
      return in.read();
    }

    @Override
    public int read(byte[] into, int at, int length) throws IOException {
      if (left <= 0) {
        return -1;
      }
      int n = in.read(into, at, (int) Math.min(length, left));
      left = n < 0 ? 0 : left - n;
      return n;
    }

    @Override
    public long skip(long wanted) throws IOException {
      long skipped = 0;
      byte[] away = new byte[8192];
      for (int n; skipped < wanted && (n = read(away, 0, away.length)) >= 0; ) {
        skipped += n;
      }
      return skipped;
    }
  }
}
