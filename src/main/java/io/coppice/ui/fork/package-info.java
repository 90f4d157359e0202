/**
 * The face of fork groups. {@link io.coppice.ui.fork.ForkScreens} makes the page of a group of the
 * tabs in {@link io.coppice.ui.fork.GroupTab}; each tab is a package of its own, which computes its
 * state off the FX thread from a snapshot and only shows what differs.
 *
 * <p>No tabs are {@code shared} (what several of them draw with), {@code actions} (with the wizard
 * that forks), {@code navigator} (the section at the left), {@code group} (the page itself) and
 * {@code machine} (a tab of a machine's page).
 */
package io.coppice.ui.fork;
