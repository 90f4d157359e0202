/** What becomes of a frame: the question, its way in the picture, and every hop with its bytes. */
package io.coppice.ui.overlay.trace;
