package org.credence.ledger.epoch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.credence.base.Digest;
import org.credence.base.block.BatchRef;
import org.credence.base.codec.Malformed;
import org.credence.base.proof.StateKey;
import org.credence.consensus.message.NewViewProof;
import org.credence.consensus.message.ViewChange;
import org.credence.consensus.part.Evidence;
import org.credence.consensus.part.Evidence.InvalidProposal;
import org.credence.consensus.part.Evidence.WrongNewView;
import org.credence.consensus.part.Flaw;
import org.credence.consensus.part.ListedBatch;
import org.credence.consensus.part.Selection;
import org.credence.consensus.part.SignedBlock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** P§1.9 for what a leader signs alone: convicted once, by what was shown and by nothing like it. */
class CourtTest {

    private static final Crimes CRIMES = new Crimes();
    private static final long HEIGHT = 9;

    private final Committees four = new Committees(4);

    static Stream<Evidence> crimes() {
        return CRIMES.all();
    }

    private static Operation accuse(Evidence evidence) {
        return new Operation.Accuse(evidence);
    }

    @ParameterizedTest
    @MethodSource("crimes")
    void everyFaultIsPunishedOnce(Evidence evidence) {
        assertThat(four.execute(0, HEIGHT, accuse(evidence))).isEqualTo("ACCEPTED");
        assertThat(four.execute(3, HEIGHT, accuse(evidence))).isEqualTo("ALREADY_PUNISHED");
        assertThat(four.state.value(StateKey.convicted(Crimes.CULPRIT))).isPresent();
        four.end();
        assertThat(four.record().members().get(Crimes.CULPRIT).standing().barred()).isEqualTo(20);
        assertThat(four.execute(3, Committees.BLOCKS + 1, accuse(evidence))).isEqualTo("ALREADY_PUNISHED");
        assertThat(four.execute(Committees.signer("stranger"), HEIGHT, accuse(evidence))).isEqualTo("NOT_A_MEMBER");
    }

    /** Two proofs of one fault: a proposal that is wrong in two ways is one fault, at its place. */
    @Test
    void anotherProofOfOneFaultIsNotAnotherFault() {
        SignedBlock proposal = CRIMES.listing(CRIMES.batch(0, 5, 1), CRIMES.batch(0, 4, 2));
        Flaw scarce = new Flaw.Unavailable(ListedBatch.of(proposal.block(), 0));
        Flaw order = new Flaw.Disordered(ListedBatch.of(proposal.block(), 0), ListedBatch.of(proposal.block(), 1));
        assertThat(four.execute(0, HEIGHT, accuse(new InvalidProposal(proposal.header(), scarce))))
                .isEqualTo("ACCEPTED");
        assertThat(four.execute(0, HEIGHT, accuse(new InvalidProposal(proposal.header(), order))))
                .isEqualTo("ALREADY_PUNISHED");
    }

    /** Every bit of every proof matters, be it signed or not. */
    @ParameterizedTest
    @MethodSource("crimes")
    void nothingLikeItConvictsAnybody(Evidence evidence) {
        byte[] right = accuse(evidence).encoded();
        List<String> convicting = new ArrayList<>();
        for (int bit = 8; bit < 8 * right.length; bit++) {
            byte[] wrong = right.clone();
            wrong[bit / 8] ^= (byte) (1 << bit % 8);
            if (accepted(wrong)) {
                convicting.add("bit " + bit);
            }
        }
        assertThat(convicting).isEmpty();
        assertThat(accepted(right)).isTrue();
    }

    private boolean accepted(byte[] operation) {
        try {
            return four.execute(0, HEIGHT, Operation.decode(operation)).equals("ACCEPTED");
        } catch (Malformed e) {
            return false;
        }
    }

    @Test
    void whatACorrectLeaderSignsIsNoEvidence() {
        BatchRef batch = CRIMES.batch(0, 5, 2);
        SignedBlock right = CRIMES.listing(batch, CRIMES.batch(0, 6, 2));
        ListedBatch first = ListedBatch.of(right.block(), 0);
        ListedBatch second = ListedBatch.of(right.block(), 1);
        SignedBlock child = CRIMES.block(right.block().header().height() + 1, right.id(), 7);
        List<Evidence> nothing = new ArrayList<>();
        for (Flaw flaw : List.of(new Flaw.Incoherent(), new Flaw.Unavailable(first),
                new Flaw.Disordered(first, second), new Flaw.Disordered(second, first),
                new Flaw.Disordered(first, first), new Flaw.Forged(first, 0), new Flaw.Forged(first, 2))) {
            nothing.add(new InvalidProposal(right.header(), flaw));
        }
        nothing.add(new InvalidProposal(child.header(), new Flaw.Misplaced(right.block().header())));
        nothing.add(new InvalidProposal(child.header(), new Flaw.Misplaced(child.block().header())));
        NewViewProof newView = CRIMES.newView(CRIMES.reports(), CRIMES.right());
        for (int claim = 0; claim < 8; claim++) {
            nothing.add(new WrongNewView(newView.shown().orElseThrow(), OptionalInt.of(claim)));
        }
        nothing.add(new WrongNewView(newView.shown().orElseThrow(), OptionalInt.empty()));
        for (Evidence evidence : nothing) {
            assertThat(four.execute(0, HEIGHT, accuse(evidence))).as(evidence.toString()).isEqualTo("NO_EVIDENCE");
        }
    }

    /** By whom it says it is, in the epoch it says, on this chain. */
    @Test
    void nobodyIsConvictedOfWhatAnotherSigned() {
        NewViewProof wrong = CRIMES.newView(CRIMES.reports(), new Selection(0, Committees.CHAIN, List.of()));
        NewViewProof foisted = new NewViewProof(0, wrong.view(), 2, wrong.changes(), List.of(), wrong.selection(),
                wrong.signature());
        assertThat(four.execute(0, HEIGHT, accuse(CRIMES.wrong(foisted)))).isEqualTo("NO_EVIDENCE");
        SignedBlock elsewhere = CRIMES.elsewhere();
        assertThat(four.execute(0, HEIGHT, accuse(new InvalidProposal(elsewhere.header(), new Flaw.Incoherent()))))
                .isEqualTo("NO_EVIDENCE");
        ViewChange later = CRIMES.report(0, List.of(), 1);
        NewViewProof tooEarly = CRIMES.signed(new NewViewProof(1, 1, Crimes.CULPRIT, List.of(later), List.of(),
                new Selection(0, Digest.ZERO, List.of()), Crimes.NOTHING));
        assertThat(four.execute(0, HEIGHT, accuse(CRIMES.wrong(tooEarly)))).isEqualTo("TOO_OLD");
    }
}
