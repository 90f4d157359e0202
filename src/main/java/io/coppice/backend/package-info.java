/**
 * The port between the console and any site. A {@link io.coppice.backend.Backend} owns its state on
 * a thread of its own and publishes a {@link io.coppice.backend.Snapshot}: immutable, with a
 * revision, sharing all that did not change. What is asked of a site is an {@link
 * io.coppice.backend.Operation}: checked by a {@link io.coppice.backend.Preflight}, committed to an
 * {@link io.coppice.backend.OperationLog}, run as a {@link io.coppice.backend.Job}.
 */
package io.coppice.backend;
