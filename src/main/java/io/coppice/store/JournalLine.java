package io.coppice.store;

import io.coppice.backend.OperationLog.Entry;
import io.coppice.backend.SiteFactory.NewerException;
import io.coppice.codec.JsonCodec;
import io.coppice.model.SimTime;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

/**
 * A line of a world's journal.
 *
 * <p>The journal is a command log. An operation that was accepted is committed to it, on the disk,
 * before the world does anything about it (write-ahead: Mohan et al., "ARIES", ACM TODS 17(1),
 * 1992); but what is written is what was asked, not what became of it. A simulated world is a
 * deterministic state machine, so the same operations at the same simulated instants lead from the
 * same state to the same state (Schneider, "Implementing Fault-Tolerant Services Using the State
 * Machine Approach", ACM Computing Surveys 22(4), 1990; of databases: Malviya et al., "Rethinking
 * Main Memory OLTP Recovery", ICDE 2014). That keeps a line at some hundred bytes, however much
 * follows from it, for the price of doing it again on opening; checkpoints bound that price.
 *
 * <p>Lines are numbered from zero without a gap, and a checkpoint says which line is the first that
 * is not in it: a world is opened from a checkpoint and the lines from there on. Each line has its
 * checksum (CRC-32C, RFC 3720, appendix B.4) over number, instant and text, so that one that is not
 * as it was written, and what no longer joins on, is told and left out.
 *
 * <p>The text is the operation as {@link JsonCodec} writes it, by the names of its components, and
 * before them the number of the format. Lines of the first versions have no number; one of a newer
 * format than this is refused, and nothing of it is given up.
 *
 * @param serial its place
 * @param at microseconds of simulated time
 */
record JournalLine(long serial, long at, String operation) {
  /** The format that is written. 1 has no number in its lines, and says the same. */
  static final int FORMAT = 2;

  private static final Pattern NUMBERED = Pattern.compile("\\{\"format\":(\\d{1,9}),");

  static JournalLine of(Entry entry, JsonCodec codec) {
    String text = codec.write(entry.operation());
    return new JournalLine(
        entry.serial(), entry.at().micros(), "{\"format\":" + FORMAT + ',' + text.substring(1));
  }

  /**
   * What was written.
   *
   * @throws NewerException if a newer version wrote it
   * @throws IOException if it is no operation that this version knows
   */
  Entry entry(JsonCodec codec) throws IOException {
    int format = format();
    if (format > FORMAT) {
      throw new NewerException("line " + serial + " of the journal has format " + format, null);
    }
    return new Entry(serial, new SimTime(at), codec.operation(operation));
  }

  private int format() {
    Matcher number = NUMBERED.matcher(operation);
    return number.lookingAt() ? Integer.parseInt(number.group(1)) : 1;
  }

  /** Its checksum. */
  long sum() {
    CRC32C sum = new CRC32C();
    sum.update(ByteBuffer.allocate(16).putLong(serial).putLong(at).flip());
    sum.update(operation.getBytes(StandardCharsets.UTF_8));
    return sum.getValue();
  }
}
