package org.credence.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.credence.base.Digest;
import org.credence.base.block.Header;
import org.credence.consensus.engine.Promise;
import org.credence.consensus.kernel.Proofs;
import org.credence.consensus.kernel.Select;
import org.credence.consensus.message.Message;
import org.credence.consensus.message.NewViewProof;
import org.credence.consensus.part.Committee;
import org.credence.consensus.part.Decision;
import org.credence.consensus.part.Evidence;
import org.credence.consensus.part.Evidence.InvalidProposal;
import org.credence.consensus.part.Evidence.WrongNewView;
import org.credence.consensus.part.Flaw;
import org.credence.consensus.part.SignedBlock;
import org.credence.consensus.protocol.Protocol;
import org.credence.simulator.result.Outcome;
import org.credence.simulator.setup.Fault;
import org.credence.simulator.setup.Options;
import org.credence.simulator.setup.Witness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who leads wrongly is accused of it, by the members that see it. That nobody else is, A2 watches in every seed. */
class AccusationsTest {

    private static final int SEEDS = 60;

    /** In one view of one epoch, a member's fault of one kind. */
    private record Charge(int kind, int culprit, int epoch, long view) {

        static Charge of(Evidence evidence) {
            return new Charge(evidence.kind(), evidence.culprit(), evidence.epoch(), evidence.view());
        }

        Charge in(long seed) {
            return new Charge(kind, culprit, epoch, (seed << 32) + view);
        }
    }

    /** Compares what liars did wrong before everybody's eyes with what they are accused of. */
    private static final class Prosecutor implements Witness {

        private final Map<Digest, Header> headers = new HashMap<>();
        private final Set<Charge> committed = new HashSet<>();
        private final Set<Charge> charged = new HashSet<>();
        private final Set<String> shown = new HashSet<>();
        private Optional<Committee> founders = Optional.empty();

        @Override
        public void began(Committee committee, Set<Integer> lying) {
            founders = Optional.of(committee);
        }

        @Override
        public void sent(int member, Message message) {
            switch (message) {
                case Message.Propose(SignedBlock block, _, _) when block.block().header().proposer() == member ->
                    proposed(block);
                case Message.NewView(NewViewProof proof) when proof.leader() == member -> proof.shown()
                        .map(shown -> new WrongNewView(shown, OptionalInt.empty())).filter(this::convicts)
                        .ifPresent(evidence -> committed.add(Charge.of(evidence)));
                case Message.Accusation(Evidence evidence) when convicts(evidence) -> {
                    charged.add(Charge.of(evidence));
                    shown.add(name(evidence));
                }
                case Message _ -> {}
            }
        }

        private static String name(Evidence evidence) {
            return switch (evidence) {
                case InvalidProposal proposal -> proposal.flaw().getClass().getSimpleName();
                case WrongNewView newView -> (newView.forged().isPresent() ? "forged" : "wrong") + " NEW_VIEW";
                case Evidence other -> other.getClass().getSimpleName();
            };
        }

        private void proposed(SignedBlock block) {
            Header header = block.block().header();
            headers.put(block.id(), header);
            Flaw.of(block.block(), Optional.ofNullable(headers.get(header.parent())), committee(header.epoch()))
                    .ifPresent(flaw -> committed.add(Charge.of(new InvalidProposal(block.header(), flaw))));
        }

        /** Takes over what was seen in the world of a seed. */
        void add(long seed, Prosecutor seen) {
            seen.committed.forEach(charge -> {
                committed.add(charge.in(seed));
                if (seen.charged.contains(charge)) {
                    charged.add(charge.in(seed));
                }
            });
            shown.addAll(seen.shown);
        }

        private boolean convicts(Evidence evidence) {
            return new Proofs(committee(evidence.epoch()), new Select()).convicts(evidence);
        }

        private Committee committee(int epoch) {
            Committee first = founders.orElseThrow();
            return new Committee(first.chainId(), epoch, first.members(), first.quorum());
        }

        @Override
        public void promised(int member, Promise promise) {}

        @Override
        public void decided(int member, Decision decision) {}
    }

    private static void simulate(Protocol protocol, int members, Fault fault, Prosecutor prosecutor) {
        for (long seed = 1; seed <= SEEDS; seed++) {
            Options options = Options.of(protocol, seed, members).withFaults(EnumSet.of(fault)).withSafetyMillis(2_000)
                    .withEpochBlocks(protocol == Protocol.CBFT ? 10 : 0);
            Prosecutor ofSeed = new Prosecutor();
            Outcome outcome = new Simulation().witnessed(options, ofSeed);
            assertThat(outcome.violation()).isEmpty();
            prosecutor.add(seed, ofSeed);
        }
    }

    /** What goes unseen: a block whose parent nobody holds, for the liar has shown another in its place. */
    @ParameterizedTest
    @ValueSource(ints = {4, 7})
    void whoProposesInvalidBlocksIsAccused(int members) {
        Prosecutor prosecutor = new Prosecutor();
        simulate(Protocol.CBFT, members, Fault.INVALID_BLOCKS, prosecutor);
        assertThat(prosecutor.committed).hasSizeGreaterThan(100);
        assertThat(10 * prosecutor.charged.size()).isGreaterThanOrEqualTo(9 * prosecutor.committed.size());
        assertThat(prosecutor.shown).contains("Incoherent", "Misplaced", "Unavailable", "Disordered", "Forged");
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 7})
    void whoAnnouncesAWrongNewViewIsAccused(int members) {
        Prosecutor prosecutor = new Prosecutor();
        simulate(Protocol.CBFT, members, Fault.WRONG_SELECTION, prosecutor);
        assertThat(prosecutor.committed).hasSizeGreaterThan(100);
        assertThat(prosecutor.charged).isEqualTo(prosecutor.committed);
        assertThat(prosecutor.shown).contains("wrong NEW_VIEW", "forged NEW_VIEW");
    }

    @Test
    void pbftAccusesProposersToo() {
        Prosecutor prosecutor = new Prosecutor();
        simulate(Protocol.PBFT, 4, Fault.INVALID_BLOCKS, prosecutor);
        assertThat(prosecutor.charged).isNotEmpty();
    }
}
