package org.credence.lab.cbft;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.credence.base.Digest;
import org.credence.base.Signature;
import org.credence.base.block.BatchRef;
import org.credence.base.block.Block;
import org.credence.base.block.Header;
import org.credence.base.block.Vote;
import org.credence.consensus.engine.Effect;
import org.credence.consensus.engine.Input;
import org.credence.consensus.engine.Reason;
import org.credence.consensus.kernel.Dissemination;
import org.credence.consensus.message.Message;
import org.credence.consensus.part.BlockRef;
import org.credence.consensus.part.Certificate;
import org.credence.consensus.part.Phase;
import org.credence.consensus.part.SignedBlock;

/**
 * Proposal and confirmation phase (section III-B): the primary proposes one block at a time, everybody CONFIRMs it
 * to everybody, and 2f+1 equal CONFIRMs of the view decide. There is no second vote.
 */
final class Confirming {

    private final Replica replica;
    private final Dissemination dissemination;
    /** The primary's block of this view, by height; the first one shown counts. */
    private final TreeMap<Long, SignedBlock> proposals = new TreeMap<>();
    /** Signatures under CONFIRM statements, of this view and later ones. */
    private final TreeMap<Digest, TreeMap<Integer, Signature>> votes = new TreeMap<>();
    private final TreeSet<Digest> checking = new TreeSet<>();
    /** The block that X of this view names; empty in view 0. Blocks of the view itself come above it. */
    private Optional<Assigned> assigned = Optional.empty();
    private Optional<Digest> voted = Optional.empty();
    private Optional<Digest> building = Optional.empty();

    private record Assigned(long height, Digest id) {}

    Confirming(Replica replica, Dissemination dissemination) {
        this.replica = replica;
        this.dissemination = dissemination;
    }

    /** The view changed; what was proposed in the old one is of no use in this. */
    void entered() {
        proposals.clear();
        checking.clear();
        assigned = Optional.empty();
        voted = Optional.empty();
        building = Optional.empty();
    }

    /** X of the view just entered; who has decided that block already says so again, for those who have not. */
    void assign(long height, Digest id) {
        assigned = Optional.of(new Assigned(height, id));
        if (replica.hasDecided(height, id)) {
            vote(height, id);
        }
    }

    void onPropose(int sender, SignedBlock signed) {
        Block block = signed.block();
        if (!replica.active() || fresh(block.height()) && !ofView(block.header())) {
            replica.ignore(Reason.STALE_VIEW, sender);
        } else if (!fresh(block.height()) && !named(block)) {
            replica.ignore(Reason.INVALID_BLOCK, sender);
        } else if (block.height() <= replica.height()) {
            replica.ignore(Reason.STALE_HEIGHT, sender);
        } else {
            proposals.putIfAbsent(block.height(), signed);
        }
    }

    private boolean ofView(Header header) {
        return header.view() == replica.view() && header.proposer() == replica.primary(replica.view());
    }

    /** Whether the primary makes the block of this height, rather than X. */
    private boolean fresh(long height) {
        return assigned.map(named -> height > named.height).orElse(true);
    }

    private boolean named(Block block) {
        return assigned.filter(named -> named.height == block.height() && named.id.equals(block.id())).isPresent();
    }

    /** Whether the answer condemns the primary's block. */
    boolean onChecked(Input.Checked checked) {
        Optional<SignedBlock> block = current().filter(signed -> signed.id().equals(checked.block()));
        if (block.isEmpty() || voted.isPresent()) {
            replica.ignore(Reason.OUTDATED_ANSWER, replica.self());
            return false;
        }
        if (checked.valid()) {
            confirm(block.get());
        }
        return !checked.valid();
    }

    void onBallot(int sender, Message.Ballot ballot) {
        if (ballot.phase() != Phase.CONFIRM) {
            replica.ignore(Reason.OTHER_PROTOCOL, sender);
        } else if (ballot.block().view() < replica.view()) {
            replica.ignore(Reason.STALE_VIEW, sender);
        } else {
            count(sender, ballot.block(), ballot.signature());
        }
    }

    private void count(int voter, BlockRef block, Signature signature) {
        votes.computeIfAbsent(statement(block), _ -> new TreeMap<>()).putIfAbsent(voter, signature);
    }

    private Digest statement(BlockRef block) {
        return block.statement(replica.committee().chainId(), Phase.CONFIRM);
    }

    private Optional<SignedBlock> current() {
        return Optional.ofNullable(proposals.get(replica.height() + 1)).filter(_ -> replica.active());
    }

    /**
     * Looks at the block above the head: verifies it, or decides it.
     *
     * @return whether it is invalid, so that the view has to be replaced
     */
    boolean advance() {
        Optional<SignedBlock> block = current();
        if (block.isEmpty()) {
            return false;
        }
        boolean fits = block.get().block().parent().equals(replica.headId());
        if (named(block.get().block())) {
            if (voted.isEmpty() && fits) {
                confirm(block.get());
            }
        } else if (!fits || !inSequence(block.get().block())) {
            return true;
        } else if (checking.add(block.get().id())) {
            replica.emit(new Effect.Check(block.get().block(), headMs()));
        }
        decide(block.get().block());
        return false;
    }

    private boolean inSequence(Block block) {
        List<Long> next = new ArrayList<>(replica.nextSequences());
        for (BatchRef batch : block.batches()) {
            int author = batch.head().author();
            if (!replica.committee().has(author) || batch.votes().size() < replica.quorum().weak()
                    || batch.head().sequence() != next.get(author)) {
                return false;
            }
            next.set(author, batch.head().sequence() + 1);
        }
        return true;
    }

    private void confirm(SignedBlock block) {
        replica.accept(block);
        voted = Optional.of(block.id());
        vote(block.block().height(), block.id());
    }

    private void vote(long height, Digest id) {
        BlockRef block = new BlockRef(replica.committee().epoch(), replica.view(), height, id);
        Signature signature = replica.sign(statement(block));
        count(replica.self(), block, signature);
        replica.sendOthers(new Message.Ballot(Phase.CONFIRM, block, signature));
    }

    /** 2f+1 equal CONFIRMs: "the node enters the confirmation phase, executes the block transaction". */
    private void decide(Block block) {
        BlockRef ref = new BlockRef(replica.committee().epoch(), replica.view(), block.height(), block.id());
        TreeMap<Integer, Signature> signatures = votes.getOrDefault(statement(ref), new TreeMap<>());
        if (block.parent().equals(replica.headId()) && signatures.size() >= replica.printedQuorum()) {
            List<Vote> quorum = signatures.entrySet().stream()
                    .map(vote -> new Vote(vote.getKey(), vote.getValue())).toList();
            replica.decide(block, new Certificate(Phase.CONFIRM, ref, quorum));
        }
    }

    /** Agrees by itself that the block above the head is empty. */
    void agreeOnEmpty() {
        Block empty = Allocation.empty(replica.committee(), replica.view(), replica.primary(replica.view()),
                replica.head());
        BlockRef ref = BlockRef.of(empty.header(), empty.id());
        replica.decide(empty, new Certificate(Phase.CONFIRM, ref, List.of()));
    }

    /** The head moved. */
    void decided() {
        voted = Optional.empty();
        proposals.headMap(replica.height(), true).clear();
    }

    /** Asks for what a block needs, if this member is to propose one. */
    void consider() {
        if (mayPropose() && building.isEmpty()) {
            building = Optional.of(replica.headId());
            replica.emit(new Effect.Build(replica.headId(), replica.height() + 1));
        }
    }

    private boolean mayPropose() {
        return replica.leads() && current().isEmpty() && fresh(replica.height() + 1)
                && !dissemination.available(replica.nextSequences()).isEmpty();
    }

    void onBuilt(Input.Built built) {
        boolean asked = building.filter(built.parent()::equals).isPresent();
        building = Optional.empty();
        if (!asked || !built.parent().equals(replica.headId()) || !mayPropose()) {
            replica.ignore(Reason.OUTDATED_ANSWER, replica.self());
            return;
        }
        List<BatchRef> batches = dissemination.available(replica.nextSequences());
        long time = Math.max(built.timeMs(), headMs());
        propose(Block.of(new Header(replica.committee().chainId(), replica.committee().epoch(), replica.view(),
                replica.height() + 1, replica.headId(), Block.payloadRoot(batches), replica.self(), time, Digest.ZERO,
                built.stateHeight(), built.stateRoot()), batches));
    }

    private long headMs() {
        return replica.head().map(Header::timeMs).orElse(0L);
    }

    /** Shows a block of its own. */
    void propose(Block block) {
        SignedBlock signed = new SignedBlock(block, replica.sign(block.id()));
        proposals.put(block.height(), signed);
        replica.sendOthers(Message.Propose.passedOn(signed));
    }

    /** Says again what may have been lost: channels between members that stay up lose nothing (P§0.2). */
    void repeat() {
        current().filter(_ -> replica.leads()).ifPresent(block -> replica.sendOthers(Message.Propose.passedOn(block)));
        voted.ifPresent(id -> vote(replica.height() + 1, id));
    }
}
