/** Bytes in and out of a session: bounded, counted, blocking. */
package io.coppice.display.stream;
