package io.coppice.display.security;

import io.coppice.display.stream.ByteInput;
import io.coppice.display.stream.ByteOutput;
import io.coppice.display.stream.ChannelInput;
import io.coppice.display.stream.ProtocolException;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.RSAPublicKeySpec;
import java.util.Arrays;
import javax.crypto.Cipher;

/**
 * RSA-AES ("RSA-AES Security Type" and its kin): both sides show an RSA key, exchange halves of the
 * session's keys under them, and prove what they saw by a hash under the new keys.
 */
final class RsaAes {
  private static final int LEAST_BITS = 1024;
  private static final int MOST_BITS = 8192;
  private static final int OWN_BITS = 2048;

  /** Keys of 256 bits; what either side adds to them is as long as the keys are. */
  private final boolean longKeys;

  private final Gatekeeper gatekeeper;
  private final SecurityType type;

  RsaAes(SecurityType type, Gatekeeper gatekeeper) {
    this.type = type;
    this.gatekeeper = gatekeeper;
    longKeys = type == SecurityType.RSA_AES_256 || type == SecurityType.RSA_AES_256_LOGIN_ONLY;
  }

  /** Logs in, and says where the session goes on. */
  SecurityHandshake.Secured over(ByteChannel line, ChannelInput in) throws IOException {
    try {
      return agree(line, in);
    } catch (GeneralSecurityException e) {
      throw new AccessDeniedException(
          AccessDeniedException.Reason.HANDSHAKE, "the keys could not be agreed on", e);
    }
  }

  private SecurityHandshake.Secured agree(ByteChannel line, ChannelInput in)
      throws IOException, GeneralSecurityException {
    ByteOutput out = new ByteOutput(line);
    int bits = in.s32();
    if (bits < LEAST_BITS || bits > MOST_BITS) {
      throw new ProtocolException("an RSA key of " + Integer.toUnsignedString(bits) + " bits");
    }
    int bytes = (bits + 7) / 8;
    byte[] modulus = new byte[bytes];
    byte[] exponent = new byte[bytes];
    in.readFully(modulus);
    in.readFully(exponent);
    byte[] serverKey = joined(bits, modulus, exponent);
    if (!gatekeeper.trusts(Fingerprints.of(serverKey), "")) {
      throw new AccessDeniedException(
          AccessDeniedException.Reason.NOT_TRUSTED, "the server's key is not trusted");
    }
    PublicKey server =
        KeyFactory.getInstance("RSA")
            .generatePublic(
                new RSAPublicKeySpec(new BigInteger(1, modulus), new BigInteger(1, exponent)));
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(OWN_BITS);
    KeyPair own = generator.generateKeyPair();
    RSAPublicKey ownPublic = (RSAPublicKey) own.getPublic();
    byte[] clientKey =
        joined(
            OWN_BITS,
            fixed(ownPublic.getModulus(), OWN_BITS / 8),
            fixed(ownPublic.getPublicExponent(), OWN_BITS / 8));
    byte[] mine = new byte[longKeys ? 32 : 16];
    new SecureRandom().nextBytes(mine);
    Cipher rsa = Cipher.getInstance("RSA/ECB/PKCS1Padding");
    rsa.init(Cipher.ENCRYPT_MODE, server);
    byte[] sealed = rsa.doFinal(mine);
    out.bytes(clientKey).u16(sealed.length).bytes(sealed).flush();

    byte[] answer = new byte[sized(in, OWN_BITS / 8)];
    in.readFully(answer);
    rsa.init(Cipher.DECRYPT_MODE, own.getPrivate());
    byte[] theirs = rsa.doFinal(answer);
    if (theirs.length != mine.length) {
      throw new ProtocolException(
          "a random number of " + theirs.length + " bytes, not " + mine.length);
    }
    byte[] writeKey = key(theirs, mine);
    byte[] readKey = key(mine, theirs);
    RsaAesChannel secret = new RsaAesChannel(line, in, readKey, writeKey);
    ByteOutput hidden = new ByteOutput(secret);
    hidden.bytes(hash(clientKey, serverKey)).flush();
    ChannelInput from = new ChannelInput(secret, in.capacity());
    byte[] proof = new byte[hash(clientKey, serverKey).length];
    from.readFully(proof);
    if (!MessageDigest.isEqual(proof, hash(serverKey, clientKey))) {
      throw new AccessDeniedException(
          AccessDeniedException.Reason.NOT_TRUSTED, "somebody stands between us and the server");
    }
    logIn(from, hidden);
    return type.isEncrypted()
        ? new SecurityHandshake.Secured(type, secret, from)
        : new SecurityHandshake.Secured(type, line, in);
  }

  private void logIn(ByteInput in, ByteOutput out) throws IOException {
    int wanted = in.u8();
    if (wanted != 1 && wanted != 2) {
      throw new ProtocolException("a login of kind " + wanted);
    }
    Gatekeeper.Credentials given =
        gatekeeper
            .credentials(type, wanted == 1)
            .orElseThrow(
                () ->
                    new AccessDeniedException(
                        AccessDeniedException.Reason.NO_CREDENTIALS, "no password was given"));
    byte[] user = wanted == 1 ? bounded(given.user()) : new byte[0];
    byte[] password = bounded(given.password());
    // one message, so that its length tells no more than it must
    byte[] message = new byte[2 + user.length + password.length];
    message[0] = (byte) user.length;
    System.arraycopy(user, 0, message, 1, user.length);
    message[1 + user.length] = (byte) password.length;
    System.arraycopy(password, 0, message, 2 + user.length, password.length);
    out.bytes(message).flush();
  }

  private static byte[] bounded(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return bytes.length > 255 ? Arrays.copyOf(bytes, 255) : bytes;
  }

  private static int sized(ByteInput in, int expected) throws IOException {
    int length = in.u16();
    if (length != expected) {
      throw new ProtocolException(length + " bytes under a key of " + expected);
    }
    return length;
  }

  private byte[] key(byte[] first, byte[] second) {
    return longKeys
        ? Fingerprints.digest("SHA-256", first, second)
        : Arrays.copyOf(Fingerprints.digest("SHA-1", first, second), 16);
  }

  private byte[] hash(byte[] first, byte[] second) {
    return Fingerprints.digest(longKeys ? "SHA-256" : "SHA-1", first, second);
  }

  private static byte[] joined(int bits, byte[] modulus, byte[] exponent) {
    return ByteBuffer.allocate(4 + modulus.length + exponent.length)
        .putInt(bits)
        .put(modulus)
        .put(exponent)
        .array();
  }

  private static byte[] fixed(BigInteger number, int bytes) {
    byte[] found = number.toByteArray();
    byte[] out = new byte[bytes];
    int from = Math.max(0, found.length - bytes);
    System.arraycopy(found, from, out, bytes - (found.length - from), found.length - from);
    return out;
  }
}
