/** Capture files: their packets as a list, one of them field by field. */
package io.coppice.ui.overlay.capture;
