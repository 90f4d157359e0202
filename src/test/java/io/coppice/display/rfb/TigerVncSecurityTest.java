package io.coppice.display.rfb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.coppice.display.security.AccessDeniedException;
import io.coppice.display.security.Gatekeeper;
import io.coppice.display.security.SecurityType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Every way to begin a session that TigerVNC has and we speak. */
class TigerVncSecurityTest extends RealServer {
  /** Has a password, and remembers which server it trusted. */
  private static final class Person implements Gatekeeper {
    final List<SecurityType> asked = new ArrayList<>();
    final List<String> fingerprints = new ArrayList<>();
    private final String password;

    Person(String password) {
      this.password = password;
    }

    @Override
    public Optional<Credentials> credentials(SecurityType type, boolean withUser) {
      asked.add(type);
      return Optional.of(new Credentials("root", password));
    }

    @Override
    public boolean trusts(String fingerprint, String subject) {
      fingerprints.add(fingerprint);
      return true;
    }
  }

  private Path passwordFile(String password) throws IOException {
    // vncpasswd's file: the password under a fixed key, the same DES as on the wire
    byte[] key = HexFormat.of().parseHex("17526b06234e5807");
    byte[] reversed = new byte[8];
    for (int i = 0; i < 8; i++) {
      reversed[i] = (byte) (Integer.reverse(key[i]) >>> 24);
    }
    try {
      javax.crypto.Cipher des = javax.crypto.Cipher.getInstance("DES/ECB/NoPadding");
      des.init(
          javax.crypto.Cipher.ENCRYPT_MODE, new javax.crypto.spec.SecretKeySpec(reversed, "DES"));
      byte[] text = java.util.Arrays.copyOf(password.getBytes(StandardCharsets.ISO_8859_1), 8);
      return Files.write(folder.resolve("passwd"), des.doFinal(text));
    } catch (java.security.GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** As far as a session is concerned, the person accepted that nothing proves the server. */
  private static SessionOptions anonymously(Gatekeeper gatekeeper) {
    return SessionOptions.local(gatekeeper).withSecurity(List.of(SecurityType.values()));
  }

  @ParameterizedTest
  @EnumSource(names = {"TLS_NONE", "TLS_VNC"})
  void anonymousTlsOpensTigerVncOnceThePersonWantsIt(SecurityType type) throws Exception {
    String display = freeDisplay();
    String name = type == SecurityType.TLS_NONE ? "TLSNone" : "TLSVnc";
    int port =
        tigerVnc(
            display, "-SecurityTypes", name, "-PasswordFile", passwordFile("secret").toString());
    Person person = new Person("secret");
    Running careful = new Running(connect(port), SessionOptions.local(person));
    await("a refusal", () -> careful.end != null);
    assertEquals(
        AccessDeniedException.Reason.ANONYMOUS_TLS, ((AccessDeniedException) careful.end).reason());

    Running running = new Running(connect(port), anonymously(person));
    running.begun();
    assertEquals(type, running.session.facts().orElseThrow().security());
    draw(display, 640, 480, 7);
    assertSamePicture(running, display);
    assertEquals(List.of(), person.fingerprints);
  }

  private void beginsWith(SecurityType type, String... options) throws Exception {
    List<String> all = new ArrayList<>(List.of(options));
    all.addAll(List.of("-PasswordFile", passwordFile("secret").toString()));
    String display = freeDisplay();
    int port = tigerVnc(display, all.toArray(String[]::new));
    Person person = new Person("secret");
    Running running = new Running(connect(port), SessionOptions.local(person));
    running.begun();
    assertEquals(type, running.session.facts().orElseThrow().security());
    draw(display, 640, 480, 6);
    assertSamePicture(running, display);
    assertEquals(List.of(type), person.asked);
    assertEquals(type.isEncrypted() ? 1 : 0, person.fingerprints.size());

    Running wrong = new Running(connect(port), SessionOptions.local(new Person("wrong")));
    await("a refusal", () -> wrong.end != null);
    AccessDeniedException denied = (AccessDeniedException) wrong.end;
    assertEquals(AccessDeniedException.Reason.REFUSED, denied.reason());
  }

  @Test
  void passwordOpensTigerVnc() throws Exception {
    beginsWith(SecurityType.VNC_PASSWORD, "-SecurityTypes", "VncAuth");
  }

  private static String help(String program) throws IOException {
    if (!installed(program)) {
      return "";
    }
    try (InputStream said =
        new ProcessBuilder(program, "-help").redirectErrorStream(true).start().getInputStream()) {
      return new String(said.readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  /** A display that TigerVNC 1.13 or later shows; earlier ones have no RSA-AES. */
  private int withRsaAes(String display, String types, Path key) throws Exception {
    needs("openssl", "Xvfb", "xwd", "xwud");
    if (!Files.exists(key)) {
      start("", "openssl", "genrsa", "-traditional", "-out", key.toString(), "2048").waitFor();
    }
    Path password = passwordFile("secret");
    if (help("Xtigervnc").contains("RSAKey")) {
      return tigerVnc(
          display,
          "-SecurityTypes",
          types,
          "-RSAKey",
          key.toString(),
          "-PasswordFile",
          password.toString());
    }
    List<String> found = new ArrayList<>();
    for (String program : List.of("x0tigervncserver", "x0vncserver")) {
      if (help(program).contains("RSAKey")) {
        found.add(program);
      }
    }
    assumeTrue(!found.isEmpty(), "no TigerVNC with RSA-AES (1.13 or later) is on this machine");
    start(display, "Xvfb", display, "-screen", "0", "640x480x24", "-ac", "-nolisten", "tcp");
    await("a screen", () -> Files.exists(Path.of("/tmp/.X11-unix/X" + display.substring(1))));
    int port = freePort();
    start(
        display,
        found.getFirst(),
        "-display",
        display,
        "-rfbport",
        Integer.toString(port),
        "-localhost",
        "-SecurityTypes",
        types,
        "-RSAKey",
        key.toString(),
        "-PasswordFile",
        password.toString());
    return port;
  }

  @ParameterizedTest
  @CsvSource({
    "RA2, RSA_AES",
    "RA2_256, RSA_AES_256",
    "RA2ne, RSA_AES_LOGIN_ONLY",
    "RA2ne_256, RSA_AES_256_LOGIN_ONLY"
  })
  void rsaAesOpensTigerVnc(String name, SecurityType type) throws Exception {
    String display = freeDisplay();
    Path key = folder.resolve("rsa.pem");
    int port = withRsaAes(display, name, key);
    Person person = new Person("secret");
    Running running = new Running(connect(port), SessionOptions.local(person));
    running.begun();
    assertEquals(type, running.session.facts().orElseThrow().security());
    // a pointer that somebody else has put elsewhere is drawn into the picture
    running.session.pointer(100, 100, 0);
    draw(display, 640, 480, 6);
    assertSamePicture(running, display);
    assertEquals(List.of(type), person.asked);
    assertEquals(1, person.fingerprints.size());

    Person wrong = new Person("wrong");
    Running refused = new Running(connect(port), SessionOptions.local(wrong));
    await("a refusal", () -> refused.end != null);
    assertEquals(
        AccessDeniedException.Reason.REFUSED, ((AccessDeniedException) refused.end).reason());
    assertEquals(person.fingerprints, wrong.fingerprints, "the same key, the same fingerprint");
  }

  @Test
  void certificateOpensTigerVncAndIsToldByItsFingerprint() throws Exception {
    needs("openssl");
    Path key = folder.resolve("key.pem");
    Path certificate = folder.resolve("certificate.pem");
    Process openssl =
        start(
            "",
            "openssl",
            "req",
            "-x509",
            "-newkey",
            "rsa:2048",
            "-nodes",
            "-days",
            "2",
            "-subj",
            "/CN=console.example",
            "-keyout",
            key.toString(),
            "-out",
            certificate.toString());
    openssl.waitFor();
    beginsWith(
        SecurityType.X509_VNC,
        "-SecurityTypes",
        "X509Vnc,TLSVnc,VncAuth",
        "-X509Key",
        key.toString(),
        "-X509Cert",
        certificate.toString());
  }
}
