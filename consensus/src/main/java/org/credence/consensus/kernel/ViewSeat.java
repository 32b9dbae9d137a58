package org.credence.consensus.kernel;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.credence.base.Digest;
import org.credence.base.block.BatchRef;
import org.credence.base.block.Block;
import org.credence.base.block.Header;
import org.credence.consensus.engine.ChainView;
import org.credence.consensus.engine.Effect;
import org.credence.consensus.engine.Input;
import org.credence.consensus.engine.Promise;
import org.credence.consensus.engine.Promises;
import org.credence.consensus.kernel.BlockTree.Place;
import org.credence.consensus.message.Message;
import org.credence.consensus.part.Base;
import org.credence.consensus.part.BlockRef;
import org.credence.consensus.part.DecidedHeader;
import org.credence.consensus.part.Epoch;
import org.credence.consensus.part.Evidence;
import org.credence.consensus.part.Flaw;
import org.credence.consensus.part.Leadership;
import org.credence.consensus.part.SignedBlock;
import org.credence.consensus.part.Timing;
import org.credence.crypto.Signer;

/**
 * The seat of a member in a protocol whose views have one known leader each: which view it is in, and the undecided
 * blocks that it can show.
 */
public abstract class ViewSeat extends Seat {

    public final Leadership leadership;
    /** The block that the epoch stands on. */
    public final Base base;
    public final BlockTree tree;
    public final Convictions convictions = new Convictions();

    /** Blocks above the decided head that are durable here: those it voted for and those it keeps. */
    protected final TreeMap<Digest, SignedBlock> secured = new TreeMap<>();
    private long view;
    private boolean active;
    private int failures;
    private long movedMicros;
    private Optional<DecidedHeader> decided;

    /** @param begun whether the promises show that the view they are in has begun; view 0 always has */
    protected ViewSeat(Epoch epoch, int self, Leadership leadership, Timing timing, Signer signer, ChainView chain,
            Promises promises, boolean begun) {
        super(epoch, self, signer, timing);
        this.leadership = leadership;
        this.base = chain.base();
        this.tree = new BlockTree(epoch.committee(), leadership, chain, epoch.last());
        this.decided = chain.decided();
        this.view = promises.view();
        this.active = view == 0 || begun;
        Stream.concat(promises.confirmed().stream(), promises.kept().stream())
                .filter(block -> block.block().height() > chain.height())
                .forEach(block -> secured.put(block.id(), block));
    }

    @Override
    public final long height() {
        return tree.head().height();
    }

    @Override
    public final List<Long> nextSequences() {
        return tree.head().nextSequences();
    }

    /** Height of the last block that the view takes over from earlier ones. */
    public abstract long baseHeight();

    public final long view() {
        return view;
    }

    /** Whether it votes in its view; otherwise it waits for the view to begin. */
    public final boolean active() {
        return active;
    }

    /** A block of this member, signed and in the tree; parameters as {@link #block} has them. */
    public final SignedBlock grow(Place parent, Digest opening, Input.Built built, List<BatchRef> batches) {
        Block block = block(parent, view, opening, built, batches);
        SignedBlock signed = new SignedBlock(block, sign(block.id()));
        if (!(tree.add(signed, true) instanceof BlockTree.Added.Joined)) {
            throw new AssertionError("own proposal does not fit the tree: " + block);
        }
        return signed;
    }

    public final int leader() {
        return leadership.leader(view);
    }

    public final boolean leads() {
        return leader() == self();
    }

    @Override
    public final OptionalInt orderer() {
        return OptionalInt.of(leader());
    }

    /** Views left in a row without a decision. */
    public final int failures() {
        return failures;
    }

    /** When it last decided or changed its view. */
    public final long movedMicros() {
        return movedMicros;
    }

    /** Proof of the decided head; empty at the epoch's base. */
    public final Optional<DecidedHeader> decided() {
        return decided;
    }

    /** Leaves the view; no vote in a lower view will follow. */
    public void leaveFor(long later) {
        if (later <= view) {
            throw new AssertionError("leaving view " + view + " for view " + later);
        }
        view = later;
        active = false;
        failures++;
        movedMicros = now();
        persist(new Promise.Entered(later));
    }

    /** The view begins here. */
    protected final void begun(long later) {
        if (later < view || later == view && active) {
            throw new AssertionError("entering view " + later + " from view " + view);
        }
        view = later;
        active = true;
        movedMicros = now();
    }

    /** The decided head moves to the block that this proves. */
    protected final void decided(DecidedHeader proof) {
        decided = Optional.of(proof);
        failures = 0;
        movedMicros = now();
        secured.values().removeIf(block -> block.block().height() <= proof.height());
    }

    /** A vote or a certificate is worth as much as the path that can be shown for it, also after a crash (P§1.4). */
    protected final void secureUpTo(Digest block) {
        tree.path(tree.head().id(), block)
                .orElseThrow(() -> new AssertionError(
                        "S4: vote or certificate on a block without a path from the decided head"))
                .forEach(entry -> secure(entry.signed()));
    }

    /** Makes the block durable, unless it is. */
    protected final void secure(SignedBlock block) {
        if (secured.putIfAbsent(block.id(), block) == null) {
            persist(new Promise.Kept(block));
        }
    }

    /**
     * After a restart it must be able to show what its vote or certificate stands on, or its reports would leave out
     * what may be decided (P§1.5 F3 to F5). Decisions are promised before what builds on them, so nothing is missing.
     */
    protected final void requireShown(BlockRef block) {
        Digest at = block.id();
        long height = block.height();
        for (SignedBlock next = secured.get(at); next != null; next = secured.get(at)) {
            at = next.block().parent();
            height = next.block().height() - 1;
        }
        if (height > height()) {
            throw new AssertionError("S4: promises reach " + block + ", but block " + at + " below it is missing");
        }
    }

    /** Reports and passes on evidence, unless it is known. Whether it was new. */
    public final boolean accuse(Evidence evidence) {
        if (!convictions.remember(evidence)) {
            return false;
        }
        emit(new Effect.Accuse(evidence));
        sendOthers(new Message.Accusation(evidence));
        return true;
    }

    /** Proof against the proposer of a block that cannot stand where it is, if all that it takes is at hand. */
    public final Optional<Evidence> proofAgainst(SignedBlock block) {
        return Flaw.of(block.block(), header(block.block().parent()), committee())
                .map(flaw -> new Evidence.InvalidProposal(block.header(), flaw));
    }

    private Optional<Header> header(Digest id) {
        return tree.find(id).map(entry -> entry.block().header())
                .or(() -> decided.map(DecidedHeader::header).filter(_ -> id.equals(tree.head().id())))
                .or(() -> base.header().filter(_ -> id.equals(base.id())));
    }

    /** Whether the evidence is of what the leader of this very view has done in it: it is left at once (P§1.4). */
    public final boolean convictsLeader(Evidence evidence) {
        return evidence.view() == view && evidence.culprit() == leader() && switch (evidence) {
            case Evidence.Equivocation _,Evidence.InvalidProposal _ -> active;
            case Evidence.WrongNewView _ -> true;
            case Evidence.DoubleVote _ -> false;
        };
    }
}
