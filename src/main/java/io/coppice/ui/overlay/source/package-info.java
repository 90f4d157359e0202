/** Where the network that the screen shows comes from. */
package io.coppice.ui.overlay.source;
