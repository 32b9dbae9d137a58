package org.credence.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.credence.base.Digest;
import org.credence.consensus.engine.ChainView;
import org.credence.consensus.engine.Effect;
import org.credence.consensus.engine.Engine;
import org.credence.consensus.engine.Input;
import org.credence.consensus.engine.Status;
import org.credence.consensus.part.Committee;
import org.credence.consensus.part.Epoch;
import org.credence.consensus.part.Leadership;
import org.credence.consensus.part.Timing;
import org.credence.consensus.protocol.Protocol;
import org.credence.crypto.Signer;
import org.credence.simulator.random.Chance;
import org.credence.simulator.result.Invariant;
import org.credence.simulator.result.Report;
import org.credence.simulator.result.Violation;
import org.credence.simulator.setup.EngineFactory;
import org.credence.simulator.setup.Options;
import org.credence.simulator.setup.Rosters;
import org.credence.simulator.setup.Seating;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Members join, leave and get other keys between epochs (P§1.7, B36). */
class ChurnTest {

    private static Options options(int members) {
        return Options.of(Protocol.CBFT, 1, members).withEpochBlocks(10).withChurn();
    }

    @ParameterizedTest
    @CsvSource({"4, 20", "5, 10", "6, 10", "7, 5"})
    void membersComeAndGoWhateverGoesWrong(int members, int seeds) {
        Report report = Unbroken.run(options(members).withSeeds(seeds));
        assertThat(report.outcomes()).anyMatch(outcome -> outcome.decidedHeight() > 50);
    }

    @Test
    void theCommandThatReproducesASeedSaysThatMembersChange() {
        assertThat(options(4).command(7)).contains("--epoch-blocks 10 --churn");
        assertThatIllegalArgumentException().isThrownBy(() -> Options.of(Protocol.CBFT, 1, 4).withChurn())
                .withMessageContaining("epochBlocks");
    }

    @Test
    void rostersKeepToTheCapAndTolerateTheirLiars() {
        Set<Integer> sizes = new HashSet<>();
        boolean rekeyed = false;
        for (int seed = 0; seed < 50; seed++) {
            Rosters rosters = Rosters.drawn(Protocol.CBFT.quorum(4), process -> process == 1 || process == 4,
                    new Chance(seed));
            for (int epoch = 1; epoch < 40; epoch++) {
                Seating before = rosters.at(epoch - 1);
                Seating next = rosters.at(epoch);
                long gone = before.keys().stream().filter(key -> !next.keys().contains(key)).count();
                long come = next.keys().stream().filter(key -> !before.keys().contains(key)).count();
                assertThat(Math.max(gone, come)).isEqualTo(rosters.begins(epoch) ? 1 : 0);
                assertThat(next.members()).doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(4);
                assertThat(next.members().stream().filter(process -> process == 1 || process == 4).count())
                        .isLessThanOrEqualTo(next.quorum().f());
                sizes.add(next.size());
                rekeyed |= gone == 1 && come == 1;
            }
        }
        // Six would be all processes, both liars among them.
        assertThat(sizes).containsExactlyInAnyOrder(4, 5);
        assertThat(rekeyed).isTrue();
    }

    @Test
    void whoVotesWithTheOldRosterIsFound() {
        assertThat(found(new Simulation(new OldRoster()))).isNotEmpty();
    }

    @Test
    void whoCarriesOldSequencesOverIsFound() {
        assertThat(found(new Simulation(new OldSequences())))
                .anyMatch(violation -> violation.invariant() == Invariant.S8);
    }

    private static List<Violation> found(Simulation simulation) {
        return simulation.run(options(4).withSeeds(10).withFaults(Set.of()), _ -> {}).violations();
    }

    /** Members that begin every epoch with the committee of the first, as far as they were in it. */
    private static final class OldRoster implements EngineFactory {

        private final EngineFactory right = EngineFactory.of(Protocol.CBFT);
        /** By chain, for several worlds run beside each other. */
        private final Map<Digest, Committee> founders = new ConcurrentHashMap<>();

        @Override
        public Engine engine(Epoch epoch, int self, Signer signer, Timing timing) {
            Committee now = epoch.committee();
            Committee old = founders.computeIfAbsent(now.chainId(), _ -> now);
            int seat = old.members().indexOf(signer.publicKey());
            return seat < 0 ? right.engine(epoch, self, signer, timing)
                    : right.engine(among(old, epoch), seat, signer, timing);
        }

        private static Epoch among(Committee old, Epoch epoch) {
            return new Epoch(new Committee(old.chainId(), epoch.number(), old.members(), old.quorum()), epoch.base(),
                    epoch.last(), IntStream.range(0, old.size()).boxed().toList());
        }

        @Override
        public Leadership leadership(Epoch epoch) {
            return right.leadership(epoch);
        }
    }

    /** Members that number their batches as if the members were the same. */
    private static final class OldSequences implements EngineFactory {

        private final EngineFactory right = EngineFactory.of(Protocol.CBFT);

        @Override
        public Engine engine(Epoch epoch, int self, Signer signer, Timing timing) {
            Engine engine = right.engine(epoch, self, signer, timing);
            return new Engine() {

                @Override
                public List<Effect> step(long nowMicros, Input input) {
                    return engine.step(nowMicros, input instanceof Input.Started(var chain, var promises)
                            ? new Input.Started(carriedOver(chain), promises)
                            : input);
                }

                @Override
                public Status status() {
                    return engine.status();
                }
            };
        }

        private static ChainView carriedOver(ChainView chain) {
            return new ChainView(chain.base(), chain.decided(),
                    chain.nextSequences().stream().map(next -> next & 0xffffffffL).toList(), chain.tipDecided());
        }

        @Override
        public Leadership leadership(Epoch epoch) {
            return right.leadership(epoch);
        }
    }
}
