package org.credence.consensus.kernel.pbft;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.credence.base.Digest;
import org.credence.base.Signature;
import org.credence.consensus.engine.ChainView;
import org.credence.consensus.engine.Promise;
import org.credence.consensus.engine.Promises;
import org.credence.consensus.kernel.BlockTree.Entry;
import org.credence.consensus.kernel.BlockTree.Place;
import org.credence.consensus.kernel.ViewSeat;
import org.credence.consensus.message.PbftMessage.Change;
import org.credence.consensus.message.PbftMessage.NewView;
import org.credence.consensus.part.BlockRef;
import org.credence.consensus.part.Certificate;
import org.credence.consensus.part.Committee;
import org.credence.consensus.part.DecidedHeader;
import org.credence.consensus.part.Epoch;
import org.credence.consensus.part.Leadership;
import org.credence.consensus.part.SignedBlock;
import org.credence.consensus.part.Timing;
import org.credence.crypto.Signer;

/** What the parts of one PBFT engine share: which view it is in, what it has promised, and what it can prove. */
final class PbftReplica extends ViewSeat {

    static final Signature NO_SIGNATURE = new Signature(Digest.ZERO, Digest.ZERO);

    private Optional<NewView> newView;
    private Optional<BlockRef> cast;
    private boolean castDecided;
    /** By height above the decided head, the certificate of the highest view: what a report shows (P). */
    private final TreeMap<Long, Certificate> prepared = new TreeMap<>();

    PbftReplica(Committee committee, int self, Leadership leadership, Timing timing, Signer signer, ChainView chain,
            Promises promises) {
        super(Epoch.endless(committee), self, leadership, timing, signer, chain, promises,
                promises.installed().isPresent());
        this.cast = promises.lastVote();
        this.castDecided = chain.tipDecided();
        this.newView = promises.installed();
        promises.prepared().stream().filter(certificate -> certificate.block().height() > chain.height())
                .forEach(certificate -> prepared.put(certificate.block().height(), certificate));
        prepared.values().forEach(certificate -> requireShown(certificate.block()));
    }

    /** What began the view; empty in view 0 and while the view has not begun. */
    Optional<NewView> newView() {
        return newView;
    }

    /** Proof of the decided block that the view sets out from; empty if that is the genesis block. */
    Optional<DecidedHeader> origin() {
        return newView.flatMap(begun -> begun.changes().stream().flatMap(change -> change.decided().stream())
                .max(Comparator.comparingLong(DecidedHeader::height)));
    }

    @Override
    public long baseHeight() {
        return newView.map(begun -> begun.selection().baseHeight()).orElse(0L);
    }

    /** Whether the view votes on the block: it took it over, or it is one of its own above those. */
    boolean eligible(SignedBlock block) {
        return block.block().height() > baseHeight()
                ? block.block().view() == view()
                : newView.filter(begun -> begun.selection().assigned().contains(block.id())).isPresent();
    }

    /** How votes of this view name the block. */
    BlockRef voted(SignedBlock block) {
        return new BlockRef(committee().epoch(), view(), block.block().height(), block.id());
    }

    /**
     * What the next block that it PREPAREs must stand on: the one it PREPAREd last in this view, or before the first
     * the decided block that the view sets out from; blocks decided since may be skipped. Empty if it lacks that block,
     * and then it must not vote: two votes of one view are always on one chain.
     */
    Optional<Place> standing() {
        Optional<BlockRef> last = cast.filter(block -> block.view() == view());
        if (last.isPresent()) {
            return castDecided ? Optional.of(tree.head()) : tree.find(last.get().id()).map(Entry::place);
        }
        boolean reached = newView.map(begun -> begun.selection().decidedHeight()).orElse(0L) <= height();
        return reached ? Optional.of(tree.head()) : Optional.empty();
    }

    @Override
    public void leaveFor(long later) {
        super.leaveFor(later);
        newView = Optional.empty();
    }

    /** Enters the view that a valid NEW_VIEW begins. */
    void enter(NewView later) {
        begun(later.view());
        newView = Optional.of(later);
        persist(new Promise.Installed(later));
    }

    /** It PREPAREs the block in its view. */
    void cast(SignedBlock block) {
        if (!active() || !eligible(block)) {
            throw new AssertionError("S4: PREPARE of " + block.block() + " in view " + view());
        }
        secureUpTo(block.id());
        BlockRef vote = voted(block);
        cast = Optional.of(vote);
        castDecided = false;
        persist(new Promise.Cast(vote));
    }

    /** It COMMITs the block, whose certificate it holds. */
    void committed(BlockRef block) {
        if (!active() || block.view() != view() || !prepared.containsKey(block.height())
                || !prepared.get(block.height()).block().equals(block)) {
            throw new AssertionError("S4: COMMIT of height " + block.height() + " in view " + view());
        }
        persist(new Promise.Committed(block));
    }

    /** Takes note of a certificate on a block of the tree; one of a lower view than it holds says nothing new. */
    void prepared(Certificate certificate, SignedBlock block) {
        Certificate known = prepared.get(certificate.block().height());
        if (known == null || known.block().view() < certificate.block().view()) {
            secureUpTo(block.id());
            prepared.put(certificate.block().height(), certificate);
            persist(new Promise.Prepared(certificate));
        }
    }

    /** The proof of the decided head is the stable checkpoint. */
    void decided(DecidedHeader proof, Digest id) {
        castDecided |= cast.filter(block -> block.id().equals(id)).isPresent();
        prepared.headMap(proof.height(), true).clear();
        decided(proof);
    }

    /** What it holds, for the view it waits for; empty while that is too much for one report. */
    Optional<Change> report() {
        List<SignedBlock> path = Carried.chain(tree.head().id(), prepared.values(), secured);
        if (path.size() > Change.MOST) {
            return Optional.empty();
        }
        List<Certificate> shown = prepared.values().stream()
                .filter(certificate -> path.stream().anyMatch(block -> block.id().equals(certificate.block().id())))
                .toList();
        Change unsigned = new Change(committee().epoch(), view(), self(), decided(), shown, path, NO_SIGNATURE);
        return Optional.of(unsigned.signed(sign(unsigned.statement(committee().chainId()))));
    }
}
