package org.credence.simulator.setup;

import org.credence.consensus.engine.Engine;
import org.credence.consensus.part.Epoch;
import org.credence.consensus.part.Leadership;
import org.credence.consensus.part.Timing;
import org.credence.consensus.protocol.Protocol;
import org.credence.crypto.Signer;

/** The protocol under test. */
public interface EngineFactory {

    /** A new engine of member {@code self}, not yet started. */
    Engine engine(Epoch epoch, int self, Signer signer, Timing timing);

    /** Who leads, as those engines see it: liars need to know. */
    Leadership leadership(Epoch epoch);

    /** The engines that a node runs. */
    static EngineFactory of(Protocol protocol) {
        return new EngineFactory() {

            @Override
            public Engine engine(Epoch epoch, int self, Signer signer, Timing timing) {
                return protocol.engine(epoch, self, signer, timing);
            }

            @Override
            public Leadership leadership(Epoch epoch) {
                return protocol.leadership(epoch);
            }
        };
    }
}
