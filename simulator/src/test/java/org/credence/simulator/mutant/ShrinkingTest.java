package org.credence.simulator.mutant;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import org.credence.consensus.protocol.Protocol;
import org.credence.simulator.Shrinking;
import org.credence.simulator.Simulation;
import org.credence.simulator.result.Invariant;
import org.credence.simulator.result.Shrunk;
import org.credence.simulator.result.Violation;
import org.credence.simulator.setup.Fault;
import org.credence.simulator.setup.Options;
import org.credence.simulator.setup.Witness;
import org.junit.jupiter.api.Test;

/** A failing world is told in as little as it takes, and that little fails in the same way. */
class ShrinkingTest {

    private static final int MOST = 250;
    /** From here on the positive control soon forks. */
    private static final long FORKS = 12;

    private static Violation first(Simulation simulation, Options options) {
        for (long seed = options.seed();; seed++) {
            var found = simulation.witnessed(options.withSeed(seed), Witness.nobody()).violation();
            if (found.isPresent()) {
                return found.get();
            }
        }
    }

    /** Counting the reports of equivocators (A-C2) takes an equivocator and a view change, and little else. */
    @Test
    void theForkOfThePositiveControlShrinksToTheLieThatMakesIt() {
        Simulation broken = new Simulation(
                PatchedKernel.of(Protocol.CBFT, Mutant.EQUIVOCATOR_COUNTS.patches()));
        Options options = Options.of(Protocol.CBFT, FORKS, 4).withInvariants(EnumSet.of(Invariant.S1));
        Violation found = first(broken, options);

        Shrunk shrunk = Shrinking.of(broken, options, found, MOST);

        assertThat(shrunk.violation().invariant()).isEqualTo(found.invariant());
        assertThat(shrunk.runs()).isBetween(1, MOST);
        assertThat(shrunk.options().schedule().only()).hasSizeLessThanOrEqualTo(4)
                .anyMatch(fault -> fault.kind() == Fault.Kind.BYZANTINE);
        assertThat(shrunk.violation().actions()).hasSizeLessThanOrEqualTo(found.actions().size());
        assertThat(shrunk.options().safetyMillis()).isLessThan(options.safetyMillis());
        assertThat(shrunk.violation().command()).contains("--only ").contains("--safety-millis ");
        assertThat(broken.witnessed(shrunk.options(), Witness.nobody()).violation()).contains(shrunk.violation());
        assertThat(Shrinking.of(broken, options, found, MOST)).isEqualTo(shrunk);
    }
}
