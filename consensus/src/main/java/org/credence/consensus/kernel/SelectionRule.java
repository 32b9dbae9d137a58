package org.credence.consensus.kernel;

import java.util.List;
import java.util.Optional;
import org.credence.consensus.message.ViewChange;
import org.credence.consensus.part.Base;
import org.credence.consensus.part.Evidence;
import org.credence.consensus.part.Quorum;
import org.credence.consensus.part.Selection;

/**
 * How a new view's base follows from what members report. The laboratory and the tests have unsound ones; the node has
 * {@link Select}.
 */
public interface SelectionRule {

    /**
     * The selection that these reports force.
     *
     * @param base     the block the epoch stands on
     * @param changes  exactly n−f valid VIEW_CHANGEs for one view, of different voters
     * @param evidence equivocations, at least those the leader knows of in the highest view reported
     * @return empty if one of the voters has equivocated in the highest view: then its report must be replaced
     */
    Optional<Selection> select(Base base, List<ViewChange> changes, List<Evidence> evidence, Quorum quorum);

    /** Whether a leader leaves out the report of a member that it knows to have equivocated. Every sound rule does. */
    default boolean excludesEquivocators() {
        return true;
    }
}
