package org.credence.consensus.protocol;

import org.credence.base.Limits;
import org.credence.consensus.engine.Engine;
import org.credence.consensus.kernel.raft.RaftEngine;
import org.credence.consensus.kernel.raft.RaftOptions;
import org.credence.consensus.message.RaftMessage;
import org.credence.consensus.part.Committee;
import org.credence.consensus.part.Leadership;
import org.credence.consensus.part.Timing;
import org.credence.crypto.Signer;

/**
 * Raft (Ongaro and Ousterhout 2014), the baseline that tolerates crashes only. Pre-vote and check-quorum are on, as
 * whoever runs it should have them.
 *
 * <pre>
 *   the paper                        here
 *   term, index                      view, height
 *   log entry, commit                block, decide
 *   AppendEntries                    Append; its answer is Appended or Mismatch
 *   commitIndex                      the newest certificate: signatures of a majority that held the block
 *   RequestVote, PreVote             VoteRequest, Vote; with trial for the latter
 *   InstallSnapshot                  Behind, then catching up by DecisionRequest and Decided
 *   no-op at the start of a term     empty block, where an earlier view left undecided ones
 *   election timeout in [T, 2T]      T is the timing's viewTimeout
 * </pre>
 */
final class Raft {

    private Raft() {}

    /** The engine of member {@code self}, whose key is the signer's. */
    static Engine engine(Committee committee, int self, Signer signer, Timing timing) {
        return new RaftEngine(Protocol.RAFT.id(), committee, self, signer, timing, new RaftOptions(true, true,
                Limits.WINDOW, RaftMessage.Append.MOST, timing.viewTimeout()));
    }

    /** Nobody knows beforehand who is elected; the first to run out of patience, most often. */
    static Leadership leadership(Committee committee) {
        int n = committee.size();
        return view -> (int) (view % n);
    }
}
