package org.credence.simulator.mutant;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.credence.simulator.Simulation;
import org.credence.simulator.result.Violation;
import org.credence.simulator.setup.EngineFactory;
import org.credence.simulator.setup.Options;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The power of the simulator, beside its positive control: it finds every planted mistake. If one survives, a green run
 * means less than it says. The search begins at the seed that {@link Mutant} names; with {@code -Dmutants.from=1} it
 * begins there, which is how that seed is found.
 */
class MutantsTest {

    private static final Optional<Long> FROM = Optional.ofNullable(Long.getLong("mutants.from"));

    private static Optional<Violation> first(EngineFactory engines, Options options) {
        return new Simulation(engines).run(options, _ -> {}).violations().stream().findFirst();
    }

    @ParameterizedTest
    @EnumSource
    void isFound(Mutant mutant) {
        PatchedKernel broken = PatchedKernel.of(mutant.protocol(), mutant.patches());
        long from = FROM.orElse(mutant.options().seed());
        Optional<Violation> found = Optional.empty();
        for (long seed = from; seed < from + Mutant.WITHIN && found.isEmpty(); seed++) {
            found = first(broken, mutant.options().withSeed(seed));
        }
        assertThat(found).as("found within %d seeds", Mutant.WITHIN).isPresent();
        Violation violation = found.orElseThrow();
        if (FROM.isPresent()) {
            System.out.println(mutant + ": " + violation.invariant() + " at seed " + violation.seed());
        }
        Options same = mutant.options().withSeed(violation.seed());
        assertThat(first(PatchedKernel.of(mutant.protocol(), List.of()), same)).as("the same without the mistake")
                .isEmpty();
    }
}
