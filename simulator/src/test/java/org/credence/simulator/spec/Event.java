package org.credence.simulator.spec;

import org.credence.base.Digest;
import org.credence.consensus.message.ViewChange;
import org.credence.consensus.part.Opening;

/** What a correct member did, as far as the model knows of it. */
sealed interface Event {

    int member();

    /**
     * Something about one block; {@code name} is the step of the model: Propose, Confirm, Certified, Commit, Decide.
     */
    record OfBlock(String name, int member, Digest block) implements Event {}

    /** It has left all views below. */
    record Left(int member, long view) implements Event {}

    /** It reports. */
    record Reported(int member, ViewChange change) implements Event {}

    /** As leader it announces the selection of that hash. */
    record Announced(int member, long view, Digest opening) implements Event {}

    /** It agrees with the selection of that hash. */
    record Readied(int member, long view, Digest opening) implements Event {}

    /** It entered the view by the certificate. */
    record Entered(int member, Opening opening) implements Event {}
}
