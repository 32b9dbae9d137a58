package org.credence.lab.credit;

import java.util.Set;
import org.credence.consensus.engine.Engine;
import org.credence.consensus.part.Epoch;
import org.credence.consensus.part.Leadership;
import org.credence.consensus.part.Timing;
import org.credence.consensus.protocol.Protocol;
import org.credence.crypto.Signer;
import org.credence.simulator.Simulation;
import org.credence.simulator.result.Outcome;
import org.credence.simulator.setup.EngineFactory;
import org.credence.simulator.setup.Options;
import org.credence.simulator.setup.Witness;

/** Runs one setting in the world of one seed. */
final class Trial {

    /** Virtual; a run that has not decided its blocks by then has stopped. */
    private static final long MOST_MILLIS = 3_600_000;

    private Trial() {}

    /** @throws IllegalStateException if an invariant breaks or too little is decided */
    static Sample of(Setting setting, Plan plan, long seed) {
        Options options = Options.of(Protocol.CBFT, seed, plan.members()).withFaults(Set.of())
                .withEpochBlocks(plan.epochBlocks()).withSafetyMillis(MOST_MILLIS);
        Scene scene = new Scene(setting, plan, seed);
        Outcome outcome = new Simulation(engines(scene)).staged(options, scene, Witness.nobody());
        outcome.violation().ifPresent(violation -> {
            throw new IllegalStateException(setting + ", seed " + seed + ": " + violation);
        });
        return scene.sample();
    }

    /** The engines that members run, with the waits of members in one building. */
    private static EngineFactory engines(Scene scene) {
        return new EngineFactory() {

            @Override
            public Engine engine(Epoch epoch, int self, Signer signer, Timing timing) {
                return scene.cast(Protocol.CBFT.engine(epoch, self, signer, Timing.lan()), epoch, self, signer);
            }

            @Override
            public Leadership leadership(Epoch epoch) {
                return Protocol.CBFT.leadership(epoch);
            }
        };
    }
}
