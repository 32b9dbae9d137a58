package org.credence.consensus.part;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import org.credence.base.block.BatchHead;

/**
 * Who verifies the client signatures of a batch at first: f members beside the author, so that each signature is
 * checked f+1 times, not n (P§1.8).
 */
public final class Availability {

    /** Bytes of a batch up to which the way to the chain costs more than the client signatures. */
    private static final int SMALL = 8 * 1024;

    private Availability() {}

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
