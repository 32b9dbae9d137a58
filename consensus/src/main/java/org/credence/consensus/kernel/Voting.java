package org.credence.consensus.kernel;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.credence.base.Digest;
import org.credence.base.Limits;
import org.credence.base.Signature;
import org.credence.base.block.Block;
import org.credence.base.block.Header;
import org.credence.consensus.engine.Cause;
import org.credence.consensus.engine.Effect;
import org.credence.consensus.engine.Promise;
import org.credence.consensus.engine.Promises;
import org.credence.consensus.engine.Reason;
import org.credence.consensus.engine.Timer;
import org.credence.consensus.kernel.BlockTree.Entry;
import org.credence.consensus.message.Message.Ballot;
import org.credence.consensus.message.Message.Propose;
import org.credence.consensus.part.BlockRef;
import org.credence.consensus.part.Certificate;
import org.credence.consensus.part.DecidedHeader;
import org.credence.consensus.part.Decision;
import org.credence.consensus.part.Phase;
import org.credence.consensus.part.SignedBlock;

/** The normal case (P§1.3): proposals in, votes out, certificates, decisions. */
final class Voting {

    private final Replica replica;
    private final FastCore core;
    private final Tally tally;
    private final FastLane fastLane;
    private final Bodies bodies;
    private final Verdicts verdicts;
    private final TreeMap<Long, BlockRef> committed = new TreeMap<>();
    private final Rejections rejections;
    private final Arrivals arrivals;

    Voting(Replica replica, FastCore core, Bodies bodies, Verdicts verdicts) {
        this.replica = replica;
        this.bodies = bodies;
        this.core = core;
        this.verdicts = verdicts;
        this.tally = new Tally(replica.quorum().n());
        this.rejections = new Rejections(replica, () -> core.leave(replica.view() + 1, Cause.INVALID_PROPOSAL));
        this.arrivals = new Arrivals(replica, bodies, rejections, new Course());
        this.fastLane = new FastLane(replica.timing());
    }

    /** Takes back the votes it promised before a restart: the same bytes, so they may be sent again. */
    void recall(Promises promises) {
        Stream.concat(promises.kept().stream(), promises.confirmed().stream()).distinct()
                .sorted(Comparator.comparingLong((SignedBlock b) -> b.block().height()))
                .forEach(b -> replica.tree.add(b, true));
        for (SignedBlock block : promises.confirmed()) {
            if (block.block().height() > replica.tree.head().height()) {
                verdicts.know(block.id(), true);
                tally.count(replica.self(), Phase.CONFIRM, block.ref(), signature(block.ref(), Phase.CONFIRM));
            }
        }
        for (BlockRef block : promises.committed()) {
            committed.put(block.height(), block);
            tally.count(replica.self(), Phase.COMMIT, block, signature(block, Phase.COMMIT));
        }
    }

    Tally tally() {
        return tally;
    }

    /** Adds blocks that a valid NEW_VIEW selected; some a correct member has certainly found valid. */
    void keepSelected(List<SignedBlock> blocks, Set<Digest> vouched) {
        blocks.forEach(block -> replica.tree.add(block, true));
        blocks.stream().map(SignedBlock::id).filter(vouched::contains)
                .filter(id -> replica.tree.find(id).isPresent()).forEach(id -> verdicts.know(id, true));
    }

    /** Whether votes or the view's opening speak of the block, so that it must be had whatever its view. */
    private boolean wanted(BlockRef block) {
        int weak = replica.quorum().weak();
        return tally.votes(Phase.CONFIRM, block, weak).votes().size() >= weak
                || tally.votes(Phase.COMMIT, block, weak).votes().size() >= weak
                || replica.opening().filter(o -> o.selection().assigned().contains(block.id())).isPresent();
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
            core.witness(block);
        }

        @Override
        public boolean wanted(SignedBlock block) {
            return Voting.this.wanted(block.ref());
        }

        @Override
        public void joined(List<Entry> entries) {
            entries.forEach(entry -> evaluate(entry.signed().ref()));
        }

        @Override
        public void missing(Digest parent) {
            core.catchUp().missing(parent);
        }

        @Override
        public void completed() {
            core.views().choose();
            Voting.this.advance();
        }

        @Override
        public void count(int member, Ballot ballot) {
            Voting.this.count(member, ballot.phase(), ballot.block(), ballot.signature());
        }

        @Override
        public void advance() {
            Voting.this.advance();
        }
    }

    private void count(int member, Phase phase, BlockRef block, Signature signature) {
        switch (tally.count(member, phase, block, signature)) {
            case Tally.Counted.Fresh _ -> evaluate(block);
            case Tally.Counted.Known _ -> replica.ignore(Reason.DUPLICATE, member);
            case Tally.Counted.Conflict conflict -> core.convict(member, conflict.evidence());
        }
    }

    /** Looks whether the votes for a block make a certificate. */
    private void evaluate(BlockRef block) {
        Certificate confirms = tally.votes(Phase.CONFIRM, block, replica.quorum().slow());
        Certificate commits = tally.votes(Phase.COMMIT, block, replica.quorum().slow());
        Optional<Entry> entry = replica.tree.find(block.id()).filter(e -> e.signed().ref().equals(block));
        if (entry.isEmpty()) {
            if (wanted(block)) {
                core.catchUp().missing(block.id());
            }
        } else if (confirms.decides(replica.quorum())) {
            fastLane.fast(block.height(), replica.now());
            decide(entry.get(), confirms);
        } else if (commits.decides(replica.quorum())) {
            decide(entry.get(), commits);
        } else if (confirms.certifies(replica.quorum())) {
            certified(confirms, entry.get().signed());
        }
    }

    private void certified(Certificate certificate, SignedBlock signed) {
        BlockRef block = certificate.block();
        if (replica.justified(block.view()) && replica.highest().filter(h -> !block.outranks(h.block())).isEmpty()) {
            replica.certified(certificate, signed);
        }
        if (replica.active() && block.view() == replica.view()
                && fastLane.certified(block, replica.now())) {
            replica.arm(new Timer(Timer.Kind.FAST_LANE, block.height()), fastLane.delayMicros());
        }
    }

    /**
     * P§1.3: CC but no FC within δ_f, still in the block's view. If that height is decided meanwhile, those above it
     * still have their time.
     */
    void onFastLaneLate(long height) {
        if (height <= replica.tree.head().height()) {
            return;
        }
        Optional<BlockRef> block = replica.highest().map(Certificate::block)
                .filter(b -> b.view() == replica.view() && b.height() >= height);
        if (!replica.active() || block.isEmpty() || committed.containsValue(block.get())) {
            return;
        }
        BlockRef certified = block.get();
        committed.put(certified.height(), certified);
        replica.persist(new Promise.Committed(certified));
        cast(Phase.COMMIT, certified);
    }

    /** A decision from any view counts at any time, and decides all ancestors. */
    private void decide(Entry entry, Certificate certificate) {
        List<Entry> path = replica.tree.path(replica.tree.head().id(), entry.signed().id())
                .orElseThrow(() -> new AssertionError("S2: a decided block does not extend the decided head"));
        List<Header> headers = path.stream().map(e -> e.block().header()).toList();
        // What stands above the epoch's last block has served by deciding that.
        List<Entry> decided = path.stream().filter(e -> e.block().height() <= replica.epoch().last()).toList();
        if (decided.isEmpty()) {
            return;
        }
        for (int i = 0; i < decided.size(); i++) {
            List<Header> link = headers.subList(i + 1, headers.size());
            Decision decision = new Decision(decided.get(i).block(), link, certificate);
            replica.emit(new Effect.Commit(decision));
            replica.decided(decision.header(), decided.get(i).signed().id());
        }
        replica.tree.decide(decided.getLast());
        settled(decided.stream().map(Entry::block).anyMatch(block -> !block.batches().isEmpty()));
    }

    /** Takes over a decision that others made, which is the next one. */
    void adopt(Decision decision) {
        if (!decision.block().parent().equals(replica.tree.head().id())) {
            throw new AssertionError("S1: height " + decision.height() + " is decided twice");
        }
        replica.emit(new Effect.Commit(decision));
        DecidedHeader proof = decision.header();
        replica.decided(proof, decision.block().id());
        replica.tree.adopt(decision.block());
        settled(!decision.block().batches().isEmpty());
    }

    private void settled(boolean payload) {
        long height = replica.tree.head().height();
        committed.headMap(height, true).clear();
        fastLane.forget(height);
        tally.prune(height);
        verdicts.prune();
        arrivals.onDecided(height);
        rejections.clear();
        core.onDecided(payload);
        replica.tree.all().forEach(entry -> evaluateAgain(entry.signed().ref(), height));
    }

    private void evaluateAgain(BlockRef block, long decidedBefore) {
        if (replica.tree.head().height() == decidedBefore) {
            evaluate(block);
        }
    }

    /** A view opened: what came early may count now. */
    void onOpened() {
        rejections.clear();
        arrivals.onBegun();
    }

    void onChecked(Digest id, boolean valid) {
        if (!valid) {
            replica.tree.find(id).ifPresent(entry -> rejections.reject(entry.signed()));
        }
        advance();
    }

    /** Confirms whatever it now may, in order. */
    void advance() {
        for (Optional<Entry> next = votable(); next.isPresent(); next = votable()) {
            if (!approved(next.get())) {
                return;
            }
            confirm(next.get().signed());
        }
    }

    /**
     * Whether the block and all undecided ones below it are known to be valid: a vote decides them too. All are
     * asked about at once.
     */
    private boolean approved(Entry entry) {
        return verdicts.approve(replica.tree.path(replica.tree.head().id(), entry.signed().id()).orElseThrow());
    }

    /** The lowest block of the view that extends the anchor (P§1.3 rules 1 to 3). */
    private Optional<Entry> votable() {
        if (!replica.active()) {
            return Optional.empty();
        }
        long voted = replica.tipInView() ? replica.tip().orElseThrow().block().height() : replica.baseHeight();
        Digest opening = replica.openingHash();
        Optional<Entry> lowest = Optional.empty();
        for (Entry entry : replica.tree.all()) {
            Block block = entry.block();
            if (block.view() == replica.view() && block.height() > voted && inWindow(block)
                    && block.header().opening().equals(opening)
                    && lowest.filter(e -> e.block().height() <= block.height()).isEmpty() && extendsAnchor(entry)) {
                lowest = Optional.of(entry);
            }
        }
        return lowest;
    }

    /**
     * A view's first block may lie beyond the window, or a view opened on a full one could never decide it; it is
     * empty.
     */
    private boolean inWindow(Block block) {
        long above = block.height() - replica.tree.head().height();
        return above <= Limits.WINDOW || (above <= Limits.UNDECIDED && block.height() == replica.baseHeight() + 1
                && block.batches().isEmpty());
    }

    /**
     * Whether it descends from the anchor through blocks of the view alone: as every later report will have to show.
     */
    private boolean extendsAnchor(Entry entry) {
        Digest from = replica.anchorDecided() ? replica.tree.head().id() : replica.anchor();
        return replica.tree.descends(from, entry.signed().id(), replica.view());
    }

    /** Its own proposal, which it need not check: its PROPOSE carries its vote. */
    void propose(SignedBlock block) {
        verdicts.know(block.id(), true);
        replica.confirmed(block);
        Signature vote = signature(block.ref(), Phase.CONFIRM);
        replica.sendOthers(Propose.of(block, vote).carrying(bodies.inline(block.block())));
        count(replica.self(), Phase.CONFIRM, block.ref(), vote);
    }

    private void confirm(SignedBlock block) {
        replica.confirmed(block);
        cast(Phase.CONFIRM, block.ref());
    }

    private void cast(Phase phase, BlockRef block) {
        Signature signature = signature(block, phase);
        replica.sendOthers(new Ballot(phase, block, signature));
        count(replica.self(), phase, block, signature);
    }

    private Signature signature(BlockRef block, Phase phase) {
        return replica.sign(block.statement(replica.committee().chainId(), phase));
    }

    /** Says and asks again what may have been lost: for a view that has not moved for a heartbeat. */
    void repeat() {
        for (Entry entry : replica.tree.all()) {
            BlockRef block = entry.signed().ref();
            tally.ballot(replica.self(), Phase.CONFIRM, block)
                    .ifPresent(vote -> replica.sendOthers(entry.block().header().proposer() == replica.self()
                            ? Propose.of(entry.signed(), vote).carrying(bodies.inline(entry.block()))
                            : new Ballot(Phase.CONFIRM, block, vote)));
            tally.ballot(replica.self(), Phase.COMMIT, block)
                    .ifPresent(vote -> replica.sendOthers(new Ballot(Phase.COMMIT, block, vote)));
        }
        // Verdicts that never came are asked for again; nothing else need happen meanwhile that would lead here.
        advance();
    }
}
