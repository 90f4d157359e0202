/** A machine's place in its fork group, as a tab of the machine's own page. */
package io.coppice.ui.fork.machine;
