package io.coppice.display.rfb;

import io.coppice.display.encoding.Encoding;
import io.coppice.display.security.SecurityType;
import java.util.Optional;

/**
 * What a session is like just now.
 *
 * @param version the protocol's, as the server gave it
 * @param serverFormat the server's own pixel format in words
 * @param lastEncoding of the last rectangle of pixels
 * @param updates that came whole so far, also those of the pointer alone
 * @param bytes received so far, as they came out of the encrypted line
 * @param extendedKeys whether keys are sent with their scancodes
 * @param resizable whether the server takes requests for another size
 */
public record SessionFacts(
    String name,
    String version,
    SecurityType security,
    int width,
    int height,
    String serverFormat,
    Optional<Encoding> lastEncoding,
    long updates,
    long bytes,
    boolean extendedKeys,
    boolean resizable) {}
