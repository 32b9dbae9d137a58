package org.credence.consensus.protocol;

import org.credence.consensus.engine.Engine;
import org.credence.consensus.kernel.pbft.PbftEngine;
import org.credence.consensus.part.Committee;
import org.credence.consensus.part.Leadership;
import org.credence.consensus.part.Timing;
import org.credence.crypto.Signer;

/**
 * PBFT (Castro and Liskov 1999), the baseline that the others mean to be faster than: three phases, no fast lane.
 *
 * <pre>
 *   the paper                        here
 *   primary, backup, replica         leader, member
 *   sequence number                  height
 *   PRE-PREPARE                      PROPOSE, with the leader's PREPARE in it
 *   PREPARE, COMMIT                  Ballot of phase CONFIRM, of phase COMMIT
 *   prepared certificate             certificate of q CONFIRMs
 *   CHECKPOINT, stable checkpoint    highest decided header: its certificate proves it by itself
 *   water marks h, H                 decided head, and a window above it
 *   VIEW-CHANGE with C and P         Change with decided, prepared and path
 *   NEW-VIEW with V and O            NewView with changes and selection
 *   null request in a gap            nothing: blocks name their parents, so O is one chain without gaps
 *   MAC authenticators               signatures
 * </pre>
 */
final class Pbft {

    private Pbft() {}

    /** The engine of member {@code self}, whose key is the signer's. */
    static Engine engine(Committee committee, int self, Signer signer, Timing timing) {
        return new PbftEngine(Protocol.PBFT.id(), committee, self, leadership(committee), signer, timing);
    }

    /** Every member leads in its turn. */
    static Leadership leadership(Committee committee) {
        int n = committee.size();
        return view -> (int) (view % n);
    }
}
