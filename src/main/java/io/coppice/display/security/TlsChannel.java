package io.coppice.display.security;

import io.coppice.display.stream.ProtocolException;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.Security;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * TLS over any channel. The certificate is judged by its fingerprint, as hosts' keys are: a server
 * of virtual machines rarely has one that an authority signed. One thread may read while another
 * writes.
 */
final class TlsChannel implements ByteChannel {
  static {
    allowAnonymousSuites();
  }

  private final ByteChannel line;
  private final SSLEngine engine;
  private final Object wrapping = new Object();
  private final ByteBuffer incoming;
  private final ByteBuffer outgoing;
  private final ByteBuffer plain;

  private TlsChannel(ByteChannel line, SSLEngine engine) {
    this.line = line;
    this.engine = engine;
    incoming = ByteBuffer.allocate(engine.getSession().getPacketBufferSize()).flip();
    outgoing = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
    plain = ByteBuffer.allocate(engine.getSession().getApplicationBufferSize()).flip();
  }

  /**
   * Java forbids the suites that show no certificate, for the whole process and before the first
   * handshake only (JSSE Reference Guide, "Disabled and Restricted Cryptographic Algorithms").
   * Without that one word of the list they are supported, and still never enabled unless an engine
   * names them: {@link #anonymous} does, after the person was told what they are worth.
   */
  private static void allowAnonymousSuites() {
    String key = "jdk.tls.disabledAlgorithms";
    String disabled = Security.getProperty(key);
    if (disabled != null) {
      Security.setProperty(
          key,
          Arrays.stream(disabled.split(","))
              .map(String::strip)
              .filter(each -> !each.equals("anon"))
              .collect(Collectors.joining(", ")));
    }
  }

  /** Agrees on keys with a server that shows a certificate. */
  static TlsChannel certified(ByteChannel line, Gatekeeper gatekeeper) throws IOException {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new ByFingerprint(gatekeeper)}, new SecureRandom());
      SSLEngine engine = context.createSSLEngine();
      engine.setUseClientMode(true);
      return begun(new TlsChannel(line, engine));
    } catch (GeneralSecurityException e) {
      throw new AccessDeniedException(
          AccessDeniedException.Reason.HANDSHAKE, "this Java has no TLS", e);
    }
  }

  /** Agrees on keys with a server that shows nothing: hides what is said, proves nothing. */
  static TlsChannel anonymous(ByteChannel line) throws IOException {
    try {
      SSLContext context = SSLContext.getInstance("TLSv1.2");
      context.init(null, null, new SecureRandom());
      SSLEngine engine = context.createSSLEngine();
      engine.setUseClientMode(true);
      // none of them is enabled anywhere but here
      String[] suites =
          Arrays.stream(engine.getSupportedCipherSuites())
              .filter(name -> name.contains("_anon_"))
              .toArray(String[]::new);
      if (suites.length == 0) {
        throw new AccessDeniedException(
            AccessDeniedException.Reason.ANONYMOUS_TLS, "this Java has anonymous TLS disabled");
      }
      engine.setEnabledCipherSuites(suites);
      return begun(new TlsChannel(line, engine));
    } catch (GeneralSecurityException e) {
      throw new AccessDeniedException(
          AccessDeniedException.Reason.HANDSHAKE, "this Java has no TLS 1.2", e);
    }
  }

  private static TlsChannel begun(TlsChannel channel) throws IOException {
    try {
      channel.engine.beginHandshake();
      channel.handshake();
      return channel;
    } catch (SSLException e) {
      for (Throwable cause = e; cause != null; cause = cause.getCause()) {
        if (cause instanceof NotTrusted) {
          throw new AccessDeniedException(
              AccessDeniedException.Reason.NOT_TRUSTED,
              "the server's certificate is not trusted",
              e);
        }
      }
      throw new AccessDeniedException(
          AccessDeniedException.Reason.HANDSHAKE, "TLS could not be set up: " + e.getMessage(), e);
    }
  }

  private void handshake() throws IOException {
    while (true) {
      HandshakeStatus status = engine.getHandshakeStatus();
      switch (status) {
        case NOT_HANDSHAKING, FINISHED -> {
          return;
        }
        case NEED_WRAP -> wrap(ByteBuffer.allocate(0));
        case NEED_TASK -> {
          Runnable task = engine.getDelegatedTask();
          if (task != null) {
            task.run();
          }
        }
        default -> {
          if (!unwrap()) {
            throw new SSLException("the server hung up");
          }
        }
      }
    }
  }

  /** Sends one record; the engine is asked by one thread at a time. */
  private void wrap(ByteBuffer from) throws IOException {
    synchronized (wrapping) {
      outgoing.clear();
      SSLEngineResult result = engine.wrap(from, outgoing);
      outgoing.flip();
      while (outgoing.hasRemaining()) {
        line.write(outgoing);
      }
      if (result.getStatus() == SSLEngineResult.Status.CLOSED && from.hasRemaining()) {
        throw new SSLException("the line was closed");
      }
    }
  }

  /** Takes one record; false at the end of the stream. */
  private boolean unwrap() throws IOException {
    while (true) {
      plain.clear();
      SSLEngineResult result = engine.unwrap(incoming, plain);
      plain.flip();
      switch (result.getStatus()) {
        case OK -> {
          return true;
        }
        case CLOSED -> {
          return false;
        }
        case BUFFER_UNDERFLOW -> {
          incoming.compact();
          if (!incoming.hasRemaining()) {
            throw new ProtocolException("a TLS record that is too long");
          }
          int got = line.read(incoming);
          incoming.flip();
          if (got < 0) {
            return false;
          }
        }
        case BUFFER_OVERFLOW -> throw new ProtocolException("a TLS record that is too long");
      }
    }
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    while (!plain.hasRemaining()) {
      if (!unwrap()) {
        plain.clear().flip();
        return -1;
      }
      if (engine.getHandshakeStatus() != HandshakeStatus.NOT_HANDSHAKING && !plain.hasRemaining()) {
        handshake();
      }
    }
    int part = Math.min(into.remaining(), plain.remaining());
    into.put(plain.slice().limit(part));
    plain.position(plain.position() + part);
    return part;
  }

  @Override
  public int write(ByteBuffer from) throws IOException {
    int before = from.remaining();
    while (from.hasRemaining()) {
      wrap(from);
    }
    return before;
  }

  @Override
  public boolean isOpen() {
    return line.isOpen();
  }

  @Override
  public void close() throws IOException {
    line.close();
  }

  /** Thrown through the engine, and found again among the causes. */
  private static final class NotTrusted extends CertificateException {
    private static final long serialVersionUID = 1;

    NotTrusted() {
      super("not trusted");
    }
  }

  private static final class ByFingerprint extends X509ExtendedTrustManager {
    private final Gatekeeper gatekeeper;

    ByFingerprint(Gatekeeper gatekeeper) {
      this.gatekeeper = gatekeeper;
    }

    private void check(X509Certificate[] chain) throws CertificateException {
      if (!gatekeeper.trusts(
          Fingerprints.of(chain[0].getEncoded()), chain[0].getSubjectX500Principal().getName())) {
        throw new NotTrusted();
      }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type)
        throws CertificateException {
      check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
        throws CertificateException {
      check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
        throws CertificateException {
      check(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type)
        throws CertificateException {
      throw new NotTrusted();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
        throws CertificateException {
      throw new NotTrusted();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
        throws CertificateException {
      throw new NotTrusted();
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
