package org.credence.simulator.setup;

import org.credence.consensus.engine.Engine;
import org.credence.consensus.part.Committee;
import org.credence.consensus.part.Leadership;
import org.credence.consensus.part.Timing;
import org.credence.consensus.protocol.Protocol;
import org.credence.crypto.Signer;

/** The protocol under test. */
public interface EngineFactory {

    /** A new engine of member {@code self}, not yet started. */
    Engine engine(Committee committee, int self, Signer signer, Timing timing);

    /** Who leads, as those engines see it: liars need to know. */
    Leadership leadership(Committee committee);

    /** The engines that a node runs. */
    static EngineFactory of(Protocol protocol) {
        return new EngineFactory() {

            @Override
            public Engine engine(Committee committee, int self, Signer signer, Timing timing) {
                return protocol.engine(committee, self, signer, timing);
            }

            @Override
            public Leadership leadership(Committee committee) {
                return protocol.leadership(committee);
            }
        };
    }
}
