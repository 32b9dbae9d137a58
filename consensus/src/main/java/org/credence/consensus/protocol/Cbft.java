package org.credence.consensus.protocol;

import java.util.List;
import org.credence.consensus.engine.Engine;
import org.credence.consensus.kernel.Epochs;
import org.credence.consensus.kernel.FastCore;
import org.credence.consensus.kernel.Select;
import org.credence.consensus.part.Epoch;
import org.credence.consensus.part.Leadership;
import org.credence.consensus.part.Timing;
import org.credence.crypto.Signer;

/**
 * CBFT, sound form (P§2.3): FastCore with all-to-all votes, led in order of rank, epoch after epoch. Rank is by
 * credit, which the ledger keeps.
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
    static Engine engine(Epoch first, int self, Signer signer, Timing timing) {
        return new Epochs(first, epoch -> new FastCore(Protocol.CBFT.id(), epoch, self, leadership(epoch), signer,
                timing, new Select()));
    }

    /** The first of the rank leads view 0, "the next node with the largest credit value" each later one. */
    static Leadership leadership(Epoch epoch) {
        List<Integer> rank = epoch.rank();
        return view -> rank.get((int) (view % rank.size()));
    }
}
