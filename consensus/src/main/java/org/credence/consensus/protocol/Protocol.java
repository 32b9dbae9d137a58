package org.credence.consensus.protocol;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.credence.consensus.engine.Engine;
import org.credence.consensus.part.Committee;
import org.credence.consensus.part.Leadership;
import org.credence.consensus.part.Quorum;
import org.credence.consensus.part.Timing;
import org.credence.crypto.Signer;

/**
 * The protocols that a consortium can run. A genesis names one; by it every member knows which engine to run, and
 * everybody who verifies a decision knows which votes make one.
 */
public enum Protocol {
    /** See {@link Cbft}. */
    CBFT,
    /** See {@link Pbft}. */
    PBFT,
    /** See {@link Raft}. */
    RAFT;

    /** The name in genesis, commands, status and metrics. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The protocol of that name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Protocol of(String id) {
        return Arrays.stream(values()).filter(protocol -> protocol.id().equals(id)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("protocol: is '" + id + "', must be one of " + ids()));
    }

    /** All names. */
    public static List<String> ids() {
        return Arrays.stream(values()).map(Protocol::id).toList();
    }

    /** Which votes decide a block. */
    public Quorum.Rule rule() {
        return switch (this) {
            case CBFT -> Quorum.Rule.TWO_LANES;
            case PBFT -> Quorum.Rule.TWO_ROUNDS;
            case RAFT -> Quorum.Rule.MAJORITY;
        };
    }

    /** The most faults that n members tolerate under this protocol. */
    public Quorum quorum(int n) {
        return Quorum.of(rule(), n);
    }

    /**
     * The engine of member {@code self}, not yet started.
     *
     * @param signer its key
     * @throws IllegalArgumentException if the committee's quorum is not for this protocol
     */
    public Engine engine(Committee committee, int self, Signer signer, Timing timing) {
        return switch (this) {
            case CBFT -> Cbft.engine(committee, self, signer, timing);
            case PBFT -> Pbft.engine(committee, self, signer, timing);
            case RAFT -> Raft.engine(committee, self, signer, timing);
        };
    }

    /** Who leads which view, as far as that is known beforehand. */
    public Leadership leadership(Committee committee) {
        return switch (this) {
            case CBFT -> Cbft.leadership(committee);
            case PBFT -> Pbft.leadership(committee);
            case RAFT -> Raft.leadership(committee);
        };
    }
}
