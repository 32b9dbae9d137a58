package org.credence.lab.cbft;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.credence.base.Digest;
import org.credence.base.block.Block;
import org.credence.base.block.Header;
import org.credence.consensus.engine.Cause;
import org.credence.consensus.engine.ChainView;
import org.credence.consensus.engine.Effect;
import org.credence.consensus.engine.Promise;
import org.credence.consensus.kernel.Seat;
import org.credence.consensus.part.Certificate;
import org.credence.consensus.part.Committee;
import org.credence.consensus.part.DecidedHeader;
import org.credence.consensus.part.Decision;
import org.credence.consensus.part.Epoch;
import org.credence.consensus.part.SignedBlock;
import org.credence.consensus.part.Timing;
import org.credence.crypto.Signer;

/** One member of the published form: its chain, its view, and the block it stands for. */
final class Replica extends Seat {

    private final CreditTable table;
    private final Reading reading;
    private final Digest genesis;
    private final TreeMap<Long, Digest> decided = new TreeMap<>();
    private Optional<DecidedHeader> checkpoint;
    private Optional<Header> head;
    private List<Long> next;
    private long view;
    private boolean active = true;
    /** The block above the head that it has CONFIRMed last. */
    private Optional<SignedBlock> accepted = Optional.empty();

    Replica(Committee committee, int self, Signer signer, Timing timing, CreditTable table, Reading reading,
            ChainView chain) {
        super(Epoch.endless(committee), self, signer, timing);
        this.table = table;
        this.reading = reading;
        genesis = chain.base().id();
        checkpoint = chain.decided();
        head = checkpoint.map(DecidedHeader::header);
        head.ifPresent(header -> decided.put(header.height(), header.id()));
        next = chain.nextSequences();
    }

    @Override
    public long height() {
        return head.map(Header::height).orElse(0L);
    }

    @Override
    public List<Long> nextSequences() {
        return next;
    }

    Digest headId() {
        return head.map(Header::id).orElse(genesis);
    }

    Optional<Header> head() {
        return head;
    }

    /** The highest decided block, with its proof. */
    Optional<DecidedHeader> checkpoint() {
        return checkpoint;
    }

    /** Whether this member decided that block at that height. */
    boolean hasDecided(long height, Digest id) {
        return id.equals(decided.get(height));
    }

    Reading reading() {
        return reading;
    }

    long view() {
        return view;
    }

    /** Whether it takes part in its view; it does not once it has broadcast VIEW-CHANGE. */
    boolean active() {
        return active;
    }

    /** The primary of a view, as this member's own table has it. */
    int primary(long ofView) {
        return table.leader(ofView);
    }

    /** Not itself: the published form has no batch inside a proposal, so the primary's own go to verifiers too. */
    @Override
    public OptionalInt orderer() {
        return primary(view) == self() ? OptionalInt.empty() : OptionalInt.of(primary(view));
    }

    boolean leads() {
        return active && primary(view) == self();
    }

    /** How many equal messages suffice. */
    int printedQuorum() {
        return PrintedQuorum.of(quorum().n());
    }

    /** Leaves its view, or enters the next one. */
    void move(long to, boolean enters, Cause cause) {
        if (to > view) {
            emit(new Effect.Moved(view, to, cause));
            persist(new Promise.Entered(to));
        }
        view = to;
        active = enters;
    }

    Optional<SignedBlock> accepted() {
        return accepted;
    }

    void accept(SignedBlock block) {
        accepted = Optional.of(block);
        persist(new Promise.Confirmed(block));
    }

    /** Decides the block above the head. */
    void decide(Block block, Certificate certificate) {
        Decision decision = new Decision(block, List.of(), certificate);
        emit(new Effect.Commit(decision));
        checkpoint = Optional.of(decision.header());
        head = Optional.of(block.header());
        decided.put(block.height(), block.id());
        accepted = Optional.empty();
        List<Long> after = new ArrayList<>(next);
        block.batches().forEach(batch -> after.set(batch.head().author(), batch.head().sequence() + 1));
        next = List.copyOf(after);
    }
}
