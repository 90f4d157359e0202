package io.coppice.display.security;

import java.util.List;
import java.util.Optional;

/**
 * A way to begin a session, strongest first: one that proves the server and hides what is said,
 * then one that only hides it, then a password in the open, then nothing. Types of VeNCrypt are
 * told apart by their own numbers (256 and above).
 */
public enum SecurityType {
  X509_PLAIN(262, "TLS with certificate, user and password", true),
  X509_VNC(261, "TLS with certificate, VNC password", true),
  X509_NONE(260, "TLS with certificate", true),
  RSA_AES_256(129, "RSA-AES 256", true),
  RSA_AES(5, "RSA-AES", true),
  TLS_PLAIN(259, "anonymous TLS, user and password", true),
  TLS_VNC(258, "anonymous TLS, VNC password", true),
  TLS_NONE(257, "anonymous TLS", true),
  RSA_AES_256_LOGIN_ONLY(130, "RSA-AES 256, login only", false),
  RSA_AES_LOGIN_ONLY(6, "RSA-AES, login only", false),
  VNC_PASSWORD(2, "VNC password", false),
  PLAIN(256, "user and password, not encrypted", false),
  NONE(1, "none", false);

  /** The type that leads to a list of its own (256 and above). */
  public static final int VENCRYPT = 19;

  private final int number;
  private final String title;
  private final boolean encrypted;

  SecurityType(int number, String title, boolean encrypted) {
    this.number = number;
    this.title = title;
    this.encrypted = encrypted;
  }

  public int number() {
    return number;
  }

  /** What it is, in English words of the field. */
  public String title() {
    return title;
  }

  /** Whether what follows cannot be read on the way. */
  public boolean isEncrypted() {
    return encrypted;
  }

  /** Whether the server shows nobody's certificate. */
  public boolean isAnonymousTls() {
    return this == TLS_PLAIN || this == TLS_VNC || this == TLS_NONE;
  }

  public boolean isCertified() {
    return this == X509_PLAIN || this == X509_VNC || this == X509_NONE;
  }

  boolean viaVencrypt() {
    return number >= PLAIN.number;
  }

  /** The strongest of those offered that may be used. */
  static Optional<SecurityType> strongest(List<Integer> offered, List<SecurityType> allowed) {
    for (SecurityType type : values()) {
      if (offered.contains(type.number) && allowed.contains(type)) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }

  /** What a number is called, also of those that are not spoken here. */
  public static String nameOf(int number) {
    for (SecurityType type : values()) {
      if (type.number == number) {
        return type.title;
      }
    }
    return switch (number) {
      case 0 -> "invalid (0)";
      case 13 -> "RSA-AES two-step (13)";
      case 16 -> "Tight (16)";
      case 17 -> "Ultra (17)";
      case 18 -> "TLS of GNOME (18)";
      case VENCRYPT -> "VeNCrypt (19)";
      case 20 -> "SASL (20)";
      case 22 -> "xvp (22)";
      case 30 -> "Apple's Diffie-Hellman (30)";
      case 33 -> "Apple's SRP (33)";
      case 35 -> "Apple's Kerberos (35)";
      case 113 -> "UltraVNC's MS-Logon II (113)";
      case 133 -> "RSA-AES 256 two-step (133)";
      case 263 -> "anonymous TLS with SASL (263)";
      case 264 -> "TLS with certificate and SASL (264)";
      default -> "type " + Integer.toUnsignedString(number);
    };
  }
}
