package org.credence.simulator.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.credence.base.Digest;
import org.credence.base.Limits;
import org.credence.base.PublicKey;
import org.credence.base.Signature;
import org.credence.base.block.Batch;
import org.credence.base.block.BatchRef;
import org.credence.base.block.Block;
import org.credence.base.block.Transaction;
import org.credence.consensus.engine.Promise;
import org.credence.consensus.message.Message;
import org.credence.consensus.message.PbftMessage;
import org.credence.consensus.message.RaftMessage;
import org.credence.consensus.message.ViewChange;
import org.credence.consensus.part.Base;
import org.credence.consensus.part.BlockRef;
import org.credence.consensus.part.Committee;
import org.credence.consensus.part.Decision;
import org.credence.consensus.part.Evidence;
import org.credence.crypto.Signer;
import org.credence.crypto.Verifier;
import org.credence.simulator.result.Invariant;
import org.credence.simulator.setup.Calendar;

/** Sees everything from outside and throws {@link Broken} at the first event that breaks an invariant. */
public final class Judge {

    /** Heights above the highest decided one up to which blocks are remembered: more than any window has. */
    private static final long FAR = 16L * Limits.UNDECIDED;

    private final Watch watch;
    private final Committee committee;
    private final IntPredicate correct;
    private final Lineage lineage;
    private final Calendar calendar;
    private final Ballots ballots;
    private final TreeMap<Integer, Session> sessions = new TreeMap<>();
    private final Chain chain;
    private final RaftLaws raft;
    private final PbftLaws pbft;
    private final List<Conduct> conducts = new ArrayList<>();
    private final Map<Digest, Executed> executedAt = new HashMap<>();
    private final Set<Evidence> accepted = new HashSet<>();
    private final Testimony testimony;
    private final Guilt guilt;
    private Past past;

    /** In which batch, at which height a transaction was executed. */
    private record Executed(Digest batch, long height) {}

    /**
     * @param correct     which members keep to the protocol
     * @param genesisRoot state root before the first block
     * @param invariants  those that end a seed when they break
     */
    public Judge(Calendar calendar, Verifier verifier, IntPredicate correct, Digest genesisRoot,
            Set<Invariant> invariants) {
        watch = new Watch(invariants);
        this.calendar = calendar;
        committee = calendar.first().committee();
        this.correct = correct;
        lineage = new Lineage(committee.chainId());
        ballots = new Ballots(calendar, watch);
        testimony = new Testimony(lineage);
        guilt = new Guilt(calendar, verifier, lineage, watch);
        chain = new Chain(calendar, verifier, genesisRoot, watch);
        Frontier frontier = session(0).frontier();
        int processes = calendar.rosters().processes();
        raft = new RaftLaws(processes, lineage, frontier, watch);
        pbft = new PbftLaws(processes, lineage, frontier, ballots, chain::has, watch);
        past = Past.none(processes);
        for (int member = 0; member < processes; member++) {
            conducts.add(new Conduct(member, calendar, epoch -> session(epoch).openings(), lineage, chain::has, watch));
        }
    }

    /** What is kept of one epoch: its views are numbered from 0 as those of any other. */
    private record Session(Frontier frontier, Openings openings) {}

    private Session session(int epoch) {
        return sessions.computeIfAbsent(epoch, number -> {
            Frontier frontier = new Frontier();
            long base = calendar.length().base(number);
            Base on = base == 0 ? calendar.first().base() : Base.of(chain.header(base));
            return new Session(frontier, new Openings(calendar.committee(number), on, lineage, frontier, watch));
        });
    }

    /**
     * A liar's signer that the judge reads along with: what was signed once may turn up in any certificate.
     *
     * @param key its number
     */
    public Signer watched(int key, Signer signer) {
        return new Signer() {

            @Override
            public PublicKey publicKey() {
                return signer.publicKey();
            }

            @Override
            public Signature sign(Digest statement) {
                ballots.signed(key, statement);
                return signer.sign(statement);
            }
        };
    }

    /** A member's promise is durable from now on. */
    public void promised(int member, Promise promise) {
        switch (promise) {
            case Promise.Confirmed(var block) -> shown(block.block());
            case Promise.Kept(var block) -> shown(block.block());
            case Promise.Logged(var block) -> shown(block);
            case Promise.Installed(var newView) -> newView.changes().forEach(this::path);
            case Promise _ -> {}
        }
        if (!correct.test(member)) {
            return;
        }
        conducts.get(member).promised(promise).ifPresent(phase -> ballots.cast(member, phase, block(promise)));
        raft.promised(member, promise);
        List<BlockRef> settled = ballots.settle(member);
        pbft.promised(member, promise);
        settled.stream().filter(block -> session(block.epoch()).frontier().add(block)).forEach(block -> {
            session(block.epoch()).openings().decidable(member, block);
            raft.decidable(member, block);
            pbft.decidable(block);
        });
        if (promise instanceof Promise.Committed(BlockRef block)) {
            watch.require(ballots.hasQuorum(block), Invariant.S4, member,
                    () -> "COMMIT without a CC at view " + block.view() + " height " + block.height());
        }
    }

    private static BlockRef block(Promise promise) {
        return switch (promise) {
            case Promise.Confirmed(var block) -> block.ref();
            case Promise.Committed(BlockRef block) -> block;
            case Promise.Cast(BlockRef block) -> block;
            case Promise.Logged(Block block) -> BlockRef.of(block.header(), block.id());
            case Promise _ -> throw new AssertionError("only votes are cast: " + promise);
        };
    }

    /** A message leaves a member. */
    public void sent(int member, Message message) {
        switch (message) {
            case Message.Propose propose -> shown(propose.block().block());
            case Message.Change change -> path(change.change());
            case Message.NewView view -> view.proof().changes().forEach(this::path);
            case PbftMessage.Change change -> path(change);
            case PbftMessage.NewView view -> view.changes().forEach(this::path);
            case Message.Decided decided -> shown(decided.decision().block());
            case Message _ -> {}
        }
        if (correct.test(member)) {
            conducts.get(member).sent(message);
            guilt.sent(member, message);
            if (message instanceof Message.NewView(var proof)) {
                session(proof.epoch()).openings().announced(member, proof);
            }
            if (message instanceof RaftMessage ofRaft) {
                raft.sent(member, ofRaft);
            } else if (message instanceof PbftMessage ofPbft) {
                pbft.sent(member, ofPbft);
            }
        }
    }

    private void path(PbftMessage.Change change) {
        change.path().forEach(block -> shown(block.block()));
    }

    private void path(ViewChange change) {
        change.path().forEach(block -> shown(block.block()));
    }

    /** Liars show blocks of any height; no correct member looks at one so far above what is decided. */
    private void shown(Block block) {
        if (block.height() <= chain.height() + FAR) {
            lineage.add(block);
        }
    }

    /**
     * A member decides.
     *
     * @param above height it decided before
     */
    public void decided(int member, long above, Decision decision) {
        if (correct.test(member)) {
            lineage.add(decision.block());
            boolean first = decision.height() > chain.height();
            chain.decided(member, above, decision);
            if (first) {
                decision.block().batches().forEach(batch -> stored(member, batch));
            }
            raft.decided(member, decision.block());
        }
    }

    private void stored(int member, BatchRef batch) {
        boolean held = IntStream.range(0, conducts.size()).filter(correct)
                .anyMatch(process -> conducts.get(process).holds(batch.digest()));
        watch.require(held, Invariant.S10, member, () -> batch.head() + " is decided and no correct member holds it");
    }

    /** A correct member has received a message; asked for only where more lie than are tolerated. */
    public void heard(int sender, Message message) {
        testimony.heard(sender, message);
    }

    /** A1, after a fork: what correct members hold convicts f+1 liars, and nobody else. */
    public void convict() {
        Set<Integer> culprits = testimony.culprits(committee.quorum().rule().revotes());
        watch.require(culprits.stream().noneMatch(correct::test) && culprits.size() > committee.quorum().f(),
                Invariant.A1, 0, () -> "the chain has forked and " + culprits + " are convicted");
    }

    /** A member has executed a decided block. */
    public void executed(int member, long height, Digest root, List<Batch> bodies) {
        if (!correct.test(member)) {
            return;
        }
        chain.executed(member, height, root);
        for (Batch body : bodies) {
            if (correct.test(calendar.rosters().at(calendar.length().epochOf(height)).process(body.head().author()))) {
                body.transactions().forEach(t -> once(member, t, new Executed(body.digest(), height)));
            }
        }
    }

    private void once(int member, Transaction transaction, Executed now) {
        Executed other = executedAt.putIfAbsent(transaction.id(), now);
        watch.require(other == null || other.batch.equals(now.batch), Invariant.S8, member,
                () -> transaction + " is executed twice");
    }

    /**
     * Forgets what lies at or below a height that all correct members have durably decided and executed, and far
     * beyond; it has been checked. Without that, memory would grow with simulated time.
     *
     * @param view highest view that all correct members left so long ago
     * @return the decided blocks forgotten, ascending
     */
    public List<Block> forget(long height, long view) {
        sessions.forEach((epoch, session) -> session.frontier().forget(height).stream()
                .filter(block -> block.height() <= calendar.length().last(epoch))
                .forEach(block -> watch.require(chain.has(block.id()), Invariant.S1, 0,
                        () -> "votes of view " + block.view() + " decide height " + block.height() + " "
                                + block.id().brief() + ", which the chain does not have")));
        List<Block> gone = chain.forget(height);
        List<Long> sequences = new ArrayList<>(past.sequences());
        gone.forEach(block -> block.batches()
                .forEach(batch -> sequences.set(batch.head().author(), batch.head().sequence() + 1)));
        past = new Past(height, Math.max(view, past.view()), sequences);
        lineage.forget(past);
        ballots.forget(past);
        sessions.headMap(calendar.length().epochOf(height + 1)).clear();
        sessions.values().forEach(session -> session.openings().forget(past));
        raft.forget(past);
        pbft.forget(past);
        conducts.forEach(conduct -> conduct.forget(past));
        executedAt.values().removeIf(executed -> executed.height <= height);
        accepted.removeIf(evidence -> evidence.view() <= view);
        return gone;
    }

    /** How many things are remembered, of whatever kind. */
    public int kept() {
        return lineage.kept() + ballots.kept()
                + sessions.values().stream().mapToInt(session -> session.openings().kept()).sum() + chain.kept()
                + raft.kept() + pbft.kept()
                + conducts.stream().mapToInt(Conduct::kept).sum() + executedAt.size() + accepted.size();
    }

    /**
     * A member holds evidence.
     *
     * @param again whether the same process has accused the same member of the same already
     */
    public void accused(int member, Evidence evidence, boolean again) {
        if (!correct.test(member)) {
            return;
        }
        watch.require(!again, Invariant.A3, member, () -> "accuses member " + evidence.culprit() + " twice in view "
                + evidence.view());
        if (!accepted.add(evidence)) {
            return;
        }
        int culprit = calendar.rosters().at(evidence.epoch()).process(evidence.culprit());
        watch.require(!correct.test(culprit), Invariant.A2, member,
                () -> "accuses correct member " + culprit);
        guilt.accepted(member, evidence);
    }

    /** For what is seen elsewhere. */
    public void require(boolean holds, Invariant invariant, int member, Supplier<String> detail) {
        watch.require(holds, invariant, member, detail);
    }

    /** Highest height that a correct member decided. */
    public long height() {
        return chain.height();
    }

    /** View of the certificate that first decided the batch; negative if it is not decided. */
    public long orderedIn(Digest batch) {
        return chain.orderedIn(batch);
    }

    /** Lowest view in which the member may still vote, by what it made durable. */
    public long view(int member) {
        return conducts.get(member).view();
    }
}
