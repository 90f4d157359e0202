/** The first tab of a fork group: few figures, and what needs attention. */
package io.coppice.ui.fork.overview;
