package io.coppice.display.rfb;

import io.coppice.display.encoding.Encoding;
import io.coppice.display.encoding.JpegImages;
import io.coppice.display.security.Gatekeeper;
import io.coppice.display.security.SecurityType;
import io.coppice.display.stream.ChannelInput;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * How a session is held.
 *
 * @param encodings those of pixels, the one liked best first; Raw need not be named, since a server
 *     may always send it
 * @param jpeg who reads JPEG; Tight's is asked for only then
 * @param quality of JPEG, 0 to 9
 * @param shared whether others who look at the screen stay connected
 * @param pace who asks for the next update
 * @param bufferBytes the window on what comes: {@link ChannelInput#SMALL} for a thumbnail
 * @param patience how long a server may say nothing in the middle of a message
 * @param security what may be used to begin
 */
public record SessionOptions(
    List<Encoding> encodings,
    Optional<JpegImages> jpeg,
    int quality,
    boolean shared,
    Pace pace,
    int bufferBytes,
    Duration patience,
    List<SecurityType> security,
    Gatekeeper gatekeeper) {
  private static final int LARGE = 512 * 1024;

  /** Who asks for updates. */
  public enum Pace {
    /** The session, as soon as one was drawn. */
    EAGER,
    /** Whoever shows it, when there is time: {@link RfbSession#requestUpdate}. */
    ON_DEMAND
  }

  public SessionOptions {
    encodings = List.copyOf(encodings);
    security = List.copyOf(security);
    if (!encodings.stream().allMatch(Encoding::isPixels)) {
      throw new IllegalArgumentException("not pixels: " + encodings);
    }
    quality = Math.clamp(quality, 0, 9);
  }

  /**
   * For a machine on this workstation: what costs the least work, every security type but anonymous
   * TLS.
   */
  public static SessionOptions local(Gatekeeper gatekeeper) {
    return new SessionOptions(
        List.of(
            Encoding.COPY_RECT,
            Encoding.RAW,
            Encoding.HEXTILE,
            Encoding.ZRLE,
            Encoding.TIGHT,
            Encoding.ZLIB,
            Encoding.TRLE,
            Encoding.RRE),
        Optional.empty(),
        9,
        true,
        Pace.EAGER,
        LARGE,
        Duration.ofSeconds(30),
        Arrays.stream(SecurityType.values()).filter(type -> !type.isAnonymousTls()).toList(),
        gatekeeper);
  }

  /** For a machine far away: what costs the fewest bytes. */
  public static SessionOptions remote(Gatekeeper gatekeeper, Optional<JpegImages> jpeg) {
    SessionOptions near = local(gatekeeper);
    return new SessionOptions(
        List.of(
            Encoding.COPY_RECT,
            Encoding.TIGHT,
            Encoding.ZRLE,
            Encoding.ZLIB,
            Encoding.HEXTILE,
            Encoding.TRLE,
            Encoding.RRE,
            Encoding.RAW),
        jpeg,
        8,
        near.shared,
        near.pace,
        near.bufferBytes,
        near.patience,
        near.security,
        gatekeeper);
  }

  /** The same without one encoding, which a server was found to send wrongly. */
  public SessionOptions without(Encoding encoding) {
    List<Encoding> rest = new ArrayList<>(encodings);
    rest.remove(encoding);
    return withEncodings(rest);
  }

  public SessionOptions withEncodings(List<Encoding> others) {
    return new SessionOptions(
        others, jpeg, quality, shared, pace, bufferBytes, patience, security, gatekeeper);
  }

  public SessionOptions withSecurity(List<SecurityType> types) {
    return new SessionOptions(
        encodings, jpeg, quality, shared, pace, bufferBytes, patience, types, gatekeeper);
  }

  public SessionOptions withPatience(Duration other) {
    return new SessionOptions(
        encodings, jpeg, quality, shared, pace, bufferBytes, other, security, gatekeeper);
  }

  /** For a small picture of a screen: seen, not touched, updated when there is time. */
  public SessionOptions asThumbnail() {
    return new SessionOptions(
        encodings,
        jpeg,
        quality,
        true,
        Pace.ON_DEMAND,
        ChannelInput.SMALL,
        patience,
        security,
        gatekeeper);
  }
}
