/**
 * Fork groups and their members in the navigator, as a tree of rows: a group, the first parent
 * below it, and what was forked from what below that.
 */
package io.coppice.ui.fork.navigator;
