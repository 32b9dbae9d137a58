package org.credence.node.api;

import org.credence.base.Digest;
import org.credence.node.Admission;
import org.credence.node.Outcome;

/** What became of a submitted transaction by the time of the answer. */
sealed interface Fate {

    /** Taken in, not decided yet. */
    record Accepted(Digest id) implements Fate {}

    /** In a decided block that has been executed. */
    record Decided(Outcome outcome) implements Fate {}

    /** Not taken in. */
    record Rejected(Admission.Rejected rejection) implements Fate {}
}
