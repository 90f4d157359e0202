/**
 * The first page: the scenarios there are, a tour of two minutes that points at the parts of the
 * window one after the other, and the way to the help.
 */
package io.coppice.ui.start;
