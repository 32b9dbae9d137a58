package org.credence.consensus.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.credence.base.Digest;
import org.credence.consensus.engine.ChainView;
import org.credence.consensus.engine.Promise;
import org.credence.consensus.engine.Promises;
import org.credence.consensus.part.Certificate;
import org.credence.consensus.part.DecidedHeader;
import org.credence.consensus.part.Epoch;
import org.credence.consensus.part.Leadership;
import org.credence.consensus.part.Opening;
import org.credence.consensus.part.SignedBlock;
import org.credence.consensus.part.Timing;
import org.credence.crypto.Signer;

/** What the components of one FastCore share: which view it is in and what it has promised. */
final class Replica extends ViewSeat {

    private Optional<Opening> opening;
    private Digest openingHash;
    private Optional<SignedBlock> tip;
    private boolean tipDecided;
    private Optional<Certificate> highest;
    private final TreeMap<Long, Opening> openings = new TreeMap<>();

    Replica(Epoch epoch, int self, Leadership leadership, Timing timing, Signer signer, ChainView chain,
            Promises promises) {
        super(epoch, self, leadership, timing, signer, chain, promises,
                promises.openings().stream().anyMatch(o -> o.view() == promises.view()));
        this.tip = promises.tip();
        this.tipDecided = chain.tipDecided();
        this.highest = promises.highest();
        promises.openings().forEach(o -> openings.put(o.view(), o));
        this.opening = Optional.ofNullable(openings.get(view()));
        this.openingHash = opening.map(o -> o.hash(committee().chainId())).orElse(Digest.ZERO);
        tip.map(SignedBlock::ref).ifPresent(this::requireShown);
        highest.map(Certificate::block).ifPresent(this::requireShown);
    }

    /** Hash of what opened the view, as its headers carry it; zero in view 0. */
    Digest openingHash() {
        return openingHash;
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

    @Override
    public long baseHeight() {
        return opening.map(o -> o.selection().baseHeight()).orElse(base.height());
    }

    Digest baseId() {
        return opening.map(o -> o.selection().baseId()).orElse(base.id());
    }

    /** Last block it CONFIRMed. */
    Optional<SignedBlock> tip() {
        return tip;
    }

    boolean tipInView() {
        return tip.filter(t -> t.block().view() == view()).isPresent();
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

    @Override
    public void leaveFor(long later) {
        super.leaveFor(later);
        opening = Optional.empty();
        openingHash = Digest.ZERO;
    }

    /** Enters the view that a progress certificate opens. */
    void enter(Opening certificate) {
        if (certificate.view() > view()) {
            persist(new Promise.Entered(certificate.view()));
        }
        begun(certificate.view());
        opening = Optional.of(certificate);
        openingHash = certificate.hash(committee().chainId());
        openings.put(view(), certificate);
        openings.keySet().removeIf(v -> v < view() && !referenced(v));
        persist(new Promise.Opened(certificate));
    }

    void confirmed(SignedBlock block) {
        if (!active() || block.block().view() != view()) {
            throw new AssertionError("S4: vote in view " + block.block().view() + " from view " + view());
        }
        secureUpTo(block.block().parent());
        tip = Optional.of(block);
        tipDecided = false;
        secured.put(block.id(), block);
        persist(new Promise.Confirmed(block));
    }

    void certified(Certificate certificate, SignedBlock block) {
        secureUpTo(block.block().parent());
        secure(block);
        highest = Optional.of(certificate);
        persist(new Promise.Certified(certificate));
    }

    void decided(DecidedHeader proof, Digest id) {
        tipDecided |= tip.filter(t -> t.id().equals(id)).isPresent();
        decided(proof);
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

    private boolean referenced(long ofView) {
        return tip.filter(t -> t.block().view() == ofView).isPresent()
                || highest.filter(c -> c.block().view() == ofView).isPresent();
    }
}
