/** How long each child took for each phase of its fork, and where those times come from. */
package io.coppice.ui.fork.phases;
