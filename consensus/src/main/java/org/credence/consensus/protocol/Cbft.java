package org.credence.consensus.protocol;

import org.credence.consensus.engine.Engine;
import org.credence.consensus.kernel.FastCore;
import org.credence.consensus.kernel.Select;
import org.credence.consensus.part.Committee;
import org.credence.consensus.part.Leadership;
import org.credence.consensus.part.Timing;
import org.credence.crypto.Signer;

/**
 * CBFT, sound form (P§2.3): FastCore with all-to-all votes, led in order of rank. The rank is the order of the
 * committee.
 *
 * <pre>
 *   the paper                                         here
 *   master node, primary                              leader
 *   slave node                                        member
 *   PROPOSE                                           Propose
 *   CONFIRM                                           Ballot of phase CONFIRM
 *   (none: dropped by the paper)                      Ballot of phase COMMIT, only when fewer than n−p confirm in time
 *   VIEW-CHANGE(v+1, L, Q, i)                         Change: L is leader, Q is path
 *   VIEW-CHANGE(v+1, V, X), a misprint for NEW-VIEW   NewView
 *   (none)                                            ViewReady, ViewOpened
 *   REPLY                                             receipt with decision certificate
 * </pre>
 */
final class Cbft {

    private Cbft() {}

    /** The engine of member {@code self}, whose key is the signer's. */
    static Engine engine(Committee committee, int self, Signer signer, Timing timing) {
        return new FastCore(Protocol.CBFT.id(), committee, self, leadership(committee), signer, timing, new Select());
    }

    /** Every member leads in its turn. */
    static Leadership leadership(Committee committee) {
        int n = committee.size();
        return view -> (int) (view % n);
    }
}
