package io.coppice.display.security;

import io.coppice.display.security.AccessDeniedException.Reason;
import io.coppice.display.stream.ByteOutput;
import io.coppice.display.stream.ChannelInput;
import io.coppice.display.stream.ProtocolException;
import java.io.IOException;
import java.nio.channels.ByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Agrees with a server on how the session is secured (RFC 6143 7.1.2 and 7.1.3), taking the
 * strongest that both know and that is allowed.
 */
public final class SecurityHandshake {
  /** Bytes of a reason at most; a server's flood is cut there. */
  private static final int LONGEST_REASON = 4096;

  private final Gatekeeper gatekeeper;
  private final List<SecurityType> allowed;

  /**
   * A handshake to come.
   *
   * @param allowed what may be used
   */
  public SecurityHandshake(Gatekeeper gatekeeper, List<SecurityType> allowed) {
    this.gatekeeper = gatekeeper;
    this.allowed = List.copyOf(allowed);
  }

  /**
   * Where the session goes on.
   *
   * @param channel the line, which may be an encrypted one now
   * @param in what is said on it
   */
  public record Secured(SecurityType type, ByteChannel channel, ChannelInput in) {}

  /**
   * Agrees.
   *
   * @param minor the protocol's version, 3, 7 or 8 after the dot
   * @throws AccessDeniedException if the session may not begin
   */
  public Secured agree(ByteChannel channel, ChannelInput in, int minor) throws IOException {
    ByteOutput out = new ByteOutput(channel);
    List<Integer> offered = offered(in, minor);
    if (offered.contains(SecurityType.VENCRYPT)
        && allowed.stream().anyMatch(SecurityType::viaVencrypt)) {
      try {
        return viaVencrypt(channel, in, out, minor);
      } catch (AccessDeniedException e) {
        throw e.beside(hiddenBesideVencrypt(offered));
      }
    }
    SecurityType type =
        SecurityType.strongest(
                offered, allowed.stream().filter(each -> !each.viaVencrypt()).toList())
            .orElseThrow(() -> nothingCommon(offered));
    if (minor >= 7) {
      out.u8(type.number()).flush();
    }
    Secured secured = perform(type, channel, in);
    result(type, secured.in(), minor);
    return secured;
  }

  /**
   * What VeNCrypt offers is told only to whoever has chosen it, and there is no way back on the
   * same line; a line of its own may still begin with what else hides what is said.
   */
  private Optional<SecurityType> hiddenBesideVencrypt(List<Integer> offered) {
    return SecurityType.strongest(
        offered,
        allowed.stream().filter(each -> each.isEncrypted() && !each.viaVencrypt()).toList());
  }

  private List<Integer> offered(ChannelInput in, int minor) throws IOException {
    List<Integer> offered = new ArrayList<>();
    if (minor < 7) {
      offered.add(in.s32());
    } else {
      int count = in.u8();
      for (int i = 0; i < count; i++) {
        offered.add(in.u8());
      }
    }
    if (offered.isEmpty() || offered.equals(List.of(0))) {
      throw new AccessDeniedException(Reason.REFUSED, reason(in));
    }
    return offered;
  }

  private AccessDeniedException nothingCommon(List<Integer> offered) {
    boolean anonymousOnly =
        offered.stream()
            .anyMatch(
                number ->
                    number >= SecurityType.TLS_NONE.number()
                        && number <= SecurityType.TLS_PLAIN.number());
    String names =
        offered.stream().map(SecurityType::nameOf).distinct().collect(Collectors.joining(", "));
    return new AccessDeniedException(
        anonymousOnly ? Reason.ANONYMOUS_TLS : Reason.NO_COMMON_TYPE, names);
  }

  private Secured viaVencrypt(ByteChannel channel, ChannelInput in, ByteOutput out, int minor)
      throws IOException {
    out.u8(SecurityType.VENCRYPT).flush();
    int major = in.u8();
    int lesser = in.u8();
    if (major == 0 && lesser < 2) {
      throw new AccessDeniedException(
          Reason.NO_COMMON_TYPE, "VeNCrypt " + major + "." + lesser + " (0.2 is spoken here)");
    }
    out.u8(0).u8(2).flush();
    if (in.u8() != 0) {
      throw new AccessDeniedException(Reason.HANDSHAKE, "the server refused VeNCrypt 0.2");
    }
    int count = in.u8();
    List<Integer> offered = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      offered.add(in.s32());
    }
    SecurityType type =
        SecurityType.strongest(offered, allowed).orElseThrow(() -> nothingCommon(offered));
    out.s32(type.number()).flush();
    ByteChannel line = channel;
    ChannelInput from = in;
    if (type.isCertified() || type.isAnonymousTls()) {
      if (in.u8() != 1) {
        throw new AccessDeniedException(Reason.HANDSHAKE, "the server could not begin TLS");
      }
      line =
          type.isCertified()
              ? TlsChannel.certified(channel, gatekeeper)
              : TlsChannel.anonymous(channel);
      from = in.over(line);
    }
    Secured secured = perform(type, line, from);
    result(type, secured.in(), minor);
    return secured;
  }

  private Secured perform(SecurityType type, ByteChannel channel, ChannelInput in)
      throws IOException {
    ByteOutput out = new ByteOutput(channel);
    switch (type) {
      case NONE, X509_NONE, TLS_NONE -> {}
      case VNC_PASSWORD, X509_VNC, TLS_VNC -> {
        byte[] challenge = new byte[VncPassword.CHALLENGE];
        in.readFully(challenge);
        String password = credentials(type, false).password();
        out.bytes(VncPassword.answer(challenge, password)).flush();
      }
      case PLAIN, X509_PLAIN, TLS_PLAIN -> {
        Gatekeeper.Credentials given = credentials(type, true);
        byte[] user = given.user().getBytes(StandardCharsets.UTF_8);
        byte[] password = given.password().getBytes(StandardCharsets.UTF_8);
        out.s32(user.length).s32(password.length).bytes(user).bytes(password).flush();
      }
      case RSA_AES, RSA_AES_256, RSA_AES_LOGIN_ONLY, RSA_AES_256_LOGIN_ONLY -> {
        return new RsaAes(type, gatekeeper).over(channel, in);
      }
    }
    return new Secured(type, channel, in);
  }

  private Gatekeeper.Credentials credentials(SecurityType type, boolean withUser)
      throws AccessDeniedException {
    return gatekeeper
        .credentials(type, withUser)
        .orElseThrow(
            () -> new AccessDeniedException(Reason.NO_CREDENTIALS, "no password was given"));
  }

  private static void result(SecurityType type, ChannelInput in, int minor) throws IOException {
    if (type == SecurityType.NONE && minor < 8) {
      return;
    }
    int result = in.s32();
    switch (result) {
      case 0 -> {}
      case 1 ->
          throw new AccessDeniedException(
              Reason.REFUSED, minor >= 8 ? reason(in) : "the server did not accept the password");
      case 2 -> throw new AccessDeniedException(Reason.REFUSED, "too many attempts");
      default -> throw new ProtocolException("a security result of " + result);
    }
  }

  private static String reason(ChannelInput in) throws IOException {
    long length = in.u32();
    byte[] text = new byte[(int) Math.min(length, LONGEST_REASON)];
    in.readFully(text);
    return printable(new String(text, StandardCharsets.UTF_8));
  }

  /** A stranger's words without what would move a cursor or hide text. */
  public static String printable(String text) {
    StringBuilder out = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              int kind = Character.getType(c);
              boolean hidden =
                  kind == Character.CONTROL
                      || kind == Character.FORMAT
                      || kind == Character.SURROGATE;
              out.appendCodePoint(hidden ? 0xFFFD : c);
            });
    return out.toString();
  }
}
