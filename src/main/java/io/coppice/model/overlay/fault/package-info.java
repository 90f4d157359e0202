/** What is wrong in a network, with the lines that prove it and the commands that would mend it. */
package io.coppice.model.overlay.fault;
