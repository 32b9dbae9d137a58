package org.credence.simulator.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import org.credence.base.Digest;
import org.credence.base.PublicKey;
import org.credence.base.Signature;
import org.credence.base.block.Batch;
import org.credence.base.block.Block;
import org.credence.base.block.Transaction;
import org.credence.consensus.engine.Promise;
import org.credence.consensus.message.Message;
import org.credence.consensus.message.PbftMessage;
import org.credence.consensus.message.RaftMessage;
import org.credence.consensus.message.ViewChange;
import org.credence.consensus.part.BlockRef;
import org.credence.consensus.part.Claim;
import org.credence.consensus.part.Committee;
import org.credence.consensus.part.Decision;
import org.credence.consensus.part.Evidence;
import org.credence.crypto.Signer;
import org.credence.crypto.Verifier;
import org.credence.simulator.result.Invariant;

/** Sees everything from outside and throws {@link Broken} at the first event that breaks an invariant. */
public final class Judge {

    private final Watch watch;
    private final Committee committee;
    private final Verifier verifier;
    private final IntPredicate correct;
    private final Lineage lineage;
    private final Ballots ballots;
    private final Openings openings;
    private final Chain chain;
    private final RaftLaws raft;
    private final PbftLaws pbft;
    private final List<Conduct> conducts = new ArrayList<>();
    private final Map<Digest, Digest> executedAt = new HashMap<>();
    private final Set<Evidence> accepted = new HashSet<>();

    /**
     * @param correct     which members keep to the protocol
     * @param genesisRoot state root before the first block
     * @param invariants  those that end a seed when they break
     */
    public Judge(Committee committee, Verifier verifier, IntPredicate correct, Digest genesisRoot,
            Set<Invariant> invariants) {
        watch = new Watch(invariants);
        this.committee = committee;
        this.verifier = verifier;
        this.correct = correct;
        lineage = new Lineage(committee.chainId());
        ballots = new Ballots(committee, watch);
        openings = new Openings(committee, lineage, watch);
        chain = new Chain(committee, verifier, genesisRoot, watch);
        raft = new RaftLaws(committee.size(), lineage, watch);
        pbft = new PbftLaws(committee.size(), lineage, ballots, chain::has, watch);
        for (int member = 0; member < committee.size(); member++) {
            conducts.add(new Conduct(member, openings, lineage, chain::has, watch));
        }
    }

    /** A liar's signer that the judge reads along with: what was signed once may turn up in any certificate. */
    public Signer watched(int member, Signer signer) {
        return new Signer() {

            @Override
            public PublicKey publicKey() {
                return signer.publicKey();
            }

            @Override
            public Signature sign(Digest statement) {
                ballots.signed(member, statement);
                return signer.sign(statement);
            }
        };
    }

    /** A member's promise is durable from now on. */
    public void promised(int member, Promise promise) {
        switch (promise) {
            case Promise.Confirmed(var block) -> lineage.add(block.block());
            case Promise.Kept(var block) -> lineage.add(block.block());
            case Promise.Logged(var block) -> lineage.add(block);
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
        settled.forEach(decided -> {
            openings.decided(member, decided);
            raft.decidable(member, decided);
            pbft.decidable(member, decided);
        });
        if (promise instanceof Promise.Committed(BlockRef block)) {
            watch.require(ballots.hasQuorum(block), Invariant.S4, member,
                    "COMMIT without a CC at view " + block.view() + " height " + block.height());
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
            case Message.Propose propose -> lineage.add(propose.block().block());
            case Message.Change change -> path(change.change());
            case Message.NewView view -> view.proof().changes().forEach(this::path);
            case PbftMessage.Change change -> path(change);
            case PbftMessage.NewView view -> view.changes().forEach(this::path);
            case Message.Decided decided -> lineage.add(decided.decision().block());
            case Message _ -> {}
        }
        if (correct.test(member)) {
            conducts.get(member).sent(message);
            if (message instanceof Message.NewView(var proof)) {
                openings.announced(member, proof);
            }
            if (message instanceof RaftMessage ofRaft) {
                raft.sent(member, ofRaft);
            } else if (message instanceof PbftMessage ofPbft) {
                pbft.sent(member, ofPbft);
            }
        }
    }

    private void path(PbftMessage.Change change) {
        change.path().forEach(block -> lineage.add(block.block()));
    }

    private void path(ViewChange change) {
        change.path().forEach(block -> lineage.add(block.block()));
    }

    /**
     * A member decides.
     *
     * @param above height it decided before
     */
    public void decided(int member, long above, Decision decision) {
        if (correct.test(member)) {
            lineage.add(decision.block());
            chain.decided(member, above, decision);
            raft.decided(member, decision.block());
        }
    }

    /** A member has executed a decided block. */
    public void executed(int member, long height, Digest root, List<Batch> bodies) {
        if (!correct.test(member)) {
            return;
        }
        chain.executed(member, height, root);
        for (Batch body : bodies) {
            if (correct.test(body.head().author())) {
                body.transactions().forEach(transaction -> once(member, transaction, body.digest()));
            }
        }
    }

    private void once(int member, Transaction transaction, Digest batch) {
        Digest other = executedAt.putIfAbsent(transaction.id(), batch);
        watch.require(other == null || other.equals(batch), Invariant.S8, member, transaction + " is executed twice");
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
        watch.require(!again, Invariant.A3, member, "accuses member " + evidence.culprit() + " twice in view "
                + evidence.view());
        if (!accepted.add(evidence)) {
            return;
        }
        watch.require(!correct.test(evidence.culprit()), Invariant.A2, member,
                "accuses correct member " + evidence.culprit());
        watch.require(evidence.conflicts(), Invariant.A2, member, "accepts evidence that shows no conflict");
        for (Claim claim : evidence.claims(committee.chainId())) {
            watch.require(committee.has(claim.member())
                    && verifier.verify(committee.key(claim.member()), claim.statement(), claim.signature()),
                    Invariant.A2, member, "accepts forged evidence");
        }
    }

    /** For what is seen elsewhere. */
    public void require(boolean holds, Invariant invariant, int member, String detail) {
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
