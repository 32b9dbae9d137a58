package org.credence.consensus.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.credence.base.Digest;
import org.credence.base.Samples;
import org.credence.base.Signature;
import org.credence.base.block.Batch;
import org.credence.base.block.Block;
import org.credence.base.block.Header;
import org.credence.consensus.message.PbftMessage;
import org.credence.consensus.part.BlockRef;
import org.credence.consensus.part.Certificate;
import org.credence.consensus.part.Decision;
import org.credence.consensus.part.Opening;
import org.credence.consensus.part.Phase;
import org.credence.consensus.part.Selection;
import org.credence.consensus.part.SignedBlock;
import org.junit.jupiter.api.Test;

class PromisesTest {

    private final Samples samples = new Samples(1);
    private final Promises promises = new Promises();

    @Test
    void whatIsRetainedGivesTheSameSumAgain() {
        promises.add(new Promise.Entered(3));
        SignedBlock low = block(3, 8);
        SignedBlock high = block(3, 9);
        promises.add(new Promise.Confirmed(low));
        promises.add(new Promise.Confirmed(high));
        promises.add(new Promise.Committed(low.ref()));
        promises.add(new Promise.Certified(new Certificate(Phase.CONFIRM, low.ref(), samples.votes(3))));
        promises.add(new Promise.Readied(3, samples.digest()));
        promises.add(new Promise.Opened(opening(3)));
        promises.add(new Promise.Held(samples.batch(2, 5, 1)));
        SignedBlock kept = block(2, 7);
        promises.add(new Promise.Kept(kept));
        Promises again = new Promises();
        promises.retained().forEach(promise -> again.add(Promise.decode(promise.encode())));
        assertThat(again.retained()).isEqualTo(promises.retained());
        assertThat(again.tip()).contains(high);
        assertThat(again.view()).isEqualTo(3);
        assertThat(again.confirmed()).containsExactlyInAnyOrder(low, high);
        assertThat(again.held()).hasSize(1);
        assertThat(again.kept()).containsExactly(kept);
    }

    @Test
    void theTipIsTheLastConfirmedEvenIfAnotherStandsHigher() {
        SignedBlock abandoned = block(0, 9);
        SignedBlock tip = block(1, 7);
        promises.add(new Promise.Confirmed(abandoned));
        promises.add(new Promise.Confirmed(tip));
        Promises again = new Promises();
        promises.retained().forEach(again::add);
        assertThat(again.tip()).contains(tip);
    }

    @Test
    void aDecisionMakesWhatLiesBelowItObsoleteButNotTheTip() {
        promises.add(new Promise.Entered(2));
        promises.add(new Promise.Opened(opening(1)));
        promises.add(new Promise.Opened(opening(2)));
        SignedBlock tip = block(2, 8);
        promises.add(new Promise.Confirmed(tip));
        promises.add(new Promise.Committed(tip.ref()));
        promises.add(new Promise.Kept(block(1, 7)));
        Batch ordered = samples.batch(1, 4, 1);
        Batch open = samples.batch(1, 5, 1);
        promises.add(new Promise.Held(ordered));
        promises.add(new Promise.Held(open));
        promises.prune(8, Collections.nCopies(4, 5L));
        assertThat(promises.confirmed()).isEmpty();
        assertThat(promises.committed()).isEmpty();
        assertThat(promises.kept()).isEmpty();
        assertThat(promises.tip()).contains(tip);
        assertThat(promises.openings()).extracting(Opening::view).containsExactly(2L);
        assertThat(promises.held()).containsExactly(open);
    }

    @Test
    void aLogHoldsOneBlockPerHeightAndNothingAboveTheLastThatWasPutIn() {
        Block low = block(1, 7).block();
        Block replaced = block(1, 8).block();
        Block replacing = block(2, 8).block();
        promises.add(new Promise.Voted(1, 2));
        promises.add(new Promise.Logged(low));
        promises.add(new Promise.Logged(replaced));
        promises.add(new Promise.Logged(block(1, 9).block()));
        promises.add(new Promise.Voted(2, 3));
        promises.add(new Promise.Logged(replacing));
        Promises again = new Promises();
        promises.retained().forEach(promise -> again.add(Promise.decode(promise.encode())));
        assertThat(again.log()).containsExactly(low, replacing);
        assertThat(again.voted()).contains(new Promise.Voted(2, 3));
        assertThat(again.view()).isEqualTo(2);
        again.prune(7, Collections.nCopies(4, 1L));
        assertThat(again.log()).containsExactly(replacing);
    }

    /** What PBFT remembers: its last votes and certificates of each height, and what began its view. */
    @Test
    void theNewViewIsKeptUntilItsViewIsLeftAndTheLastVoteForEver() {
        BlockRef vote = new BlockRef(0, 4, 9, samples.digest());
        Certificate prepared = new Certificate(Phase.CONFIRM, vote, samples.votes(3));
        PbftMessage.NewView newView = new PbftMessage.NewView(0, 4, 0, List.of(),
                new Selection(1, samples.digest(), List.of()), samples.signature());
        promises.add(new Promise.Cast(new BlockRef(0, 3, 9, samples.digest())));
        promises.add(new Promise.Installed(newView));
        promises.add(new Promise.Cast(new BlockRef(0, 4, 8, samples.digest())));
        promises.add(new Promise.Cast(vote));
        promises.add(new Promise.Prepared(prepared));
        Promises again = new Promises();
        promises.retained().forEach(promise -> again.add(Promise.decode(promise.encode())));
        assertThat(again.view()).isEqualTo(4);
        assertThat(again.installed()).contains(newView);
        assertThat(again.casts()).hasSize(2).endsWith(vote);
        assertThat(again.prepared()).containsExactly(prepared);
        again.prune(9, Collections.nCopies(4, 1L));
        again.add(new Promise.Entered(5));
        assertThat(again.casts()).isEmpty();
        assertThat(again.prepared()).isEmpty();
        assertThat(again.installed()).isEmpty();
        assertThat(again.lastVote()).contains(vote);
        assertThat(again.retained()).noneMatch(Promise.Installed.class::isInstance);
    }

    @Test
    void aDecisionIsHeldUntilTheChainHasItForGoodOrTheEpochIsOver() {
        List<Decision> run = new Decisions(samples).after(ChainView.genesis(Digest.ZERO, 4), 3);
        run.forEach(decision -> promises.add(new Promise.Decided(decision)));
        Promises again = new Promises();
        promises.retained().forEach(promise -> again.add(Promise.decode(promise.encode())));
        assertThat(again.decidedAbove(0)).isEqualTo(run);
        again.prune(2, Collections.nCopies(4, 1L));
        assertThat(again.decidedAbove(0)).containsExactly(run.getLast());
        again.add(new Promise.EpochEntered(1));
        assertThat(again.decidedAbove(0)).isEmpty();
    }

    private Opening opening(long view) {
        return new Opening(0, view, new Selection(1, samples.digest(), List.of()), samples.votes(3));
    }

    private SignedBlock block(long view, long height) {
        Header header = new Header(samples.digest(), 0, view, height, samples.digest(), Block.payloadRoot(List.of()), 0,
                0, Digest.ZERO, 0, Digest.ZERO);
        SignedBlock block = new SignedBlock(Block.of(header, List.of()), new Signature(Digest.ZERO, Digest.ZERO));
        assertThat(block.ref()).isEqualTo(new BlockRef(0, view, height, header.id()));
        return block;
    }
}
