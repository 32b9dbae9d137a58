package org.credence.consensus.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.credence.base.Digest;
import org.credence.base.block.Block;
import org.credence.base.block.Header;
import org.credence.consensus.engine.Cause;
import org.credence.consensus.engine.Effect;
import org.credence.consensus.engine.Reason;
import org.credence.consensus.message.Message;
import org.credence.consensus.message.NewViewProof;
import org.credence.consensus.message.ViewChange;
import org.credence.consensus.part.Evidence;
import org.credence.consensus.part.Evidence.InvalidProposal;
import org.credence.consensus.part.Evidence.WrongNewView;
import org.credence.consensus.part.Flaw;
import org.credence.consensus.part.Selection;
import org.credence.consensus.part.SignedBlock;
import org.credence.consensus.protocol.Protocol;
import org.junit.jupiter.api.Test;

/** What an engine does about a leader that signs what no correct one signs (P§1.9). */
class LeaderFaultsTest {

    private static SignedBlock signed(long view, long height, Digest parent, long time, int by) {
        Header header = new Header(Keys.CHAIN, 0, view, height, parent, Block.payloadRoot(List.of()), by, time,
                Digest.ZERO, 0, Digest.ZERO);
        return new SignedBlock(Block.of(header, List.of()), Keys.signer(by).sign(header.id()));
    }

    private static List<Evidence> accused(Cluster cluster) {
        return cluster.seen.stream().filter(Effect.Accuse.class::isInstance).map(e -> ((Effect.Accuse) e).evidence())
                .toList();
    }

    private static boolean moved(Cluster cluster, Cause cause) {
        return cluster.seen.stream().anyMatch(e -> e instanceof Effect.Moved moved && moved.cause() == cause);
    }

    @Test
    void aBadProposalIsAccusedByEachMemberOnceAndEndsTheView() {
        Cluster cluster = new Cluster(4);
        cluster.deliver(0, 2, Message.Propose.passedOn(signed(0, 2, Keys.CHAIN, 1, 0)));
        cluster.deliver(0, 2, Message.Propose.passedOn(signed(0, 3, Keys.CHAIN, 1, 0)));
        assertThat(accused(cluster)).hasSize(4).allMatch(e -> e instanceof InvalidProposal p
                && p.culprit() == 0 && p.flaw() instanceof Flaw.Incoherent);
        assertThat(moved(cluster, Cause.INVALID_PROPOSAL)).isTrue();
    }

    /** What is wrong with it shows only when its parent comes. */
    @Test
    void aBlockThatWaitedForItsParentIsAccusedToo() {
        Cluster cluster = new Cluster(4);
        cluster.lost = (link, message) -> true;
        SignedBlock first = signed(0, 1, Keys.CHAIN, 100, 0);
        cluster.deliver(0, 2, Message.Propose.passedOn(signed(0, 2, first.id(), 99, 0)));
        assertThat(accused(cluster)).isEmpty();
        cluster.deliver(0, 2, Message.Propose.passedOn(first));
        assertThat(accused(cluster)).hasSize(1).allMatch(e -> e instanceof InvalidProposal p
                && p.flaw().equals(new Flaw.Misplaced(first.block().header())));
    }

    /**
     * Found by the simulator (B08): in a new epoch nobody had the header of the block it stands on any more, so that a
     * first block which cannot stand there convicted nobody.
     */
    @Test
    void anEpochsFirstBlockIsHeldAgainstTheLastOfTheOneBefore() {
        Cluster cluster = new Cluster(Protocol.CBFT, 4, 3);
        cluster.lost = (link, message) -> message instanceof Message.Propose propose
                && propose.block().block().header().epoch() == 1;
        IntStream.range(0, 4).forEach(i -> cluster.submit(i, 8));
        Header last = cluster.decided.get(2).getLast().block().header();
        assertThat(last.height()).isEqualTo(3);
        Header high = new Header(Keys.CHAIN, 1, 0, 9, last.id(), Block.payloadRoot(List.of()), 1, last.timeMs(),
                Digest.ZERO, last.stateHeight(), Digest.ZERO);
        cluster.deliver(1, 2, Message.Propose.passedOn(
                new SignedBlock(Block.of(high, List.of()), Keys.signer(1).sign(high.id()))));
        assertThat(accused(cluster)).hasSize(4).allMatch(e -> e instanceof InvalidProposal p
                && p.flaw().equals(new Flaw.Misplaced(last)));
        assertThat(moved(cluster, Cause.INVALID_PROPOSAL)).isTrue();
    }

    private static NewViewProof newView(Selection selection, int reports) {
        List<ViewChange> changes = IntStream.range(0, reports)
                .mapToObj(voter -> signed(new ReportBuilder(4, voter, 1).build())).toList();
        NewViewProof unsigned =
                new NewViewProof(0, 1, 1, changes, List.of(), selection, ReportBuilder.SIGNATURE);
        return unsigned.signed(Keys.signer(1).sign(unsigned.statement(Keys.CHAIN)));
    }

    private static ViewChange signed(ViewChange change) {
        return change.signed(Keys.signer(change.voter()).sign(change.statement(Keys.CHAIN)));
    }

    @Test
    void aWrongNewViewIsAccusedByEachMemberOnce() {
        Cluster cluster = new Cluster(4);
        Selection wrong = new Selection(0, Keys.CHAIN, List.of(new Digest(9, 9, 9, 9)));
        cluster.deliver(1, 2, new Message.NewView(newView(wrong, 3)));
        cluster.deliver(1, 3, new Message.NewView(newView(wrong, 2)));
        assertThat(accused(cluster)).hasSize(4).allMatch(e -> e instanceof WrongNewView && e.culprit() == 1);
    }

    /** Refused, but it convicts nobody: whether it is wrong depends on what the epoch stands on. */
    @Test
    void aNewViewFromAnotherBaseIsIgnored() {
        Cluster cluster = new Cluster(4);
        cluster.deliver(1, 2, new Message.NewView(newView(new Selection(7, Keys.CHAIN, List.of()), 3)));
        assertThat(accused(cluster)).isEmpty();
        assertThat(cluster.seen).contains(new Effect.Ignored(Reason.INVALID_NEW_VIEW, 1));
    }

    @Test
    void evidenceThatProvesNothingIsRefused() {
        Cluster cluster = new Cluster(4);
        NewViewProof right = newView(new Selection(0, Keys.CHAIN, List.of()), 3);
        cluster.deliver(3, 2, new Message.Accusation(
                new WrongNewView(right.shown().orElseThrow(), OptionalInt.empty())));
        cluster.deliver(3, 2, new Message.Accusation(
                new InvalidProposal(signed(0, 1, Keys.CHAIN, 1, 0).header(), new Flaw.Incoherent())));
        assertThat(accused(cluster)).isEmpty();
        assertThat(cluster.seen).filteredOn(new Effect.Ignored(Reason.INVALID_EVIDENCE, 3)::equals).hasSize(2);
    }
}
