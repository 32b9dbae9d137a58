package org.credence.consensus.kernel.pbft;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.credence.base.Digest;
import org.credence.base.Limits;
import org.credence.base.Signature;
import org.credence.base.block.Header;
import org.credence.consensus.engine.Cause;
import org.credence.consensus.engine.Effect;
import org.credence.consensus.engine.Promises;
import org.credence.consensus.engine.Reason;
import org.credence.consensus.kernel.Arrivals;
import org.credence.consensus.kernel.BlockTree;
import org.credence.consensus.kernel.BlockTree.Entry;
import org.credence.consensus.kernel.Bodies;
import org.credence.consensus.kernel.Rejections;
import org.credence.consensus.kernel.Tally;
import org.credence.consensus.kernel.Verdicts;
import org.credence.consensus.message.Message.Ballot;
import org.credence.consensus.message.Message.Propose;
import org.credence.consensus.message.PbftMessage.NewView;
import org.credence.consensus.part.BlockRef;
import org.credence.consensus.part.Certificate;
import org.credence.consensus.part.DecidedHeader;
import org.credence.consensus.part.Decision;
import org.credence.consensus.part.Phase;
import org.credence.consensus.part.SignedBlock;

/** The normal case: pre-prepare, prepare, commit. A CONFIRM is a PREPARE here. */
final class Agreement {

    private final PbftReplica replica;
    private final PbftEngine engine;
    private final Bodies bodies;
    private final Verdicts verdicts;
    private final Tally tally;
    private final TreeMap<Long, BlockRef> committed = new TreeMap<>();
    private final Rejections rejections;
    private final Arrivals arrivals;

    Agreement(PbftReplica replica, PbftEngine engine, Bodies bodies, Verdicts verdicts) {
        this.replica = replica;
        this.bodies = bodies;
        this.engine = engine;
        this.verdicts = verdicts;
        this.rejections = new Rejections(replica, () -> engine.leave(replica.view() + 1, Cause.INVALID_PROPOSAL));
        this.arrivals = new Arrivals(replica, bodies, rejections, new Course());
        this.tally = new Tally(replica.quorum().n());
    }

    /** Takes back the votes it promised before a restart: the same bytes, so they may be sent again. */
    void recall(Promises promises) {
        promises.kept().stream().sorted(Comparator.comparingLong((SignedBlock b) -> b.block().height()))
                .forEach(this::keep);
        promises.casts().stream().filter(block -> block.height() > replica.height()).forEach(
                block -> tally.count(replica.self(), Phase.CONFIRM, block, signature(Phase.CONFIRM, block)));
        promises.prepared().stream().filter(certificate -> certificate.block().height() > replica.height())
                .forEach(this::recount);
        promises.committed().stream().filter(block -> block.height() > replica.height()).forEach(block -> {
            committed.put(block.height(), block);
            tally.count(replica.self(), Phase.COMMIT, block, signature(Phase.COMMIT, block));
        });
    }

    private void recount(Certificate prepared) {
        prepared.votes().forEach(
                vote -> tally.count(vote.member(), Phase.CONFIRM, prepared.block(), vote.signature()));
    }

    Rejections rejections() {
        return rejections;
    }

    Arrivals arrivals() {
        return arrivals;
    }

    /** What arrivals lead to here. */
    private final class Course implements Arrivals.Course {

        @Override
        public void witness(SignedBlock block) {
            engine.witness(block);
        }

        @Override
        public boolean wanted(SignedBlock block) {
            return Agreement.this.wanted(block);
        }

        @Override
        public void joined(List<Entry> entries) {
            entries.forEach(entry -> evaluate(entry.signed().id()));
            replica.origin().ifPresent(Agreement.this::learn);
        }

        @Override
        public void missing(Digest parent) {
            engine.missing(parent);
        }

        @Override
        public void completed() {
            Agreement.this.advance();
        }

        @Override
        public void count(int member, Ballot ballot) {
            Agreement.this.count(member, ballot.phase(), ballot.block(), ballot.signature());
        }

        @Override
        public void advance() {
            Agreement.this.advance();
        }
    }

    /** Members that PREPAREd the block in this view. */
    Certificate prepares(SignedBlock block) {
        return tally.votes(Phase.CONFIRM, replica.voted(block));
    }

    /** Members that COMMITted the block in this view. */
    Certificate commits(SignedBlock block) {
        return tally.votes(Phase.COMMIT, replica.voted(block));
    }

    /** Whether votes, the view's NEW_VIEW or a child speak of the block, so that it must be had whatever its view. */
    private boolean wanted(SignedBlock signed) {
        return tally.places(signed.id()).stream().anyMatch(this::supported)
                || replica.newView().map(NewView::selection).filter(from -> from.decidedId().equals(signed.id())
                        || from.assigned().contains(signed.id())).isPresent()
                || replica.tree.orphans().stream().anyMatch(child -> child.block().parent().equals(signed.id()));
    }

    private boolean supported(BlockRef block) {
        int weak = replica.quorum().weak();
        return tally.votes(Phase.CONFIRM, block).votes().size() >= weak
                || tally.votes(Phase.COMMIT, block).votes().size() >= weak;
    }

    /** Adds a block on which a certificate stands: f+1 correct members have found it valid, and all below it. */
    private void keep(SignedBlock block) {
        replica.tree.add(block, true);
        if (replica.tree.find(block.id()).isPresent()) {
            verdicts.know(block.id(), true);
        }
    }

    private void count(int member, Phase phase, BlockRef block, Signature signature) {
        switch (tally.count(member, phase, block, signature)) {
            case Tally.Counted.Fresh _ -> evaluate(block);
            case Tally.Counted.Known _ -> replica.ignore(Reason.DUPLICATE, member);
            case Tally.Counted.Conflict conflict -> engine.convict(member, conflict.evidence());
        }
    }

    /** The same block may be voted on in several views. */
    private void evaluate(Digest id) {
        tally.places(id).forEach(this::evaluate);
    }

    /** Looks whether the votes for a block in one view make a certificate. */
    private void evaluate(BlockRef block) {
        if (block.height() <= replica.height()) {
            return;
        }
        Optional<Entry> entry = replica.tree.find(block.id())
                .filter(e -> e.block().height() == block.height() && e.block().view() <= block.view());
        Certificate commits = tally.votes(Phase.COMMIT, block, replica.quorum().slow());
        Certificate prepares = tally.votes(Phase.CONFIRM, block, replica.quorum().slow());
        if (entry.isEmpty()) {
            if (supported(block)) {
                engine.missing(block.id());
            }
        } else if (commits.decides(replica.quorum())) {
            decide(entry.get(), List.of(), commits);
        } else if (prepares.certifies(replica.quorum())) {
            prepared(prepares, entry.get().signed());
        }
    }

    /**
     * Of views it has not entered, certificates do not count yet: its next report is for a view below them, and must
     * not show them in place of older ones. High ones wait until the head follows, as votes do.
     */
    private void prepared(Certificate certificate, SignedBlock signed) {
        BlockRef block = certificate.block();
        boolean entered = block.view() < replica.view() || block.view() == replica.view() && replica.active();
        if (!entered || block.height() > replica.height() + Limits.WINDOW) {
            return;
        }
        replica.prepared(certificate, signed);
        BlockRef before = committed.get(block.height());
        if (replica.active() && block.view() == replica.view() && (before == null || before.view() < block.view())) {
            replica.committed(block);
            committed.put(block.height(), block);
            send(Phase.COMMIT, block);
        }
    }

    /**
     * A proof shown in a report decides as well as votes do. Whoever showed it need not hand out the block, and perhaps
     * nobody else has decided it: a view that sets out from there would never get anywhere.
     */
    void learn(DecidedHeader proof) {
        replica.tree.find(proof.header().id()).ifPresent(entry -> decide(entry, proof.link(), proof.certificate()));
    }

    /**
     * A decision from any view counts at any time, and decides all ancestors.
     *
     * @param beyond headers from above the entry's to the certified one
     */
    private void decide(Entry entry, List<Header> beyond, Certificate certificate) {
        List<Entry> path = replica.tree.path(replica.tree.head().id(), entry.signed().id())
                .orElseThrow(() -> new AssertionError("S2: a decided block does not extend the decided head"));
        List<Header> headers = Stream.concat(path.stream().map(e -> e.block().header()), beyond.stream()).toList();
        if (headers.size() > Limits.UNDECIDED) {
            // Too far to prove the lowest by the highest; it catches up.
            return;
        }
        for (int i = 0; i < path.size(); i++) {
            List<Header> link = headers.subList(i + 1, headers.size());
            Decision decision = new Decision(path.get(i).block(), link, certificate);
            replica.emit(new Effect.Commit(decision));
            replica.decided(decision.header(), path.get(i).signed().id());
        }
        replica.tree.decide(entry);
        settled(path.stream().map(Entry::block).anyMatch(block -> !block.batches().isEmpty()));
    }

    /** Takes over a decision that others made, which is the next one. */
    void adopt(Decision decision) {
        if (!decision.block().parent().equals(replica.tree.head().id())) {
            throw new AssertionError("S1: height " + decision.height() + " is decided twice");
        }
        replica.emit(new Effect.Commit(decision));
        replica.decided(decision.header(), decision.block().id());
        replica.tree.adopt(decision.block());
        settled(!decision.block().batches().isEmpty());
    }

    private void settled(boolean payload) {
        long height = replica.height();
        committed.headMap(height, true).clear();
        tally.prune(height);
        verdicts.prune();
        arrivals.onDecided(height);
        rejections.clear();
        engine.onDecided(payload);
        replica.tree.all().forEach(entry -> evaluate(entry.signed().id()));
    }

    /** The view has begun: its blocks are here with the NEW_VIEW, and what came early may count now. */
    void onEntered() {
        rejections.clear();
        replica.newView().ifPresent(this::keepCarried);
        wantOrigin();
        replica.tree.all().forEach(entry -> evaluate(entry.signed().id()));
        arrivals.onBegun();
    }

    /** Decides what the view sets out from, or asks for it. */
    private void wantOrigin() {
        replica.origin().ifPresent(this::learn);
        replica.origin().filter(proof -> proof.height() > replica.height()
                && proof.height() <= replica.height() + BlockTree.REACH)
                .ifPresent(proof -> engine.missing(proof.header().id()));
    }

    /** Adds what the view votes on anew, unless it is decided or too far ahead of the decided head. */
    private void keepCarried(NewView newView) {
        newView.changes().stream().flatMap(change -> change.path().stream())
                .filter(block -> newView.selection().assigned().contains(block.id())).distinct()
                .sorted(Comparator.comparingLong(block -> block.block().height())).forEach(this::keep);
    }

    void onChecked(Digest id, boolean valid) {
        if (!valid) {
            replica.tree.find(id).ifPresent(entry -> rejections.reject(entry.signed()));
        }
        advance();
    }

    /** PREPAREs whatever it now may, in order. */
    void advance() {
        for (Optional<Entry> next = votable(); next.isPresent(); next = votable()) {
            if (!approved(next.get())) {
                return;
            }
            replica.cast(next.get().signed());
            send(Phase.CONFIRM, replica.voted(next.get().signed()));
        }
    }

    /** The block of the view that stands on what it PREPAREd last, within the window. */
    private Optional<Entry> votable() {
        if (!replica.active()) {
            return Optional.empty();
        }
        return replica.standing().flatMap(below -> replica.tree.all().stream()
                .filter(entry -> entry.block().parent().equals(below.id()) && replica.eligible(entry.signed())
                        && entry.block().height() <= replica.height() + Limits.WINDOW)
                .findFirst());
    }

    /**
     * Whether the block and all undecided ones below it are known to be valid: a vote decides them too. All are
     * asked about at once.
     */
    private boolean approved(Entry entry) {
        return verdicts.approve(replica.tree.path(replica.tree.head().id(), entry.signed().id()).orElseThrow());
    }

    /** Its own proposal, which it need not check: its PROPOSE carries its vote. */
    void propose(SignedBlock block) {
        verdicts.know(block.id(), true);
        replica.cast(block);
        Signature vote = signature(Phase.CONFIRM, block.ref());
        replica.sendOthers(Propose.of(block, vote).carrying(bodies.inline(block.block())));
        count(replica.self(), Phase.CONFIRM, block.ref(), vote);
    }

    private void send(Phase phase, BlockRef block) {
        Signature signature = signature(phase, block);
        replica.sendOthers(new Ballot(phase, block, signature));
        count(replica.self(), phase, block, signature);
    }

    private Signature signature(Phase phase, BlockRef block) {
        return replica.sign(block.statement(replica.committee().chainId(), phase));
    }

    /** Says again what may have been lost: nothing was decided for a heartbeat. */
    void repeat() {
        wantOrigin();
        replica.newView().filter(begun -> replica.baseHeight() > replica.height()).ifPresent(this::keepCarried);
        for (Entry entry : replica.tree.all()) {
            tally.places(entry.signed().id()).forEach(block -> {
                tally.ballot(replica.self(), Phase.CONFIRM, block)
                        .ifPresent(vote -> replica.sendOthers(entry.signed().ref().equals(block) && own(entry)
                                ? Propose.of(entry.signed(), vote).carrying(bodies.inline(entry.block()))
                                : new Ballot(Phase.CONFIRM, block, vote)));
                tally.ballot(replica.self(), Phase.COMMIT, block)
                        .ifPresent(vote -> replica.sendOthers(new Ballot(Phase.COMMIT, block, vote)));
            });
        }
        advance();
    }

    private boolean own(Entry entry) {
        return entry.block().header().proposer() == replica.self();
    }
}
