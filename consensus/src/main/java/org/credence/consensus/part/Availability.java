package org.credence.consensus.part;

import java.util.ArrayList;
import java.util.List;
import org.credence.base.block.BatchHead;

/**
 * Who verifies the client signatures of a batch at first: f members beside the author, so that each signature is
 * checked f+1 times, not n (P§1.8).
 */
public final class Availability {

    private Availability() {}

    /** Whether {@code member} is asked to verify and vouch for the batch without waiting for a second offer. */
    public static boolean asked(BatchHead head, int member, Quorum quorum) {
        return verifiers(head, quorum).contains(member);
    }

    /** The f members asked first; they rotate with the sequence, so that the work is even. */
    public static List<Integer> verifiers(BatchHead head, Quorum quorum) {
        List<Integer> verifiers = new ArrayList<>(quorum.f());
        int others = quorum.n() - 1;
        for (int i = 0; i < quorum.f(); i++) {
            int step = (int) ((head.sequence() * quorum.f() + i) % others);
            verifiers.add((head.author() + 1 + step) % quorum.n());
        }
        return verifiers;
    }
}
