package org.credence.consensus.part;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import org.credence.base.block.BatchHead;
import org.credence.base.block.BatchRef;

/**
 * Who verifies the client signatures of a batch (P§1.8): f members beside the author at first, so that each signature
 * is checked f+1 times, not n. A small batch of the proposer's own may instead travel inline, inside its proposal;
 * then whoever votes for the block has verified it and holds it.
 */
public final class Availability {

    /** Bytes of a batch up to which the way to the chain costs more than the client signatures. */
    private static final int SMALL = 8 * 1024;

    /** Bytes of a batch up to which its way to the chain costs more than that all verify it and not f+1. */
    private static final int INLINE = 4 * 1024;

    private Availability() {}

    /** Whether the batch is short enough to travel inline. */
    public static boolean fitsInline(BatchHead head) {
        return head.bytes() <= INLINE;
    }

    /** Whether the block that orders the batch so is all that vouches for it. */
    public static boolean inline(BatchRef ref) {
        return ref.votes().isEmpty();
    }

    /**
     * Whether a block of this proposer may order the batch so: f+1 vouch for it, or it is inline, short and of the
     * proposer's own.
     */
    public static boolean orderable(BatchRef ref, int proposer, Quorum quorum) {
        return inline(ref)
                ? fitsInline(ref.head()) && ref.head().author() == proposer
                : ref.votes().size() >= quorum.weak();
    }

    /**
     * The f members that the author asks first, ascending. They rotate with the sequence, so that the work is even; but
     * of a small batch the member that orders is one of them: where f is 1 it then holds the certificate as soon as it
     * has verified the batch, two message delays earlier.
     *
     * @param orderer the member whose block comes next, if there is one
     */
    public static List<Integer> verifiers(BatchHead head, OptionalInt orderer, Quorum quorum) {
        List<Integer> verifiers = new ArrayList<>(quorum.f());
        if (head.bytes() <= SMALL && quorum.f() > 0) {
            orderer.ifPresent(member -> {
                if (member != head.author()) {
                    verifiers.add(member);
                }
            });
        }
        int others = quorum.n() - 1;
        for (int i = 0; verifiers.size() < quorum.f(); i++) {
            int step = (int) ((head.sequence() * quorum.f() + i) % others);
            int member = (head.author() + 1 + step) % quorum.n();
            if (!verifiers.contains(member)) {
                verifiers.add(member);
            }
        }
        Collections.sort(verifiers);
        return List.copyOf(verifiers);
    }

    /** All members but the author. */
    public static List<Integer> everyone(BatchHead head, Quorum quorum) {
        List<Integer> everyone = new ArrayList<>(quorum.n() - 1);
        for (int member = 0; member < quorum.n(); member++) {
            if (member != head.author()) {
                everyone.add(member);
            }
        }
        return everyone;
    }
}
