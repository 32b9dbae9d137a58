package org.credence.consensus.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.credence.base.Digest;
import org.credence.base.block.BatchHead;
import org.credence.base.block.BatchRef;
import org.credence.base.block.Block;
import org.credence.base.block.Header;
import org.credence.base.block.Vote;
import org.credence.base.merkle.InclusionProof;
import org.credence.consensus.message.Claims;
import org.credence.consensus.message.Forgery;
import org.credence.consensus.message.Message;
import org.credence.consensus.message.NewViewProof;
import org.credence.consensus.message.ViewChange;
import org.credence.consensus.part.Committee;
import org.credence.consensus.part.Evidence.InvalidProposal;
import org.credence.consensus.part.Evidence.WrongNewView;
import org.credence.consensus.part.Flaw;
import org.credence.consensus.part.ListedBatch;
import org.credence.consensus.part.Selection;
import org.credence.consensus.part.SignedBlock;
import org.credence.consensus.part.SignedNewView;
import org.credence.consensus.protocol.Protocol;
import org.junit.jupiter.api.Test;

/** What convicts a leader, and that nothing does which a correct one could have signed (P§1.9). */
class ProofsTest {

    private static final Digest GENESIS = Keys.CHAIN;
    private static final Selection AT_GENESIS = new Selection(0, GENESIS, List.of());

    private final Committee four = Keys.committee(4);
    private final Proofs proofs = new Proofs(four, new Select());
    private final SignedBlock one = ReportBuilder.block(4, 1, GENESIS, 1);
    private final SignedBlock two = ReportBuilder.block(4, 2, one.id(), 1);
    private final SignedBlock three = ReportBuilder.block(4, 3, two.id(), 1);

    // Proposals.

    private static Header header(int epoch, long view, long height, Digest parent, long time, long stateHeight) {
        return header(epoch, view, height, parent, time, stateHeight, List.of());
    }

    private static Header header(int epoch, long view, long height, Digest parent, long time, long stateHeight,
            List<BatchRef> batches) {
        return new Header(GENESIS, epoch, view, height, parent, Block.payloadRoot(batches), 0, time, Digest.ZERO,
                stateHeight, Digest.ZERO);
    }

    private static Optional<Flaw> flaw(Header header, Header parent) {
        return Flaw.of(Block.of(header, List.of()), Optional.of(parent), Keys.committee(4));
    }

    @Test
    void aHeaderMayNotDisagreeWithItself() {
        Committee committee = Keys.committee(4);
        Digest parent = one.id();
        for (Header incoherent : List.of(header(0, 0, 2, parent, 1, 2), header(0, 0, 1, parent, 1, 0),
                header(0, 0, 5, GENESIS, 1, 0), header(0, 0, 0, GENESIS, 1, 0),
                new Header(GENESIS, 0, 0, 2, parent, Block.payloadRoot(List.of()), 0, 1, one.id(), 0, Digest.ZERO))) {
            assertThat(Flaw.of(Block.of(incoherent, List.of()), Optional.empty(), committee))
                    .contains(new Flaw.Incoherent());
        }
        assertThat(Flaw.of(Block.of(header(0, 0, 2, parent, 1, 1), List.of()), Optional.empty(), committee)).isEmpty();
        assertThat(Flaw.of(one.block(), Optional.empty(), committee)).isEmpty();
    }

    @Test
    void aHeaderMustAgreeWithItsParent() {
        Header parent = header(0, 3, 7, two.id(), 100, 5);
        Digest id = parent.id();
        assertThat(flaw(header(0, 3, 8, id, 100, 5), parent)).isEmpty();
        assertThat(flaw(header(0, 4, 8, id, 100, 2), parent)).as("an older state, but a later view").isEmpty();
        assertThat(flaw(header(1, 0, 8, id, 100, 5), parent)).as("views begin anew with an epoch").isEmpty();
        for (Header misplaced : List.of(header(0, 3, 9, id, 100, 5), header(0, 3, 7, id, 100, 5),
                header(0, 2, 8, id, 100, 5), header(0, 3, 8, id, 99, 5), header(0, 3, 8, id, 100, 4),
                header(1, 0, 8, id, 100, 4), header(2, 0, 8, id, 100, 5))) {
            assertThat(flaw(misplaced, parent)).contains(new Flaw.Misplaced(parent));
        }
        assertThat(flaw(header(0, 3, 8, id, 100, 5), header(1, 0, 7, two.id(), 100, 5))).as("not its parent").isEmpty();
    }

    private BatchRef batch(int author, long sequence, int votes) {
        BatchHead head = new BatchHead(author, sequence, 1, 9, new Digest(author, sequence, 3, 4));
        return new BatchRef(head, IntStream.range(0, votes)
                .mapToObj(member -> new Vote(member, Keys.signer(member).sign(head.availability(GENESIS)))).toList());
    }

    private static SignedBlock listing(BatchRef... batches) {
        Header header = header(0, 0, 1, GENESIS, 1, 0, List.of(batches));
        return new SignedBlock(Block.of(header, List.of(batches)), Keys.signer(0).sign(header.id()));
    }

    private Optional<Flaw> flaw(BatchRef... batches) {
        return Flaw.of(listing(batches).block(), Optional.empty(), four);
    }

    @Test
    void batchesMustBeAvailableAndInOrder() {
        assertThat(flaw(batch(1, 4, 2), batch(2, 9, 3), batch(1, 5, 2))).isEmpty();
        assertThat(flaw(batch(1, 4, 2), batch(2, 9, 1)).orElseThrow()).isInstanceOf(Flaw.Unavailable.class);
        assertThat(flaw(batch(1, 4, 2), batch(4, 9, 3)).orElseThrow()).isInstanceOf(Flaw.Unavailable.class);
        assertThat(flaw(batch(1, 4, 2), batch(2, 9, 2), batch(1, 4, 2)).orElseThrow())
                .isInstanceOf(Flaw.Disordered.class);
        assertThat(flaw(batch(1, 4, 2), batch(1, 3, 2)).orElseThrow()).isInstanceOf(Flaw.Disordered.class);
    }

    /** The tree's size is not signed: no choice of it makes two batches of one, or turns their order round. */
    @Test
    void noTreeSizeMakesARightOrderWrong() {
        for (int count = 1; count <= 9; count++) {
            BatchRef[] batches = IntStream.range(0, count).mapToObj(i -> batch(1, 7 + i, 2)).toArray(BatchRef[]::new);
            SignedBlock block = listing(batches);
            for (int lower = 0; lower < count; lower++) {
                for (int upper = 0; upper < count; upper++) {
                    anySize(block, lower, upper);
                }
            }
        }
    }

    private void anySize(SignedBlock block, int lower, int upper) {
        for (int size = 1; size <= 12; size++) {
            for (int first = 0; first < size; first++) {
                for (int second = 0; second < size; second++) {
                    Flaw flaw =
                            new Flaw.Disordered(moved(block, lower, first, size), moved(block, upper, second, size));
                    assertThat(proofs.convicts(new InvalidProposal(block.header(), flaw))).isFalse();
                }
            }
        }
    }

    private static ListedBatch moved(SignedBlock block, int index, long claimed, long size) {
        ListedBatch listed = ListedBatch.of(block.block(), index);
        return new ListedBatch(listed.batch(),
                new InclusionProof(claimed, size, listed.place().path()));
    }

    @Test
    void aForgedVoteConvictsWhoeverOrderedTheBatch() {
        BatchRef right = batch(1, 4, 3);
        List<Vote> votes = List.of(right.votes().getFirst(), new Vote(1, ReportBuilder.SIGNATURE),
                new Vote(200, right.votes().getFirst().signature()));
        SignedBlock block = listing(batch(2, 1, 2), new BatchRef(right.head(), votes));
        Message.Accusation proof =
                Forgery.proof(Message.Propose.passedOn(block), four, Keys.verifier()).orElseThrow();
        InvalidProposal evidence = (InvalidProposal) proof.evidence();
        Flaw.Forged forged = (Flaw.Forged) evidence.flaw();
        assertThat(forged.vote()).isEqualTo(1);
        assertThat(proofs.convicts(evidence)).isTrue();
        assertThat(holds(new InvalidProposal(block.header(), forged))).isTrue();
        assertThat(holds(new InvalidProposal(block.header(), new Flaw.Forged(forged.listed(), 2))))
                .as("by nobody in the committee").isTrue();
        assertThat(holds(new InvalidProposal(block.header(), new Flaw.Forged(forged.listed(), 0))))
                .as("genuine").isFalse();
        assertThat(proofs.convicts(new InvalidProposal(block.header(), new Flaw.Forged(forged.listed(), 3))))
                .as("there is no such vote").isFalse();
        SignedBlock unsigned = new SignedBlock(block.block(), ReportBuilder.SIGNATURE);
        assertThat(Forgery.proof(Message.Propose.passedOn(unsigned), four, Keys.verifier())).isEmpty();
        assertThat(Forgery.proof(Message.Propose.passedOn(listing(right)), four, Keys.verifier())).isEmpty();
    }

    private boolean holds(InvalidProposal evidence) {
        return Claims.hold(evidence, four, Keys.verifier());
    }

    // NEW_VIEWs.

    private static ReportBuilder report(int voter) {
        return new ReportBuilder(4, voter, 1);
    }

    private static NewViewProof newView(Selection selection, ReportBuilder... reports) {
        List<ViewChange> changes = List.of(reports).stream().map(ReportBuilder::build).toList();
        NewViewProof unsigned = new NewViewProof(0, 1, 1, changes, List.of(), selection, ReportBuilder.SIGNATURE);
        return unsigned.signed(Keys.signer(1).sign(unsigned.statement(GENESIS)));
    }

    private boolean wrong(Selection selection, ReportBuilder... reports) {
        return proofs.convicts(new WrongNewView(newView(selection, reports).shown().orElseThrow(),
                OptionalInt.empty()));
    }

    /** Whatever an epoch stands on: a block of the epoch before, decided blocks, or both in different reports. */
    @Test
    void aSelectionThatFollowsConvictsNobody() {
        Selection later = new Selection(2, two.id(), List.of());
        assertThat(wrong(AT_GENESIS, report(0), report(2), report(3))).isFalse();
        assertThat(wrong(later, report(0), report(2), report(3))).as("an epoch on block 2").isFalse();
        assertThat(wrong(new Selection(2, two.id(), List.of(three.id())), report(0), report(2).tip(three), report(3)))
                .isFalse();
        assertThat(wrong(later, report(0), report(2).decided(two, 3), report(3))).isFalse();
        assertThat(wrong(later, report(0).tip(one), report(2).decided(two, 3), report(3).tip(one, two))).isFalse();
        assertThat(wrong(new Selection(2, two.id(), List.of(three.id())), report(0).tip(one, two),
                report(2).decided(two, 3).tip(three), report(3).decided(one, 3))).isFalse();
    }

    @Test
    void aSelectionThatDoesNotFollowConvictsItsLeader() {
        Selection kept = new Selection(0, GENESIS, List.of(one.id()));
        assertThat(wrong(AT_GENESIS, report(0).tip(one), report(2), report(3))).isTrue();
        assertThat(wrong(kept, report(0), report(2), report(3))).isTrue();
        assertThat(wrong(kept, report(0).tip(one), report(2), report(3))).isFalse();
        assertThat(wrong(new Selection(1, one.id(), List.of()), report(0), report(2).decided(two, 3), report(3)))
                .as("from a lower decided block").isTrue();
        assertThat(wrong(new Selection(Long.MAX_VALUE, GENESIS, List.of(two.id())), report(0), report(2), report(3)))
                .isTrue();
    }

    @Test
    void reportsThatAreNotValidConvictTheLeaderThatSignedForThem() {
        assertThat(wrong(AT_GENESIS, report(0), report(2))).as("too few").isTrue();
        assertThat(wrong(AT_GENESIS, report(0), report(2), report(2))).as("one voter twice").isTrue();
        assertThat(wrong(AT_GENESIS, report(0), report(2), new ReportBuilder(4, 3, 2))).as("of a later view").isTrue();
        assertThat(wrong(new Selection(1, one.id(), List.of()), report(0), report(2).decided(one, 2), report(3)))
                .as("too few votes for a decision").isTrue();
    }

    /** Who leads when, and what the epoch stands on, are not in the evidence: they convict nobody. */
    @Test
    void whatTakesMoreThanTheEvidenceConvictsNobody() {
        NewViewProof outOfTurn = newView(AT_GENESIS, report(0), report(2), report(3));
        NewViewProof unsigned = new NewViewProof(0, 1, 3, outOfTurn.changes(), List.of(), AT_GENESIS,
                outOfTurn.signature());
        assertThat(proofs.isWrong(unsigned)).isFalse();
        assertThat(wrong(new Selection(5, three.id(), List.of()), report(0), report(2), report(3))).isFalse();
    }

    @Test
    void onlyNewViewsOfThisEpochAndProtocolCount() {
        SignedNewView wrong = newView(new Selection(0, GENESIS, List.of(one.id())), report(0), report(2), report(3))
                .shown().orElseThrow();
        WrongNewView evidence = new WrongNewView(wrong, OptionalInt.empty());
        Committee next = new Committee(GENESIS, 1, four.members(), four.quorum());
        assertThat(proofs.convicts(evidence)).isTrue();
        assertThat(new Proofs(next, new Select()).convicts(evidence)).isFalse();
        assertThat(new Proofs(Keys.committee(Protocol.PBFT, 4), new Select()).convicts(evidence)).isFalse();
        byte[] noNewView = new byte[40];
        assertThat(proofs.convicts(new WrongNewView(new SignedNewView(noNewView, ReportBuilder.SIGNATURE),
                OptionalInt.empty()))).isFalse();
        assertThat(proofs.convicts(new WrongNewView(new SignedNewView(noNewView, ReportBuilder.SIGNATURE),
                OptionalInt.of(1)))).isFalse();
    }

    private static NewViewProof full(int members) {
        Committee committee = Keys.committee(members);
        SignedBlock decided = ReportBuilder.block(members, 1, GENESIS, 1);
        Selection base = new Selection(1, decided.id(), List.of());
        SignedBlock tip = ReportBuilder.block(members, 1, 2, decided.id(), base.hash(GENESIS, 0, 1), 1);
        List<ViewChange> changes = IntStream.range(0, committee.quorum().change())
                .mapToObj(voter -> new ReportBuilder(members, voter, 2).decided(decided, committee.quorum().fast())
                        .tip(tip).certified(tip, committee.quorum().slow())
                        .with(ReportBuilder.opening(1, base, committee.quorum().slow())).build())
                .toList();
        return new NewViewProof(0, 2, 2, changes, List.of(), new Selection(1, decided.id(), List.of(tip.id())),
                ReportBuilder.SIGNATURE);
    }

    /** Each report with a decided block, an opening, and an empty undecided block that has a CC. */
    @Test
    void aNewViewOfALargeCommitteeDoesNotFitATransaction() {
        assertThat(IntStream.rangeClosed(4, 100).filter(members -> full(members).shown().isPresent()).max())
                .hasValue(22);
        assertThat(proofs.isWrong(full(4))).isFalse();
    }
}
