/**
 * What stands in the way of an operation. {@link io.coppice.rules.PreflightRules} asks the rules of
 * the operation's room one after the other; each gives a verdict with the problem and its cure. The
 * same rules are asked by the screens beforehand, when the operation is submitted, and again when
 * its job leaves the queue. Rules read {@link io.coppice.rules.index.SiteIndex} and change nothing.
 */
package io.coppice.rules;
