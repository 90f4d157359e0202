/** What changed between two readings of one network. */
package io.coppice.ui.overlay.changes;
