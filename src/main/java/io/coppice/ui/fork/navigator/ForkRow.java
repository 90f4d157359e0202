package io.coppice.ui.fork.navigator;

import io.coppice.model.EntityId;
import io.coppice.model.Severity;
import io.coppice.model.fork.ForkMember;
import io.coppice.ui.kit.tree.TreeRow;
import java.util.Optional;

/**
 * A group or a member.
 *
 * @param state of a member; empty for a group
 * @param members of a group that run or start
 * @param elastic whether the group grows and shrinks by itself
 */
record ForkRow(
    EntityId id,
    int depth,
    String name,
    Optional<ForkMember.State> state,
    int members,
    boolean elastic,
    Severity alarm,
    boolean expandable,
    boolean expanded)
    implements TreeRow {}
