/**
 * The help: pages in Markdown from the program's resources, read by a library and drawn with the
 * toolkit's own text, so that they follow theme and text size. Every screen's F1 leads to a page.
 */
package io.coppice.ui.help;
