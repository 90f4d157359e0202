/**
 * Open sites, current snapshots, jobs, undo and preferences; the threads. Screens and subcommands
 * depend on {@link io.coppice.session.Session} and never on a backend or the store.
 */
package io.coppice.session;
