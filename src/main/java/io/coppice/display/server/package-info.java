/**
 * The other side of a remote-framebuffer session, for screens that are drawn in this process: what
 * a server shows is a {@link io.coppice.display.server.ServedScreen}, its pictures are immutable
 * and painted only where somebody asks for pixels.
 */
package io.coppice.display.server;
