/**
 * The face of fork groups. {@link io.coppice.ui.fork.ForkScreens} makes the page of a group of the
 * tabs in {@link io.coppice.ui.fork.GroupTab}; each tab is a package of its own, which computes its
 * state off the FX thread from a snapshot and only shows what differs.
 */
package io.coppice.ui.fork;
