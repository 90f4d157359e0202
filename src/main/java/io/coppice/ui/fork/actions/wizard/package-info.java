/**
 * Asks for a fork: one form with good defaults, and beside it what it would cost now and later, how
 * many fit, what the children would be called and what the gate changes in them.
 */
package io.coppice.ui.fork.actions.wizard;
