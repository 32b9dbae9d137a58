package org.credence.consensus.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.credence.base.Digest;
import org.credence.consensus.engine.ChainView;
import org.credence.consensus.engine.Promise;
import org.credence.consensus.engine.Promises;
import org.credence.consensus.part.BlockRef;
import org.credence.consensus.part.Certificate;
import org.credence.consensus.part.Committee;
import org.credence.consensus.part.DecidedHeader;
import org.credence.consensus.part.Leadership;
import org.credence.consensus.part.Opening;
import org.credence.consensus.part.SignedBlock;
import org.credence.consensus.part.Timing;
import org.credence.crypto.Signer;

/** What the components of one FastCore share: which view it is in and what it has promised. */
final class Replica extends Seat {

    final Leadership leadership;
    final Digest genesisId;
    final BlockTree tree;
    final Convictions convictions = new Convictions();

    private long view;
    private boolean active;
    private Optional<Opening> opening = Optional.empty();
    private int failures;
    private long movedMicros;
    private Optional<SignedBlock> tip;
    private boolean tipDecided;
    private Optional<Certificate> highest;
    private Optional<DecidedHeader> decided;
    private final TreeMap<Long, Opening> openings = new TreeMap<>();
    /** Blocks above the decided head that are durable here: those it CONFIRMed and those it keeps. */
    private final TreeMap<Digest, SignedBlock> secured = new TreeMap<>();

    Replica(Committee committee, int self, Leadership leadership, Timing timing, Signer signer, ChainView chain,
            Promises promises) {
        super(committee, self, signer, timing);
        this.leadership = leadership;
        this.genesisId = chain.genesisId();
        this.tree = new BlockTree(committee, leadership, chain);
        this.decided = chain.decided();
        this.tip = promises.tip();
        this.tipDecided = chain.tipDecided();
        this.highest = promises.highest();
        promises.openings().forEach(o -> openings.put(o.view(), o));
        Stream.concat(promises.confirmed().stream(), promises.kept().stream())
                .filter(block -> block.block().height() > chain.height())
                .forEach(block -> secured.put(block.id(), block));
        this.view = promises.view();
        this.opening = Optional.ofNullable(openings.get(view));
        this.active = view == 0 || opening.isPresent();
    }

    /** When it last decided or changed its view. */
    long movedMicros() {
        return movedMicros;
    }

    @Override
    public long height() {
        return tree.head().height();
    }

    @Override
    public List<Long> nextSequences() {
        return tree.head().nextSequences();
    }

    long view() {
        return view;
    }

    /** Whether it votes in its view; otherwise it waits for the view to open. */
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

    /** Hash of what opened the view, as its headers carry it; zero in view 0. */
    Digest openingHash() {
        return opening.map(o -> o.hash(committee().chainId())).orElse(Digest.ZERO);
    }

    /** The view's progress certificate; empty in view 0 and while the view is not open. */
    Optional<Opening> opening() {
        return opening;
    }

    /** The progress certificate of some view, if it is still remembered. */
    Optional<Opening> opening(long ofView) {
        return Optional.ofNullable(openings.get(ofView));
    }

    /**
     * Whether it could prove that the view was opened. A CC of a view that it could not must not displace one of a view
     * that it can, or
     * its next report would be refused.
     */
    boolean justified(long ofView) {
        return ofView == 0 || openings.containsKey(ofView);
    }

    long baseHeight() {
        return opening.map(o -> o.selection().baseHeight()).orElse(0L);
    }

    Digest baseId() {
        return opening.map(o -> o.selection().baseId()).orElse(genesisId);
    }

    /** Last block it CONFIRMed. */
    Optional<SignedBlock> tip() {
        return tip;
    }

    boolean tipInView() {
        return tip.filter(t -> t.block().view() == view).isPresent();
    }

    /** The block its next vote must extend (P§1.3 rule 2): its tip of this view, else the view's base. */
    Digest anchor() {
        return tipInView() ? tip.orElseThrow().id() : baseId();
    }

    /** Whether the anchor is known to lie on the decided chain. */
    boolean anchorDecided() {
        return tipInView() ? tipDecided : baseHeight() <= tree.head().height();
    }

    Optional<Certificate> highest() {
        return highest;
    }

    /** Proof of the decided head; empty at genesis. */
    Optional<DecidedHeader> decided() {
        return decided;
    }

    /** Leaves the view; no vote in a lower view will follow. */
    void leaveFor(long newView) {
        requireLater(newView);
        view = newView;
        active = false;
        opening = Optional.empty();
        failures++;
        movedMicros = now();
        persist(new Promise.Entered(newView));
    }

    /** Enters the view that a progress certificate opens. */
    void enter(Opening certificate) {
        if (certificate.view() > view) {
            persist(new Promise.Entered(certificate.view()));
        } else if (certificate.view() < view || active) {
            throw new AssertionError("entering view " + certificate.view() + " from view " + view);
        }
        view = certificate.view();
        active = true;
        opening = Optional.of(certificate);
        openings.put(view, certificate);
        movedMicros = now();
        openings.keySet().removeIf(v -> v < view && !referenced(v));
        persist(new Promise.Opened(certificate));
    }

    void confirmed(SignedBlock block) {
        if (!active || block.block().view() != view) {
            throw new AssertionError("S4: vote in view " + block.block().view() + " from view " + view);
        }
        secureBelow(block);
        tip = Optional.of(block);
        tipDecided = false;
        secured.put(block.id(), block);
        persist(new Promise.Confirmed(block));
    }

    void certified(Certificate certificate, SignedBlock block) {
        secureBelow(block);
        secure(block);
        highest = Optional.of(certificate);
        persist(new Promise.Certified(certificate));
    }

    void decided(DecidedHeader proof, Digest id) {
        decided = Optional.of(proof);
        tipDecided |= tip.filter(t -> t.id().equals(id)).isPresent();
        failures = 0;
        movedMicros = now();
        secured.values().removeIf(block -> block.block().height() <= proof.height());
    }

    /** A vote or a CC is worth as much as the path that can be shown for it, also after a crash (P§1.4). */
    private void secureBelow(SignedBlock block) {
        tree.path(tree.head().id(), block.block().parent())
                .orElseThrow(() -> new AssertionError("S4: vote or CC on a block without a path from the decided head"))
                .forEach(entry -> secure(entry.signed()));
    }

    /** Makes the block durable, unless it is. */
    void secure(SignedBlock block) {
        if (secured.putIfAbsent(block.id(), block) == null) {
            persist(new Promise.Kept(block));
        }
    }

    /**
     * A block that is missing between the decided head and the tip or the highest CC: the stored chain lost its end in
     * a crash, and until it
     * is back this member cannot say what it voted for, so it must not report (P§1.5 F3 to F5 count on reports). Empty
     * if all is well.
     */
    Optional<Digest> gap() {
        return tip.map(SignedBlock::ref).flatMap(this::gapBelow)
                .or(() -> highest.map(Certificate::block).flatMap(this::gapBelow));
    }

    /** What a report shows for a block: the path from the decided head to it; empty if it is not above the head. */
    Optional<List<SignedBlock>> secured(Digest id) {
        List<SignedBlock> path = new ArrayList<>();
        Digest at = id;
        for (SignedBlock next = secured.get(at); next != null; next = secured.get(at)) {
            path.addFirst(next);
            at = next.block().parent();
        }
        return at.equals(tree.head().id()) && !path.isEmpty() ? Optional.of(path) : Optional.empty();
    }

    private Optional<Digest> gapBelow(BlockRef block) {
        if (block.height() <= tree.head().height()) {
            return Optional.empty();
        }
        Digest at = block.id();
        long height = block.height();
        for (SignedBlock next = secured.get(at); next != null; next = secured.get(at)) {
            at = next.block().parent();
            height = next.block().height() - 1;
        }
        return height > tree.head().height() ? Optional.of(at) : Optional.empty();
    }

    private boolean referenced(long ofView) {
        return tip.filter(t -> t.block().view() == ofView).isPresent()
                || highest.filter(c -> c.block().view() == ofView).isPresent();
    }

    private void requireLater(long newView) {
        if (newView <= view) {
            throw new AssertionError("leaving view " + view + " for view " + newView);
        }
    }
}
