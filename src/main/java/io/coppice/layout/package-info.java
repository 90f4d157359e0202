/**
 * Placement: a graph in, points out. Pure computation on arrays, off any toolkit; every call is
 * independent and may run on any thread.
 */
package io.coppice.layout;
