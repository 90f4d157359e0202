/**
 * What is asked of sites and what becomes of it, as text: operations, outcomes, jobs and events as
 * JSON. The store keeps them so, and subcommands print and read them so.
 */
package io.coppice.codec;
