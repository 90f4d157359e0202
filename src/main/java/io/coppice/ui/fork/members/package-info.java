/**
 * The members of a group as a table: {@link io.coppice.ui.fork.members.MembersState} filters, sorts
 * and writes off the FX thread, {@link io.coppice.ui.fork.members.MembersPart} shows what is in
 * sight.
 */
package io.coppice.ui.fork.members;
