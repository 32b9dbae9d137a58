package org.credence.lab.cbft;

import java.util.function.IntFunction;
import org.credence.consensus.engine.Engine;
import org.credence.consensus.part.Epoch;
import org.credence.consensus.part.Leadership;
import org.credence.consensus.part.Timing;
import org.credence.crypto.Signer;
import org.credence.simulator.setup.EngineFactory;

/**
 * Puts the published form into the simulator.
 *
 * @param tables per member, its node credit ranking table
 */
public record PublishedFactory(Reading reading, IntFunction<CreditTable> tables) implements EngineFactory {

    /** All tables equal, as if the ledger held them; the rank is the order of the committee, as in the sound form. */
    public static PublishedFactory even(Reading reading, int members) {
        CreditTable table = CreditTable.even(members);
        return new PublishedFactory(reading, _ -> table);
    }

    @Override
    public Engine engine(Epoch epoch, int self, Signer signer, Timing timing) {
        return new PublishedCbft(epoch.committee(), self, signer, timing, tables.apply(self), reading);
    }

    /** As the first member has it: before anything was measured all tables agree about the first primary. */
    @Override
    public Leadership leadership(Epoch epoch) {
        return tables.apply(0);
    }
}
