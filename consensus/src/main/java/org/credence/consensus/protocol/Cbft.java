package org.credence.consensus.protocol;

import org.credence.consensus.engine.Engine;
import org.credence.consensus.kernel.FastCore;
import org.credence.consensus.kernel.Select;
import org.credence.consensus.part.Committee;
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
public final class Cbft {

    /** Name of the protocol in configuration, status and metrics. */
    public static final String NAME = "cbft";

    private Cbft() {}

    /** The engine of member {@code self}, whose key is the signer's. */
    public static Engine engine(Committee committee, int self, Signer signer, Timing timing) {
        int n = committee.size();
        return new FastCore(NAME, committee, self, view -> (int) (view % n), signer, timing, new Select());
    }
}
