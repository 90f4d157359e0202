package io.coppice.display.security;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * AES in EAX mode: counter mode for secrecy, CMAC for truth (Bellare, Rogaway, Wagner, "The EAX
 * Mode of Operation", 2004; CMAC is RFC 4493). One thread.
 */
final class AesEax {
  static final int TAG = 16;
  private static final int BLOCK = 16;

  private final SecretKeySpec key;
  private final Cipher block;
  private final Cipher counter;
  private final byte[] whole;
  private final byte[] padded;

  AesEax(byte[] key) throws GeneralSecurityException {
    this.key = new SecretKeySpec(key, "AES");
    block = Cipher.getInstance("AES/ECB/NoPadding");
    block.init(Cipher.ENCRYPT_MODE, this.key);
    counter = Cipher.getInstance("AES/CTR/NoPadding");
    whole = doubled(block.doFinal(new byte[BLOCK]));
    padded = doubled(whole);
  }

  /** Twice a block in the field of RFC 4493 2.3. */
  private static byte[] doubled(byte[] from) {
    byte[] out = new byte[BLOCK];
    int carry = 0;
    for (int i = BLOCK - 1; i >= 0; i--) {
      int value = (from[i] & 0xFF) << 1 | carry;
      out[i] = (byte) value;
      carry = value >> 8;
    }
    if (carry != 0) {
      out[BLOCK - 1] ^= (byte) 0x87;
    }
    return out;
  }

  /** CMAC of a message with a number in front, which keeps nonce, header and text apart. */
  private byte[] mac(int number, byte[] message, int from, int length)
      throws GeneralSecurityException {
    byte[] text = new byte[BLOCK + length];
    text[BLOCK - 1] = (byte) number;
    System.arraycopy(message, from, text, BLOCK, length);
    byte[] state = new byte[BLOCK];
    int last = (text.length - 1) / BLOCK * BLOCK;
    for (int at = 0; at < last; at += BLOCK) {
      for (int i = 0; i < BLOCK; i++) {
        state[i] ^= text[at + i];
      }
      block.doFinal(state, 0, BLOCK, state, 0);
    }
    int rest = text.length - last;
    byte[] mask = rest == BLOCK ? whole : padded;
    for (int i = 0; i < BLOCK; i++) {
      int value = i < rest ? text[last + i] : i == rest ? 0x80 : 0;
      state[i] ^= (byte) (value ^ mask[i]);
    }
    return block.doFinal(state);
  }

  /** The text encrypted, and after it the tag. */
  byte[] seal(byte[] nonce, byte[] header, byte[] text) throws GeneralSecurityException {
    byte[] start = mac(0, nonce, 0, nonce.length);
    counter.init(Cipher.ENCRYPT_MODE, key, new IvParameterSpec(start));
    byte[] out = Arrays.copyOf(counter.doFinal(text), text.length + TAG);
    byte[] tag = tag(start, header, out, text.length);
    System.arraycopy(tag, 0, out, text.length, TAG);
    return out;
  }

  /**
   * The text of what {@link #seal} made.
   *
   * @throws AEADBadTagException if a byte was changed
   */
  byte[] open(byte[] nonce, byte[] header, byte[] sealed) throws GeneralSecurityException {
    int length = sealed.length - TAG;
    byte[] start = mac(0, nonce, 0, nonce.length);
    byte[] tag = tag(start, header, sealed, length);
    if (!MessageDigest.isEqual(tag, Arrays.copyOfRange(sealed, length, sealed.length))) {
      throw new AEADBadTagException("the message was changed on its way");
    }
    counter.init(Cipher.DECRYPT_MODE, key, new IvParameterSpec(start));
    return counter.doFinal(sealed, 0, length);
  }

  private byte[] tag(byte[] start, byte[] header, byte[] text, int length)
      throws GeneralSecurityException {
    byte[] tag = mac(2, text, 0, length);
    byte[] head = mac(1, header, 0, header.length);
    for (int i = 0; i < TAG; i++) {
      tag[i] ^= (byte) (start[i] ^ head[i]);
    }
    return tag;
  }
}
