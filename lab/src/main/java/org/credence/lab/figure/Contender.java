package org.credence.lab.figure;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.credence.consensus.engine.Engine;
import org.credence.consensus.part.Epoch;
import org.credence.consensus.part.Quorum;
import org.credence.consensus.protocol.Protocol;
import org.credence.crypto.Signer;
import org.credence.lab.cbft.PublishedFactory;
import org.credence.lab.cbft.Reading;
import org.credence.simulator.result.Invariant;
import org.credence.simulator.setup.EngineFactory;

/** What is compared. */
public enum Contender {
    /** The baseline of the paper, as members run it. */
    PBFT("PBFT", Protocol.PBFT),
    /** The sound form, as members run it. */
    CBFT("CBFT", Protocol.CBFT),
    /** One vote round and 2f+1 CONFIRMs at every size (P§2.1), which forks. */
    CBFT_PUBLISHED("CBFT as published", Protocol.CBFT);

    private final String title;
    private final Protocol protocol;

    Contender(String title, Protocol protocol) {
        this.title = title;
        this.protocol = protocol;
    }

    /** The name in figures. */
    public String title() {
        return title;
    }

    /** The name in files. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whose quorum arithmetic its world has; the published form counts for itself. */
    Protocol protocol() {
        return protocol;
    }

    EngineFactory engines(int members) {
        return this == CBFT_PUBLISHED
                ? PublishedFactory.even(Reading.accepted(), members)
                : EngineFactory.of(protocol);
    }

    /** Which votes decide, for those who verify decisions. */
    public Quorum quorum(int members) {
        return protocol.quorum(members);
    }

    /** An engine as in the simulator's world, with the same waits and the same gate, for another one. */
    public Engine engine(Epoch epoch, int self, Signer signer) {
        return Trial.gated(engines(epoch.committee().size())).engine(epoch, self, signer, Testbed.timing());
    }

    /** What must hold in its world: certificates of the published form are not those of the sound. */
    Set<Invariant> demanded() {
        return this == CBFT_PUBLISHED ? EnumSet.of(Invariant.S1) : EnumSet.allOf(Invariant.class);
    }
}
