package org.credence.bench.engine;

import org.credence.consensus.engine.Engine;
import org.credence.consensus.part.Decision;
import org.credence.consensus.part.Epoch;
import org.credence.consensus.part.Quorum;
import org.credence.crypto.Signer;

/** What is run, who hands in how much, and who looks at the watch. Safe from any thread. */
public interface Course {

    /** How many members there are, and which votes decide. */
    Quorum quorum();

    /** A new engine of member {@code self}, not yet started. */
    Engine engine(Epoch epoch, int self, Signer signer);

    /** Whether the member is connected but says nothing. */
    boolean silent(int member);

    /** Batches that a member has under way: one that is decided is followed by the next. */
    int window(int member);

    /** Most batches that are handed in, all members together. */
    int batches();

    /** Transactions of a batch. */
    int transactions();

    /** Bytes of a transaction's payload. */
    int payloadBytes();

    /** Clients hand a batch in; times are the driver's. */
    void handedIn(long nowMicros, int member);

    /** A proposal for the height leaves its leader, for the first time or again. */
    void proposed(long nowMicros, long height);

    /** A member has decided. */
    void decided(long nowMicros, int member, Decision decision);

    /** Whether enough has been seen. */
    boolean satisfied();
}
