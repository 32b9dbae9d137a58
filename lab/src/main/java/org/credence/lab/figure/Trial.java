package org.credence.lab.figure;

import java.util.Set;
import org.credence.consensus.engine.Engine;
import org.credence.consensus.part.Epoch;
import org.credence.consensus.part.Leadership;
import org.credence.consensus.part.Timing;
import org.credence.crypto.Signer;
import org.credence.simulator.Simulation;
import org.credence.simulator.result.Outcome;
import org.credence.simulator.setup.EngineFactory;
import org.credence.simulator.setup.Options;
import org.credence.simulator.setup.Witness;

/** Runs one setting in the world of one seed. */
final class Trial {

    /** Virtual; a run that has not decided its blocks by then has stopped. */
    private static final long MOST_MILLIS = 600_000;

    private Trial() {}

    /**
     * @param blocks heights to measure
     * @throws IllegalStateException if an invariant breaks or too little is decided: then there is nothing to compare
     */
    static Sample of(Setting setting, Load load, int blocks, long seed) {
        Contender contender = setting.contender();
        Options options = Options.of(contender.protocol(), seed, setting.members()).withFaults(Set.of())
                .withInvariants(contender.demanded()).withSafetyMillis(MOST_MILLIS);
        Course course = new Course(setting, load, blocks, seed);
        Outcome outcome = new Simulation(gated(contender.engines(setting.members()))).staged(options, course,
                Witness.nobody());
        outcome.violation().ifPresent(violation -> {
            throw new IllegalStateException(setting + ", seed " + seed + ": " + violation.invariant() + ", "
                    + violation.detail());
        });
        if (!course.satisfied()) {
            throw new IllegalStateException(setting + ", seed " + seed + ": height " + outcome.decidedHeight()
                    + " after " + MOST_MILLIS + " virtual milliseconds");
        }
        return course.sample(seed);
    }

    static EngineFactory gated(EngineFactory inside) {
        return new EngineFactory() {

            @Override
            public Engine engine(Epoch epoch, int self, Signer signer, Timing timing) {
                Engine engine = inside.engine(epoch, self, signer, Testbed.timing());
                return self == Testbed.LEADER ? new Gate(engine, self) : engine;
            }

            @Override
            public Leadership leadership(Epoch epoch) {
                return inside.leadership(epoch);
            }
        };
    }
}
