/**
 * What is done to the network of a site: segments and their members, links, middleboxes, endpoints.
 * Each is an action on objects of the inventory; links and middleboxes, which are none, are chosen
 * in the form, or in the picture before it opens.
 */
package io.coppice.ui.overlay.operations;
