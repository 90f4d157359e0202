/**
 * Builds everything, with constructors, and takes it down again in the reverse order: the toolkit,
 * the folder's store, the session with its site, the window. What stands in the way of starting is
 * told in one sentence that names the cure.
 */
package io.coppice.boot;
