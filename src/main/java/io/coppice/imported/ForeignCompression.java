package io.coppice.imported;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/** What archives are compressed with that cannot be opened here, by their first bytes. */
enum ForeignCompression {
  /** "BZh" and the size of its blocks (bzip2's manual, chapter 4). */
  BZIP2("bzip2", "425a68"),
  /** The .xz file format, version 1.2.0, section 2.1.1.1. */
  XZ("xz", "fd377a585a00"),
  /** RFC 8878 section 3.1.1. */
  ZSTD("Zstandard", "28b52ffd"),
  /** 7zFormat.txt of the LZMA SDK: SignatureHeader. */
  SEVEN_ZIP("7-Zip", "377abcaf271c"),
  /** RAR 5.0 archive format, "RAR signature"; the first six bytes are those of RAR 4 too. */
  RAR("RAR", "526172211a07");

  private static final int LONGEST = 6;

  private final String label;
  private final byte[] first;

  ForeignCompression(String label, String first) {
    this.label = label;
    this.first = HexFormat.of().parseHex(first);
  }

  /** As it is called. */
  String label() {
    return label;
  }

  /** That of a stream, which stands at its beginning and stays there. */
  static Optional<ForeignCompression> of(InputStream in) throws IOException {
    in.mark(LONGEST);
    byte[] head = in.readNBytes(LONGEST);
    in.reset();
    return Arrays.stream(values())
        .filter(
            it ->
                head.length >= it.first.length
                    && Arrays.equals(head, 0, it.first.length, it.first, 0, it.first.length))
        .findFirst();
  }
}
