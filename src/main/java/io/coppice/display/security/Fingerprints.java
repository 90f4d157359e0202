package io.coppice.display.security;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Digests that every Java has. */
final class Fingerprints {
  private Fingerprints() {}

  static byte[] digest(String algorithm, byte[]... parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance(algorithm);
      for (byte[] part : parts) {
        digest.update(part);
      }
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** SHA-256 as pairs of hex digits with colons between them. */
  static String of(byte[] encoded) {
    return HexFormat.ofDelimiter(":").withUpperCase().formatHex(digest("SHA-256", encoded));
  }
}
