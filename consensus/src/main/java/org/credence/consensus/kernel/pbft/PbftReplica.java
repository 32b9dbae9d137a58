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
import org.credence.consensus.kernel.BlockTree;
import org.credence.consensus.kernel.BlockTree.Entry;
import org.credence.consensus.kernel.BlockTree.Place;
import org.credence.consensus.kernel.Convictions;
import org.credence.consensus.kernel.Seat;
import org.credence.consensus.message.PbftMessage.Change;
import org.credence.consensus.message.PbftMessage.NewView;
import org.credence.consensus.part.BlockRef;
import org.credence.consensus.part.Certificate;
import org.credence.consensus.part.Committee;
import org.credence.consensus.part.DecidedHeader;
import org.credence.consensus.part.Leadership;
import org.credence.consensus.part.SignedBlock;
import org.credence.consensus.part.Timing;
import org.credence.crypto.Signer;

/** What the parts of one PBFT engine share: which view it is in, what it has promised, and what it can prove. */
final class PbftReplica extends Seat {

    static final Signature NO_SIGNATURE = new Signature(Digest.ZERO, Digest.ZERO);

    final Leadership leadership;
    final Digest genesisId;
    final BlockTree tree;
    final Convictions convictions = new Convictions();

    private long view;
    private boolean active;
    private Optional<NewView> newView;
    private int failures;
    private long movedMicros;
    private Optional<BlockRef> cast;
    private boolean castDecided;
    private Optional<DecidedHeader> decided;
    /** By height above the decided head, the certificate of the highest view: what a report shows (P). */
    private final TreeMap<Long, Certificate> prepared = new TreeMap<>();
    /** Blocks above the decided head that are durable here: those it PREPAREd or holds a certificate on, and below. */
    private final TreeMap<Digest, SignedBlock> secured = new TreeMap<>();

    PbftReplica(Committee committee, int self, Leadership leadership, Timing timing, Signer signer, ChainView chain,
            Promises promises) {
        super(committee, self, signer, timing);
        this.leadership = leadership;
        this.genesisId = chain.genesisId();
        this.tree = new BlockTree(committee, leadership, chain);
        this.decided = chain.decided();
        this.cast = promises.lastVote();
        this.castDecided = chain.tipDecided();
        this.view = promises.view();
        this.newView = promises.installed();
        this.active = view == 0 || newView.isPresent();
        promises.prepared().stream().filter(certificate -> certificate.block().height() > chain.height())
                .forEach(certificate -> prepared.put(certificate.block().height(), certificate));
        promises.kept().stream().filter(block -> block.block().height() > chain.height())
                .forEach(block -> secured.put(block.id(), block));
    }

    @Override
    public long height() {
        return tree.head().height();
    }

    @Override
    public List<Long> nextSequences() {
        return tree.head().nextSequences();
    }

    /** When it last decided or changed its view. */
    long movedMicros() {
        return movedMicros;
    }

    long view() {
        return view;
    }

    /** Whether it votes in its view; otherwise it waits for the view's NEW_VIEW. */
    boolean active() {
        return active;
    }

    int leader() {
        return leadership.leader(view);
    }

    boolean leads() {
        return leader() == self();
    }

    /** Views left in a row without a decision. */
    int failures() {
        return failures;
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

    /** Height of the last block that the view takes over from earlier ones. */
    long baseHeight() {
        return newView.map(begun -> begun.selection().baseHeight()).orElse(0L);
    }

    /** Whether the view votes on the block: it took it over, or it is one of its own above those. */
    boolean eligible(SignedBlock block) {
        return block.block().height() > baseHeight()
                ? block.block().view() == view
                : newView.filter(begun -> begun.selection().assigned().contains(block.id())).isPresent();
    }

    /** How votes of this view name the block. */
    BlockRef voted(SignedBlock block) {
        return new BlockRef(committee().epoch(), view, block.block().height(), block.id());
    }

    /**
     * What the next block that it PREPAREs must stand on: the one it PREPAREd last in this view, or before the first
     * the decided block that the view sets out from; blocks decided since may be skipped. Empty if it lacks that block,
     * and then it must not vote: two votes of one view are always on one chain.
     */
    Optional<Place> standing() {
        Optional<BlockRef> last = cast.filter(block -> block.view() == view);
        if (last.isPresent()) {
            return castDecided ? Optional.of(tree.head()) : tree.find(last.get().id()).map(Entry::place);
        }
        boolean reached = newView.map(begun -> begun.selection().decidedHeight()).orElse(0L) <= height();
        return reached ? Optional.of(tree.head()) : Optional.empty();
    }

    /** Proof of the decided head, the stable checkpoint; empty at genesis. */
    Optional<DecidedHeader> decided() {
        return decided;
    }

    /** Leaves the view; no vote in a lower view will follow. */
    void leaveFor(long later) {
        if (later <= view) {
            throw new AssertionError("leaving view " + view + " for view " + later);
        }
        view = later;
        active = false;
        newView = Optional.empty();
        failures++;
        movedMicros = now();
        persist(new Promise.Entered(later));
    }

    /** Enters the view that a valid NEW_VIEW begins. */
    void enter(NewView begun) {
        if (begun.view() < view || begun.view() == view && active) {
            throw new AssertionError("entering view " + begun.view() + " from view " + view);
        }
        view = begun.view();
        active = true;
        newView = Optional.of(begun);
        movedMicros = now();
        persist(new Promise.Installed(begun));
    }

    /** It PREPAREs the block in its view. */
    void cast(SignedBlock block) {
        if (!active || !eligible(block)) {
            throw new AssertionError("S4: PREPARE of " + block.block() + " in view " + view);
        }
        secureUpTo(block);
        BlockRef vote = voted(block);
        cast = Optional.of(vote);
        castDecided = false;
        persist(new Promise.Cast(vote));
    }

    /** It COMMITs the block, whose certificate it holds. */
    void committed(BlockRef block) {
        if (!active || block.view() != view || !prepared.containsKey(block.height())
                || !prepared.get(block.height()).block().equals(block)) {
            throw new AssertionError("S4: COMMIT of height " + block.height() + " in view " + view);
        }
        persist(new Promise.Committed(block));
    }

    /** Takes note of a certificate on a block of the tree; one of a lower view than it holds says nothing new. */
    void prepared(Certificate certificate, SignedBlock block) {
        Certificate known = prepared.get(certificate.block().height());
        if (known == null || known.block().view() < certificate.block().view()) {
            secureUpTo(block);
            prepared.put(certificate.block().height(), certificate);
            persist(new Promise.Prepared(certificate));
        }
    }

    void decided(DecidedHeader proof, Digest id) {
        decided = Optional.of(proof);
        castDecided |= cast.filter(block -> block.id().equals(id)).isPresent();
        failures = 0;
        movedMicros = now();
        prepared.headMap(proof.height(), true).clear();
        secured.values().removeIf(block -> block.block().height() <= proof.height());
    }

    /** A vote or a certificate is worth as much as the path that can be shown for it, also after a crash. */
    private void secureUpTo(SignedBlock block) {
        tree.path(tree.head().id(), block.id())
                .orElseThrow(() -> new AssertionError("S4: vote or certificate on a block without a path"))
                .forEach(entry -> secure(entry.signed()));
    }

    /** Makes the block durable, unless it is. */
    void secure(SignedBlock block) {
        if (secured.putIfAbsent(block.id(), block) == null) {
            persist(new Promise.Kept(block));
        }
    }

    /**
     * A block that is missing between the decided head and a prepared one: the stored chain lost its end in a crash,
     * and until it is back this member cannot show what it holds, so it must not report. Empty if all is well.
     */
    Optional<Digest> gap() {
        return prepared.values().stream().flatMap(certificate -> gapBelow(certificate.block()).stream()).findFirst();
    }

    private Optional<Digest> gapBelow(BlockRef block) {
        Digest at = block.id();
        long height = block.height();
        for (SignedBlock next = secured.get(at); next != null; next = secured.get(at)) {
            at = next.block().parent();
            height = next.block().height() - 1;
        }
        return height > tree.head().height() ? Optional.of(at) : Optional.empty();
    }

    /** What it holds, for the view it waits for; empty while it cannot show all of it. */
    Optional<Change> report() {
        List<SignedBlock> path = Carried.chain(tree.head().id(), prepared.values(), secured);
        if (gap().isPresent() || path.size() > Change.MOST) {
            return Optional.empty();
        }
        List<Certificate> shown = prepared.values().stream()
                .filter(certificate -> path.stream().anyMatch(block -> block.id().equals(certificate.block().id())))
                .toList();
        Change unsigned = new Change(committee().epoch(), view, self(), decided, shown, path, NO_SIGNATURE);
        return Optional.of(unsigned.signed(sign(unsigned.statement(committee().chainId()))));
    }
}
