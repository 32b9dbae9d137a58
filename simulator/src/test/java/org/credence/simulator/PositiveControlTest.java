package org.credence.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.credence.base.Digest;
import org.credence.consensus.engine.Engine;
import org.credence.consensus.kernel.FastCore;
import org.credence.consensus.kernel.SelectionRule;
import org.credence.consensus.message.ViewChange;
import org.credence.consensus.part.Base;
import org.credence.consensus.part.BlockRef;
import org.credence.consensus.part.Epoch;
import org.credence.consensus.part.Evidence;
import org.credence.consensus.part.Leadership;
import org.credence.consensus.part.Quorum;
import org.credence.consensus.part.Selection;
import org.credence.consensus.part.SignedBlock;
import org.credence.consensus.part.Timing;
import org.credence.consensus.protocol.Protocol;
import org.credence.crypto.Signer;
import org.credence.simulator.result.Invariant;
import org.credence.simulator.result.Report;
import org.credence.simulator.result.Violation;
import org.credence.simulator.setup.EngineFactory;
import org.credence.simulator.setup.Options;
import org.junit.jupiter.api.Test;

/**
 * The power of the simulator: with the report of the equivocator counted like any other, which is how CBFT is printed
 * (A-C2), it must find
 * a fork. If this fails, no green run means anything.
 */
class PositiveControlTest {

    private static final int SEEDS = 2_000;
    private static final int AT_ONCE = 100;

    /** Select of P§1.4 without "senders(V) ∩ Eq = ∅": among the tips of the highest view, the one with most support. */
    private static final class EquivocatorCounts implements SelectionRule {

        @Override
        public Optional<Selection> select(Base base, List<ViewChange> changes, List<Evidence> evidence,
                Quorum quorum) {
            TreeMap<Digest, SignedBlock> blocks = new TreeMap<>();
            changes.forEach(change -> change.path().forEach(block -> blocks.put(block.id(), block)));
            ViewChange furthest =
                    changes.stream().max(Comparator.comparingLong(ViewChange::decidedHeight)).orElseThrow();
            Digest decided = furthest.decided().map(d -> d.header().id()).orElse(base.id());
            List<List<Digest>> paths = changes.stream().flatMap(change -> change.tip().stream())
                    .sorted(Comparator.comparingLong(BlockRef::view).reversed())
                    .map(tip -> path(tip.id(), decided, blocks)).filter(path -> !path.isEmpty()).toList();
            List<Digest> most =
                    paths.stream().max(Comparator.comparingLong(path -> support(path, paths))).orElse(List.of());
            return Optional.of(new Selection(furthest.decidedHeight(), decided, most));
        }

        @Override
        public boolean excludesEquivocators() {
            return false;
        }

        private static long support(List<Digest> path, List<List<Digest>> paths) {
            return paths.stream().filter(other -> other.contains(path.getFirst())).count();
        }

        private static List<Digest> path(Digest tip, Digest decided, TreeMap<Digest, SignedBlock> blocks) {
            List<Digest> path = new ArrayList<>();
            for (Digest at = tip; !at.equals(decided); at = blocks.get(at).block().parent()) {
                if (!blocks.containsKey(at)) {
                    return List.of();
                }
                path.addFirst(at);
            }
            return path;
        }
    }

    private static final EngineFactory BROKEN = new EngineFactory() {

        @Override
        public Engine engine(Epoch epoch, int self, Signer signer, Timing timing) {
            return new FastCore("broken", epoch, self, leadership(epoch), signer, timing,
                    new EquivocatorCounts());
        }

        @Override
        public Leadership leadership(Epoch epoch) {
            return view -> (int) (view % epoch.committee().size());
        }
    };

    @Test
    void countingTheEquivocatorForks() {
        Optional<Violation> fork = Optional.empty();
        for (int first = 0; first < SEEDS && fork.isEmpty(); first += AT_ONCE) {
            Report report = new Simulation(BROKEN).run(
                    Options.of(Protocol.CBFT, first, 4).withSeeds(AT_ONCE).withInvariants(EnumSet.of(Invariant.S1)),
                    outcome -> {});
            fork = report.violations().stream().filter(v -> v.invariant() == Invariant.S1).findFirst();
        }
        assertThat(fork).as("a fork within %d seeds", SEEDS).isPresent();
    }
}
