package org.credence.ledger.epoch;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.credence.base.Digest;
import org.credence.base.Signature;
import org.credence.base.block.BatchHead;
import org.credence.base.block.BatchRef;
import org.credence.base.block.Block;
import org.credence.base.block.Header;
import org.credence.base.block.Vote;
import org.credence.consensus.message.Forgery;
import org.credence.consensus.message.Message;
import org.credence.consensus.message.NewViewProof;
import org.credence.consensus.message.ViewChange;
import org.credence.consensus.part.Evidence;
import org.credence.consensus.part.Evidence.InvalidProposal;
import org.credence.consensus.part.Evidence.WrongNewView;
import org.credence.consensus.part.Flaw;
import org.credence.consensus.part.ListedBatch;
import org.credence.consensus.part.Selection;
import org.credence.consensus.part.SignedBlock;
import org.credence.crypto.Ed25519;

/** What member 1 of four can do wrong as a leader, with what shows it. */
final class Crimes {

    static final int CULPRIT = 1;
    static final Signature NOTHING = new Signature(Digest.ZERO, Digest.ZERO);

    private static final Digest PARENT = Committees.digest("parent");

    private final Committees four = new Committees(4);

    /** One proof of every kind. */
    Stream<Evidence> all() {
        SignedBlock parent = block(4, PARENT, 100);
        SignedBlock scarce = listing(batch(0, 5, 1));
        SignedBlock stranger = listing(batch(7, 5, 2));
        SignedBlock twice = listing(batch(0, 5, 2), batch(0, 5, 2));
        return Stream.of(new InvalidProposal(block(1, PARENT, 1).header(), new Flaw.Incoherent()),
                new InvalidProposal(block(5, parent.id(), 99).header(), new Flaw.Misplaced(parent.block().header())),
                new InvalidProposal(scarce.header(), new Flaw.Unavailable(ListedBatch.of(scarce.block(), 0))),
                new InvalidProposal(stranger.header(), new Flaw.Unavailable(ListedBatch.of(stranger.block(), 0))),
                new InvalidProposal(twice.header(), new Flaw.Disordered(ListedBatch.of(twice.block(), 0),
                        ListedBatch.of(twice.block(), 1))),
                forged(Message.Propose.passedOn(listing(forged(batch(0, 5, 2))))),
                wrong(newView(reports(), new Selection(0, Committees.CHAIN, List.of()))),
                wrong(newView(reports().subList(0, 2), right())), forged(new Message.NewView(withForgedReport())));
    }

    WrongNewView wrong(NewViewProof proof) {
        return new WrongNewView(proof.shown().orElseThrow(), OptionalInt.empty());
    }

    private Evidence forged(Message message) {
        return Forgery.proof(message, four.committee, Ed25519.chosen()).orElseThrow().evidence();
    }

    // Proposals.

    SignedBlock block(long height, Digest parent, long time, BatchRef... batches) {
        return signed(new Header(Committees.CHAIN, 0, 1, height, parent, Block.payloadRoot(List.of(batches)), CULPRIT,
                time, Committees.digest("opening"), 0, Digest.ZERO), batches);
    }

    /** A block of another chain that is wrong there. */
    SignedBlock elsewhere() {
        return signed(new Header(Committees.digest("elsewhere"), 0, 1, 1, PARENT, Block.payloadRoot(List.of()), CULPRIT,
                1, Digest.ZERO, 0, Digest.ZERO));
    }

    private SignedBlock signed(Header header, BatchRef... batches) {
        return new SignedBlock(Block.of(header, List.of(batches)), four.signers.get(CULPRIT).sign(header.id()));
    }

    SignedBlock listing(BatchRef... batches) {
        return block(5, PARENT, 1, batches);
    }

    BatchRef batch(int author, long sequence, int votes) {
        BatchHead head = new BatchHead(author, sequence, 1, 9, Committees.digest("transactions"));
        return new BatchRef(head, IntStream.range(0, votes).mapToObj(member -> new Vote(member,
                four.signers.get(member).sign(head.availability(Committees.CHAIN)))).toList());
    }

    private static BatchRef forged(BatchRef batch) {
        return new BatchRef(batch.head(), List.of(batch.votes().getFirst(), new Vote(1, NOTHING)));
    }

    // NEW_VIEWs.

    private SignedBlock tip() {
        Header header = new Header(Committees.CHAIN, 0, 0, 1, Committees.CHAIN, Block.payloadRoot(List.of()), 0, 1,
                Digest.ZERO, 0, Digest.ZERO);
        return new SignedBlock(Block.of(header, List.of()), four.signers.getFirst().sign(header.id()));
    }

    /** What follows from {@link #reports}. */
    Selection right() {
        return new Selection(0, Committees.CHAIN, List.of(tip().id()));
    }

    List<ViewChange> reports() {
        return List.of(report(0, List.of(tip()), 0), report(2, List.of(), 0), report(3, List.of(tip()), 0));
    }

    ViewChange report(int voter, List<SignedBlock> path, int epoch) {
        ViewChange change = new ViewChange(epoch, 1, voter, CULPRIT, Optional.empty(), Optional.empty(),
                path.stream().map(SignedBlock::ref).findFirst(), path, List.of(), List.of(), NOTHING);
        return change.signed(four.signers.get(voter).sign(change.statement(Committees.CHAIN)));
    }

    NewViewProof newView(List<ViewChange> changes, Selection selection) {
        return signed(new NewViewProof(0, 1, CULPRIT, changes, List.of(), selection, NOTHING));
    }

    NewViewProof signed(NewViewProof unsigned) {
        return unsigned.signed(four.signers.get(CULPRIT).sign(unsigned.statement(Committees.CHAIN)));
    }

    private NewViewProof withForgedReport() {
        List<ViewChange> changes = new ArrayList<>(reports());
        changes.add(report(3, List.of(), 0).signed(NOTHING));
        changes.remove(2);
        return newView(changes, right());
    }
}
