/** What is wrong in a network: the lines that prove it, and the commands that would mend it. */
package io.coppice.ui.overlay.faults;
