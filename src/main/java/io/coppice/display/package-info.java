/**
 * Screens of machines: a remote-framebuffer client that decodes straight into the pixels a view
 * shows, keyboards, recordings. Knows no toolkit and no other room; a view takes the {@link
 * io.coppice.display.Framebuffer}'s pixels as they are.
 *
 * <p>Sessions block, so each runs on a (virtual) thread of its own; what may be called from other
 * threads says so. Everything that comes from the wire is bounded before memory is asked for it.
 * The protocol is RFC 6143 and the community's "The RFB Protocol" (github.com/rfbproto), whose
 * sections the classes name.
 */
package io.coppice.display;
