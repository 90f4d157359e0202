/**
 * What the pictures of a network show: nodes, links, machines and segments, as plain values with
 * their places. Pure, any thread.
 */
package io.coppice.ui.overlay.graph;
