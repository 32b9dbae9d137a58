package org.credence.consensus.protocol;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.credence.consensus.engine.Engine;
import org.credence.consensus.part.Committee;
import org.credence.consensus.part.Epoch;
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
     * @param epoch  the epoch that the stored chain is in
     * @param signer its key
     * @throws IllegalArgumentException if the committee's quorum is not for this protocol, or the epoch ends and the
     *                                  protocol has one only
     */
    public Engine engine(Epoch epoch, int self, Signer signer, Timing timing) {
        return switch (this) {
            case CBFT -> Cbft.engine(epoch, self, signer, timing);
            case PBFT -> Pbft.engine(only(epoch), self, signer, timing);
            case RAFT -> Raft.engine(only(epoch), self, signer, timing);
        };
    }

    /** Whether it goes from epoch to epoch; the baselines stay in the first. */
    public boolean hasEpochs() {
        return this == CBFT;
    }

    private Committee only(Epoch epoch) {
        if (epoch.ends()) {
            throw new IllegalArgumentException("protocol: " + id() + " has one epoch without end, not " + epoch);
        }
        return epoch.committee();
    }

    /** Who leads which view of an epoch, as far as that is known beforehand. */
    public Leadership leadership(Epoch epoch) {
        return switch (this) {
            case CBFT -> Cbft.leadership(epoch);
            case PBFT -> Pbft.leadership(epoch.committee());
            case RAFT -> Raft.leadership(epoch.committee());
        };
    }
}
