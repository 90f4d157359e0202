package io.coppice.imported;

import io.coppice.model.Problem;
import io.coppice.model.Severity;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.attribute.FileTime;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * The texts of one file: its own, or those of the zip or tar archive (compressed or not) that it
 * is. What was whole before it broke off is kept. One thread.
 */
final class FileTexts {
  private static final int LARGEST = 128 << 20;

  /** Archives in archives in archives. */
  private static final int MOST_NESTED = 3;

  private static final int TAR_BLOCK = 512;
  private static final int HEAD = 1 << 9;
  private static final int LEAST_ROOM = 1 << 12;
  private static final int MOST_ROOM = 1 << 24;

  private final List<HostFile> files = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();
  private final Bounds bounds;
  private final Room room;
  private long bytes;
  private boolean cut;

  /** Before the names of the archive that is being read; and whether it is one file of several. */
  private String prefix = "";

  private boolean among;
  private int nested;

  /**
   * A file.
   *
   * @param path from the folder, its parts apart by slashes
   * @param written as the folder or archive says
   */
  record HostFile(String path, String text, Optional<Instant> written) {}

  /**
   * Where the bytes of files are read into, of one after the other: a place of its own for each of
   * a large fabric's files would be as much as all of them together. One thread.
   */
  static final class Room {
    private byte[] bytes = {};

    private void begin(long size) {
      int wanted = Math.clamp(size + 1, LEAST_ROOM, MOST_ROOM);
      if (bytes.length < wanted || bytes.length > MOST_ROOM) {
        bytes = new byte[wanted];
      }
    }
  }

  /** How much may be read: of one file alone, or of all that are read at once. Any thread. */
  static final class Bounds {
    private final AtomicLong files;
    private final AtomicLong bytes;

    Bounds(long files, long bytes) {
      this.files = new AtomicLong(files);
      this.bytes = new AtomicLong(bytes);
    }

    private boolean areMet() {
      return !have(0, 0);
    }

    /** Whether there is room for as much, and some beyond. */
    boolean have(long moreFiles, long moreBytes) {
      return files.get() > moreFiles && bytes.get() > moreBytes;
    }

    /** Takes as much; a negative number gives it back. */
    void take(long moreFiles, long moreBytes) {
      files.addAndGet(-moreFiles);
      bytes.addAndGet(-moreBytes);
    }
  }

  /**
   * Nothing yet.
   *
   * @param among whether the file is one of several, so that what it holds stands in a folder of
   *     its name
   * @param size of the file, as far as it is known
   */
  FileTexts(boolean among, long size, Bounds bounds, Room room) {
    this.among = among;
    this.bounds = bounds;
    this.room = room;
    room.begin(size);
  }

  List<HostFile> files() {
    return files;
  }

  List<Problem> problems() {
    return problems;
  }

  long bytes() {
    return bytes;
  }

  /** Whether something was left out because the bounds were met. */
  boolean isCut() {
    return cut;
  }

  /** Reads it. Where it breaks off, what came before is kept. */
  void read(InputStream in, String name, Optional<Instant> at) throws IOException {
    file(in, name, at);
  }

  /** Tells that it cannot be read to its end. */
  void unreadable(String name, IOException e) {
    problems.add(
        Problem.of(
            Severity.ERROR, "import.unreadable", List.of(), name, String.valueOf(e.getMessage())));
  }

  private void file(InputStream raw, String name, Optional<Instant> at) throws IOException {
    String lower = name.toLowerCase(Locale.ROOT);
    BufferedInputStream in = new BufferedInputStream(raw, isPacked(lower) ? 1 << 16 : HEAD);
    Optional<ForeignCompression> foreign = ForeignCompression.of(in);
    if (foreign.isPresent()) {
      problems.add(Problem.error("import.compression", name, foreign.get().label()));
      return;
    }
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

  /** Whether it is read in small pieces; of others only the head is, and the rest at once. */
  private static boolean isPacked(String lower) {
    return lower.endsWith("zip") || lower.endsWith("tar") || lower.endsWith("gz");
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
    if (!bounds.areMet()) {
      return true;
    }
    cut = true;
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
      for (int n;
          (n = in.read(room.bytes, held, room.bytes.length - held)) >= 0 && held <= LARGEST; ) {
        held += n;
        if (held == room.bytes.length) {
          room.bytes = Arrays.copyOf(room.bytes, 2 * held);
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
    bounds.take(0, held);
    String text = decoded(held);
    if (text.indexOf('\0') >= 0) {
      problems.add(Problem.of(Severity.INFO, "import.not-text", List.of(), name));
      return;
    }
    files.add(new HostFile(name.startsWith("./") ? name.substring(2) : name, text, at));
    bounds.take(1, 0);
    if (broken) {
      throw new java.io.EOFException(name);
    }
  }

  private String decoded(int length) {
    return new String(room.bytes, 0, length, charset(length));
  }

  /**
   * UTF-8, or UTF-16 where its mark says so: PowerShell's {@code >} writes that. Without the mark
   * it is told by its zeros, for answers are ASCII nearly all: one in each pair of bytes, and on
   * one side of it.
   */
  private Charset charset(int length) {
    int mark = length < 2 ? 0 : (room.bytes[0] & 0xFF) << 8 | room.bytes[1] & 0xFF;
    if (mark == 0xFFFE || mark == 0xFEFF) {
      return StandardCharsets.UTF_16;
    }
    int pairs = Math.min(length, HEAD) / 2;
    int first = 0;
    int second = 0;
    for (int i = 0; i < pairs; i++) {
      first += room.bytes[2 * i] == 0 ? 1 : 0;
      second += room.bytes[2 * i + 1] == 0 ? 1 : 0;
    }
    int least = Math.max(1, pairs - pairs / 8);
    return first == 0 && second >= least
        ? StandardCharsets.UTF_16LE
        : second == 0 && first >= least ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_8;
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
