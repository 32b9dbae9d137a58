package org.credence.simulator.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.credence.consensus.engine.Engine;
import org.credence.consensus.kernel.FastCore;
import org.credence.consensus.message.ViewChange;
import org.credence.consensus.part.Base;
import org.credence.consensus.part.DecidedHeader;
import org.credence.consensus.part.Epoch;
import org.credence.consensus.part.Evidence;
import org.credence.consensus.part.Leadership;
import org.credence.consensus.part.Quorum;
import org.credence.consensus.part.Selection;
import org.credence.consensus.part.Timing;
import org.credence.consensus.protocol.Protocol;
import org.credence.crypto.Signer;
import org.credence.simulator.Simulation;
import org.credence.simulator.setup.EngineFactory;
import org.credence.simulator.setup.Options;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the code does, with all faults that the simulator has, the model does too. */
class TraceTest {

    /** Runs per committee. */
    private static final int RUNS = Integer.getInteger("credence.traces", 1);
    private static final int SEEDS = 100 * RUNS;
    private static final long TROUBLE_MILLIS = 1_000;

    @TempDir
    private Path scratch;

    @ParameterizedTest
    @CsvSource({"4, false", "7, true"})
    void runsOfTheCodeAreBehavioursOfTheModel(int members, boolean slowLane) {
        TreeMap<String, List<Recorder>> byLiars = new TreeMap<>();
        for (Recorder run : eventful(members, slowLane, RUNS)) {
            byLiars.computeIfAbsent(run.liars().toString(), liars -> new ArrayList<>()).add(run);
        }
        for (List<Recorder> runs : byLiars.values()) {
            Tlc tlc = new TraceModule(runs).check(scratch);
            assertThat(tlc.refused()).as(tlc.output()).isZero();
            assertThat(tlc.complete()).as(tlc.output()).isTrue();
            assertThat(tlc.distinctStates())
                    .isGreaterThan(runs.stream().mapToInt(run -> run.events().size()).sum() / 2);
        }
    }

    @Test
    void aRunWithAVoteTakenOutIsRefused() {
        Recorder run = eventful(4, false, 1).getFirst();
        Event.OfBlock vote =
                run.events().stream().filter(Event.OfBlock.class::isInstance).map(Event.OfBlock.class::cast)
                        .filter(event -> event.name().equals("Confirm")).findFirst().orElseThrow();
        run.events().remove(vote);
        assertThat(new TraceModule(List.of(run)).check(scratch).refused()).isPositive();
    }

    @Test
    void aDecisionBeforeItsVotesIsRefused() {
        Recorder run = eventful(4, false, 1).getFirst();
        Event decision = run.events().stream().filter(TraceTest::decides).findFirst().orElseThrow();
        run.events().addFirst(decision);
        assertThat(new TraceModule(List.of(run)).check(scratch).refused()).isEqualTo(1);
    }

    /** A kernel whose new views start from the decided head, whatever was voted for above it. */
    private static final class Forgetful implements EngineFactory {

        @Override
        public Engine engine(Epoch epoch, int self, Signer signer, Timing timing) {
            return new FastCore("forgetful", epoch, self, leadership(epoch), signer, timing, Forgetful::select);
        }

        @Override
        public Leadership leadership(Epoch epoch) {
            return Protocol.CBFT.leadership(epoch);
        }

        private static Optional<Selection> select(Base base, List<ViewChange> changes, List<Evidence> evidence,
                Quorum quorum) {
            Optional<DecidedHeader> head = changes.stream().flatMap(change -> change.decided().stream())
                    .max(Comparator.comparingLong(DecidedHeader::height));
            return Optional.of(new Selection(head.map(DecidedHeader::height).orElse(0L),
                    head.map(decided -> decided.header().id()).orElse(base.id()), List.of()));
        }
    }

    @Test
    void aKernelThatForgetsTipsIsRefusedWhereItDoes() {
        for (int seed = 0; seed < SEEDS; seed++) {
            // The model is to refuse it, not the simulator.
            Recorder run = run(new Simulation(new Forgetful()), options(seed, 4).withInvariants(Set.of()));
            int refused = tempts(run) ? new TraceModule(List.of(run)).check(scratch).refused() : 0;
            if (refused > 0) {
                assertThat(run.events().get(refused - 1)).isInstanceOf(Event.Announced.class);
                return;
            }
        }
        fail("no run in which it forgets");
    }

    /** Whether a leader was told of a tip: only then is there something to forget. */
    private static boolean tempts(Recorder run) {
        return run.events().stream().filter(Event.Announced.class::isInstance).map(Event.Announced.class::cast)
                .flatMap(event -> run.proofs(event.opening()).stream()).flatMap(proof -> proof.changes().stream())
                .anyMatch(change -> change.tip().isPresent());
    }

    /** The first runs in which a liar takes part, views change and blocks are decided. */
    private static List<Recorder> eventful(int members, boolean slowLane, int count) {
        List<Recorder> found = new ArrayList<>();
        for (int seed = 0; seed < SEEDS && found.size() < count; seed++) {
            Recorder run = run(new Simulation(), options(seed, members));
            List<Event> events = run.events();
            if (!run.liars().isEmpty() && events.stream().anyMatch(TraceTest::decides)
                    && events.stream().filter(Event.Entered.class::isInstance).count() > members
                    && (!slowLane || events.stream().anyMatch(e -> named(e, "Commit")))) {
                found.add(run);
            }
        }
        assertThat(found).as("eventful runs among %d seeds", SEEDS).hasSize(count);
        return found;
    }

    private static Options options(int seed, int members) {
        return Options.of(Protocol.CBFT, seed, members).withSafetyMillis(TROUBLE_MILLIS);
    }

    private static Recorder run(Simulation simulation, Options options) {
        Recorder recorder = new Recorder();
        simulation.witnessed(options, recorder);
        return recorder;
    }

    private static boolean decides(Event event) {
        return named(event, "Decide");
    }

    private static boolean named(Event event, String name) {
        return event instanceof Event.OfBlock block && block.name().equals(name);
    }
}
