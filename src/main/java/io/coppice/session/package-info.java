/**
 * Open sites, current snapshots, jobs, undo and preferences; the threads. Screens and subcommands
 * depend on {@link io.coppice.session.Session} and never on a backend or the store. A {@link
 * io.coppice.session.LiveSession} opens a site by what the store kept of it, has every operation
 * journaled before it runs, and has a {@link io.coppice.session.SiteRecorder} write down what
 * happened.
 */
package io.coppice.session;
