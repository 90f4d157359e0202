/** Pixel formats and the encodings of rectangles (RFC 6143 7.7 and the community's additions). */
package io.coppice.display.encoding;
