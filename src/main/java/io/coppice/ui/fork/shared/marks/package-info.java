/**
 * How members of fork groups look and are spoken of everywhere: an icon, a tone and a word for each
 * state, and their figures.
 */
package io.coppice.ui.fork.shared.marks;
