package org.credence.lab.attack;

import java.util.EnumSet;
import java.util.Set;
import org.credence.consensus.engine.Engine;
import org.credence.consensus.part.Epoch;
import org.credence.consensus.part.Leadership;
import org.credence.consensus.part.Timing;
import org.credence.consensus.protocol.Protocol;
import org.credence.crypto.Signer;
import org.credence.lab.cbft.PublishedFactory;
import org.credence.simulator.Simulation;
import org.credence.simulator.result.Invariant;
import org.credence.simulator.result.Outcome;
import org.credence.simulator.result.Violation;
import org.credence.simulator.setup.EngineFactory;
import org.credence.simulator.setup.Options;
import org.credence.simulator.setup.Witness;

/**
 * One attack, played to both forms in worlds that differ in nothing else.
 *
 * @param seed draws what the schedule leaves open: when clients submit, keys, clocks
 */
public record Performance(Attack attack, long seed, Finding published, Finding sound) {

    /** Plays it. */
    public static Performance of(Attack attack, long seed) {
        return new Performance(attack, seed, published(attack, seed), sound(attack, seed));
    }

    /**
     * What the published form suffers; only a fork ends its world, since its certificates are not those of the
     * sound.
     */
    static Finding published(Attack attack, long seed) {
        return published(attack, seed, Witness.nobody());
    }

    static Finding published(Attack attack, long seed, Witness witness) {
        return play(attack, seed, new PublishedFactory(attack.reading(), attack::table), Set.of(Invariant.S1), witness);
    }

    /** What becomes of the form that members run, every invariant watched. */
    static Finding sound(Attack attack, long seed) {
        return play(attack, seed, EngineFactory.of(Protocol.CBFT), EnumSet.allOf(Invariant.class), Witness.nobody());
    }

    /** Whether the published form shows the harm and the sound form holds. */
    public boolean asExpected() {
        return published.shows(attack.harm()) && sound instanceof Finding.Held;
    }

    private static Finding play(Attack attack, long seed, EngineFactory factory, Set<Invariant> watched,
            Witness witness) {
        Scene scene = attack.scene();
        Options options = Options.of(Protocol.CBFT, seed, attack.members()).withSafetyMillis(Scene.HEALS_MILLIS)
                .withInvariants(watched);
        Comparison comparison = new Comparison(witness);
        Outcome outcome = new Simulation(lying(factory, scene)).staged(options, scene, comparison);
        return outcome.violation().map(violation -> finding(violation, outcome, comparison))
                .orElseGet(() -> new Finding.Held(outcome.decidedHeight(), outcome.view()));
    }

    private static Finding finding(Violation violation, Outcome outcome, Comparison comparison) {
        return switch (violation.invariant()) {
            case S1 -> comparison.fork().<Finding>map(fork -> fork).orElseGet(() -> new Finding.Broke(violation));
            case L1, L5 -> new Finding.Halt(outcome.decidedHeight(), outcome.view());
            default -> new Finding.Broke(violation);
        };
    }

    /** The same engines, but for the liars of the scene. */
    private static EngineFactory lying(EngineFactory honest, Scene scene) {
        return new EngineFactory() {

            @Override
            public Engine engine(Epoch epoch, int self, Signer signer, Timing timing) {
                Engine inside = new Apart(honest.engine(epoch, self, signer, timing));
                return scene.lie(self)
                        .<Engine>map(lie -> lie.of(new Liar.Part(inside, epoch.committee(), self, signer)))
                        .orElse(inside);
            }

            @Override
            public Leadership leadership(Epoch epoch) {
                return honest.leadership(epoch);
            }
        };
    }
}
