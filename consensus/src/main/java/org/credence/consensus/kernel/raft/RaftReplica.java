package org.credence.consensus.kernel.raft;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.credence.base.Limits;
import org.credence.base.block.Block;
import org.credence.base.block.Header;
import org.credence.consensus.engine.ChainView;
import org.credence.consensus.engine.Effect;
import org.credence.consensus.engine.Promise;
import org.credence.consensus.engine.Promises;
import org.credence.consensus.engine.Reason;
import org.credence.consensus.kernel.BlockTree.Place;
import org.credence.consensus.kernel.Bodies;
import org.credence.consensus.kernel.Seat;
import org.credence.consensus.kernel.Tally;
import org.credence.consensus.message.RaftMessage;
import org.credence.consensus.part.BlockRef;
import org.credence.consensus.part.Certificate;
import org.credence.consensus.part.Committee;
import org.credence.consensus.part.DecidedHeader;
import org.credence.consensus.part.Decision;
import org.credence.consensus.part.Epoch;
import org.credence.consensus.part.Phase;
import org.credence.consensus.part.Timing;
import org.credence.crypto.Signer;

/**
 * A log whose entries are blocks: the height of an entry is that of its block. Keeps, beside Raft's own rules, what
 * makes a decision provable: a block counts as decided only with the signatures of a majority that held it durably in
 * the view it was made in.
 */
final class RaftReplica extends Seat implements Host<Block> {

    /** Decided blocks kept for followers that are a little late; those later still catch up. */
    private static final int KEPT = 2 * Limits.UNDECIDED;

    /** No crash takes a member this many elections back, and a number that would run out does harm. */
    private static final long VIEWS = 1L << 32;

    private final Raft<Block> raft;
    private final Tally tally;
    private final Places places;
    private Place head;
    private final Bodies bodies;
    private Optional<Certificate> newest;
    /** Per member, the height of the newest certificate it was sent. */
    private final TreeMap<Integer, Long> told = new TreeMap<>();
    /** Lowest height that the Append under way speaks of. */
    private long answering;
    private boolean payload;

    RaftReplica(Committee committee, int self, Signer signer, Timing timing, RaftOptions options, ChainView chain,
            Promises promises, long nowMicros) {
        super(Epoch.endless(committee), self, signer, timing);
        begin(nowMicros);
        tally = new Tally(committee.size());
        newest = chain.decided().map(DecidedHeader::certificate);
        head = Place.of(chain);
        bodies = new Bodies(this, promises.held());
        Voters voters = Voters.of(IntStream.range(0, committee.size()).boxed().toList());
        Log<Block> log = new Log<>(new Position(head.view(), head.height()), voters);
        places = new Places(committee, head);
        recall(log, promises.log());
        long view = Math.max(promises.view(), log.last().view());
        OptionalInt vote = promises.voted().filter(voted -> voted.view() == view).map(Promise.Voted::candidate)
                .map(OptionalInt::of).orElse(OptionalInt.empty());
        Patience patience = new Patience(committee.key(self), view, options.timeoutMicros());
        raft = new Raft<>(self, options, log, view, vote, patience, this);
    }

    /** Blocks that do not continue the stored chain were overtaken by what was decided there. */
    private void recall(Log<Block> log, List<Block> blocks) {
        for (Block block : blocks) {
            Place parent = tip();
            if (block.height() == parent.height() + 1 && block.parent().equals(parent.id())) {
                log.put(List.of(entry(block)));
                places.put(block);
            }
        }
    }

    private static Entry<Block> entry(Block block) {
        return new Entry<>(new Position(block.view(), block.height()), new Entry.Payload<>(block));
    }

    private static Block block(Entry<Block> entry) {
        return switch (entry.content()) {
            case Entry.Payload<Block>(Block block) -> block;
            case Entry.Change<Block> _ -> throw new AssertionError("an epoch's committee does not change");
        };
    }

    Raft<Block> raft() {
        return raft;
    }

    Bodies bodies() {
        return bodies;
    }

    Place head() {
        return head;
    }

    /** Where the log ends. */
    Place tip() {
        return places.tip();
    }

    @Override
    public long height() {
        return head.height();
    }

    @Override
    public List<Long> nextSequences() {
        return head.nextSequences();
    }

    @Override
    public OptionalInt orderer() {
        return raft.leader();
    }

    /** Whether a block with batches was decided since this was asked last. */
    boolean tookPayload() {
        boolean took = payload;
        payload = false;
        return took;
    }

    /** The votes at hand for the block at this height of the log. */
    Certificate votes(long height) {
        return tally.votes(Phase.CONFIRM, ref(height));
    }

    private BlockRef ref(long height) {
        return ref(places.at(height));
    }

    private BlockRef ref(Place place) {
        return new BlockRef(committee().epoch(), place.view(), place.height(), place.id());
    }

    /** A leader's sign of life. */
    void beat() {
        told.clear();
        raft.beat();
    }

    /** Takes a message of Raft; one that no member that crashes at most would send changes nothing. */
    void receive(int sender, RaftMessage message) {
        if (message.epoch() != committee().epoch() || message.view() > raft.view() + VIEWS) {
            ignore(message.epoch() != committee().epoch() ? Reason.OTHER_EPOCH : Reason.BEYOND_WINDOW, sender);
            return;
        }
        switch (message) {
            case RaftMessage.Append append -> onAppend(sender, append);
            case RaftMessage.Appended appended -> {
                appended.holdings().forEach(holding -> count(sender, holding));
                raft.receive(sender, new LogMessage.Appended<>(appended.view(), appended.height()));
            }
            case RaftMessage.Mismatch m -> raft.receive(sender, new LogMessage.Mismatch<>(m.view(), m.refused(),
                    new Position(m.meetingView(), m.meetingHeight())));
            case RaftMessage.Behind behind -> raft.receive(sender, new LogMessage.Snapshot<>(behind.view(),
                    new Position(behind.decidedView(), behind.decidedHeight()), raft.log().voters()));
            case RaftMessage.VoteRequest r -> raft.receive(sender, request(r));
            case RaftMessage.Vote v -> raft.receive(sender, v.trial()
                    ? new LogMessage.TrialVote<>(v.view(), v.asked(), v.granted())
                    : new LogMessage.Vote<>(v.view(), v.granted()));
        }
    }

    private static LogMessage<Block> request(RaftMessage.VoteRequest request) {
        Position last = new Position(request.lastView(), request.lastHeight());
        return request.trial()
                ? new LogMessage.TrialRequest<>(request.view(), last)
                : new LogMessage.VoteRequest<>(request.view(), last);
    }

    private void onAppend(int sender, RaftMessage.Append append) {
        if (!places.take(append, height())) {
            ignore(Reason.INVALID_BLOCK, sender);
            return;
        }
        append.decided().ifPresent(certificate -> learn(sender, certificate));
        if (append.blocks().stream().anyMatch(this::beyond)) {
            ignore(Reason.BEYOND_WINDOW, sender);
            return;
        }
        append.inline().forEach(bodies::hold);
        BlockRef previous = append.previous();
        answering = previous.height();
        raft.receive(sender, new LogMessage.Append<>(append.view(), new Position(previous.view(), previous.height()),
                append.blocks().stream().map(RaftReplica::entry).toList(), 0, append.answer()));
        append.decided().ifPresent(certificate -> learn(sender, certificate));
    }

    /**
     * A certificate proves the blocks below it by a link of bounded length, so no more may pile up undecided; room is
     * left for the empty block with which every new view begins.
     */
    private boolean beyond(Block block) {
        long above = block.height() - height();
        return above > Limits.UNDECIDED || above > 2L * Limits.WINDOW && !block.batches().isEmpty();
    }

    private void count(int member, RaftMessage.Holding holding) {
        BlockRef block = holding.block();
        long above = block.height() - height();
        if (above > 0 && above <= Limits.UNDECIDED) {
            tally.count(member, Phase.CONFIRM, block, holding.signature());
        }
    }

    /** A certificate says what a majority held; whoever holds the same decides by it. */
    private void learn(int sender, Certificate certificate) {
        BlockRef block = certificate.block();
        if (!certificate.decides(quorum()) || block.epoch() != committee().epoch()) {
            ignore(Reason.INVALID_CERTIFICATE, sender);
        } else if (block.height() > height() && block.height() <= height() + Limits.UNDECIDED
                && places.find(block.height()).map(this::ref).equals(Optional.of(block))) {
            newest = Optional.of(certificate);
            raft.learn(block.height());
        }
    }

    /** Takes over a decision that others made, which is the next one and proven. */
    void adopt(Decision decision) {
        Block block = decision.block();
        if (!block.parent().equals(head.id())) {
            throw new AssertionError("S1: height " + decision.height() + " is decided twice");
        }
        if (places.contradict(block)) {
            throw new AssertionError("S6: view " + block.view() + " has two blocks at height " + block.height());
        }
        if (places.find(block.height()).filter(here -> here.id().equals(block.id())).isEmpty()) {
            // Raft may count on what it holds, so it must survive a crash as the rest of the log does.
            persist(new Promise.Logged(block));
            places.restart(head.above(block));
        }
        raft.restored(new Position(block.view(), block.height()), raft.log().voters());
        decide(decision);
        trim();
    }

    private void decide(Decision decision) {
        emit(new Effect.Commit(decision));
        head = places.at(decision.height());
        payload |= !decision.block().batches().isEmpty();
        tally.prune(head.height());
    }

    private void trim() {
        long base = raft.log().base().height();
        if (height() - base > KEPT) {
            raft.log().compact(height() - KEPT / 2);
        }
        places.trim(raft.log().base().height());
    }

    // What Raft asks for.

    @Override
    public void send(int member, LogMessage<Block> message) {
        sendTo(member, wire(member, message));
    }

    private RaftMessage wire(int member, LogMessage<Block> message) {
        int epoch = committee().epoch();
        return switch (message) {
            case LogMessage.Append<Block> append -> append(member, append);
            case LogMessage.Appended<Block> appended -> new RaftMessage.Appended(epoch, appended.view(),
                    appended.height(), holdings(appended.height()));
            case LogMessage.Mismatch<Block> m -> new RaftMessage.Mismatch(epoch, m.view(), m.refused(),
                    m.meeting().view(), m.meeting().height());
            case LogMessage.Snapshot<Block> s -> new RaftMessage.Behind(epoch, s.view(), s.decided().view(),
                    s.decided().height());
            case LogMessage.VoteRequest<Block>(long view, Position last) -> new RaftMessage.VoteRequest(epoch, view,
                    false, last.view(), last.height());
            case LogMessage.TrialRequest<Block>(long view, Position last) -> new RaftMessage.VoteRequest(epoch, view,
                    true, last.view(), last.height());
            case LogMessage.Vote<Block>(long view, boolean granted) -> new RaftMessage.Vote(epoch, view, false, view,
                    granted);
            case LogMessage.TrialVote<Block>(long view, long asked, boolean granted) -> new RaftMessage.Vote(epoch,
                    view, true, asked, granted);
        };
    }

    private RaftMessage append(int member, LogMessage.Append<Block> append) {
        List<Block> blocks = append.entries().stream().map(RaftReplica::block).toList();
        return new RaftMessage.Append(append.view(), ref(append.previous().height()), blocks,
                blocks.stream().flatMap(block -> bodies.inline(block).stream()).toList(), news(member),
                append.answer());
    }

    /** The newest certificate, unless the member has been sent it since the last sign of life. */
    private Optional<Certificate> news(int member) {
        Optional<Certificate> news = newest
                .filter(certificate -> certificate.block().height() > told.getOrDefault(member, 0L));
        news.ifPresent(certificate -> told.put(member, certificate.block().height()));
        return news;
    }

    /** Signatures for the undecided blocks of this view that the answer is about. */
    private List<RaftMessage.Holding> holdings(long upTo) {
        List<RaftMessage.Holding> holdings = new ArrayList<>();
        for (long height = Math.max(answering, height() + 1); height <= upTo; height++) {
            if (places.at(height).view() == raft.view()) {
                holdings.add(holding(ref(height)));
            }
        }
        return holdings;
    }

    private RaftMessage.Holding holding(BlockRef block) {
        return new RaftMessage.Holding(block, sign(block.statement(committee().chainId(), Phase.CONFIRM)));
    }

    @Override
    public void entered(long view) {
        persist(new Promise.Entered(view));
    }

    @Override
    public void voted(long view, int candidate) {
        persist(new Promise.Voted(view, candidate));
    }

    @Override
    public void logged(List<Entry<Block>> entries) {
        for (Entry<Block> entry : entries) {
            Block block = block(entry);
            persist(new Promise.Logged(block));
            places.put(block);
            if (raft.leads()) {
                count(self(), holding(ref(block.height())));
            }
        }
    }

    @Override
    public boolean provable(Entry<Block> entry) {
        return votes(entry.height()).decides(quorum());
    }

    @Override
    public void decided(List<Entry<Block>> entries) {
        Certificate own = votes(entries.getLast().height());
        if (own.decides(quorum())) {
            newest = Optional.of(own);
        }
        Certificate certificate = newest.filter(c -> c.block().equals(ref(entries.getLast().height())))
                .orElseThrow(() -> new AssertionError("S3: a decision without its certificate"));
        List<Header> headers = entries.stream().map(entry -> block(entry).header()).toList();
        for (int i = 0; i < entries.size(); i++) {
            decide(new Decision(block(entries.get(i)), headers.subList(i + 1, headers.size()), certificate));
        }
        trim();
    }

    /** Catching up brings it: heartbeats say who has decided more. */
    @Override
    public void behind(int leader, LogMessage.Snapshot<Block> snapshot) {
        ignore(Reason.UNKNOWN_PARENT, leader);
    }
}
