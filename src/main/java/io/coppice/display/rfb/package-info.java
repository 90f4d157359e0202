/** A session with a remote-framebuffer server (RFC 6143), as its client. */
package io.coppice.display.rfb;
