package io.coppice.display.text;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;

/**
 * A font of eight columns, one byte a row, as the Linux console loads them (PSF version 1, {@code
 * linux/drivers/tty/vt} and the kbd project's description: 0x36 0x04, mode, bytes a glyph, glyphs,
 * then for each glyph its characters in UTF-16LE up to 0xFFFF; 0xFFFE begins sequences). The
 * built-in one is Spleen 8x16 (BSD-2-Clause, its notice lies beside it).
 */
public final class BitmapFont {
  /** Rows of a glyph. */
  public static final int HEIGHT = 16;

  private static final String SPLEEN = "/io/coppice/fonts/spleen-8x16.psfu.gz";
  private static final int MAGIC = 0x3604;
  private static final int GLYPHS_512 = 1;
  private static final int HAS_TABLE = 2;
  private static final int END = 0xFFFF;
  private static final int SEQUENCE = 0xFFFE;

  private static final class Held {
    static final BitmapFont SPLEEN = load();

    private static BitmapFont load() {
      try (InputStream in = BitmapFont.class.getResourceAsStream(BitmapFont.SPLEEN)) {
        return new BitmapFont(new GZIPInputStream(in));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private final byte[] rows;
  private final short[] glyphs = new short[Character.MAX_VALUE + 1];

  private BitmapFont(InputStream from) throws IOException {
    DataInputStream in = new DataInputStream(from);
    int magic = in.readUnsignedShort();
    int mode = in.readUnsignedByte();
    int height = in.readUnsignedByte();
    if (magic != MAGIC || height != HEIGHT || (mode & HAS_TABLE) == 0) {
      throw new IOException("This is no console font of 16 rows with its characters");
    }
    int count = (mode & GLYPHS_512) != 0 ? 512 : 256;
    rows = in.readNBytes(count * HEIGHT);
    Arrays.fill(glyphs, (short) -1);
    for (int glyph = 0; glyph < count; glyph++) {
      boolean single = true;
      for (int unit = unit(in); unit != END; unit = unit(in)) {
        single &= unit != SEQUENCE;
        if (single && glyphs[unit] < 0) {
          glyphs[unit] = (short) glyph;
        }
      }
    }
  }

  private static int unit(DataInputStream in) throws IOException {
    return Short.toUnsignedInt(Short.reverseBytes(in.readShort()));
  }

  /** Spleen 8x16; loaded when it is first asked for. */
  public static BitmapFont spleen() {
    return Held.SPLEEN;
  }

  /** Whether it can draw a character. */
  public boolean has(char character) {
    return glyphs[character] >= 0;
  }

  /** Eight pixels of a row of a character, the leftmost in the highest bit; "?" for a stranger. */
  public int row(char character, int row) {
    int glyph = glyphs[character] >= 0 ? glyphs[character] : glyphs['?'];
    return rows[glyph * HEIGHT + row] & 0xFF;
  }
}
