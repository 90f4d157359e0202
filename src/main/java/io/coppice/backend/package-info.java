/**
 * The port between the console and any site. A {@link io.coppice.backend.Backend} owns its state on
 * a thread of its own and publishes a {@link io.coppice.backend.Snapshot}: immutable, with a
 * revision, sharing all that did not change. What is asked of a site is an {@link
 * io.coppice.backend.Operation}: checked by a {@link io.coppice.backend.Preflight}, committed to an
 * {@link io.coppice.backend.OperationLog}, run as a {@link io.coppice.backend.Job}.
 *
 * <p>What a site can do at all it says by its {@link io.coppice.backend.Capability capabilities};
 * the screens offer nothing else. What everybody must know of a sort of operation stands on its
 * record as {@link io.coppice.backend.OperationTraits}: its name in texts, its icon, what it locks,
 * what it needs. To add one is to write its record here; then its rules are a case in the room
 * {@code rules}, its inverse one in {@code session} (the compiler asks for both), its procedure a
 * class of the site; a test walks every operation and names what is missing of these and of its
 * words.
 */
package io.coppice.backend;
