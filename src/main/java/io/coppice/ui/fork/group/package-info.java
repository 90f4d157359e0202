/**
 * The page of a fork group: a head with what may be done, and tabs that are made when they are
 * first shown and stand still while they are not.
 */
package io.coppice.ui.fork.group;
