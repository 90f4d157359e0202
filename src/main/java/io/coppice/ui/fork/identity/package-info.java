/** The identity gate of each member of a group, check by check. */
package io.coppice.ui.fork.identity;
