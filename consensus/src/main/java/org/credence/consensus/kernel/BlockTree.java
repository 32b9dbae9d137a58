package org.credence.consensus.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.credence.base.Digest;
import org.credence.base.Limits;
import org.credence.base.block.BatchRef;
import org.credence.base.block.Block;
import org.credence.base.block.Header;
import org.credence.consensus.engine.ChainView;
import org.credence.consensus.engine.Reason;
import org.credence.consensus.part.Availability;
import org.credence.consensus.part.Base;
import org.credence.consensus.part.Committee;
import org.credence.consensus.part.Footing;
import org.credence.consensus.part.Leadership;
import org.credence.consensus.part.SignedBlock;

/**
 * The undecided blocks that grow on the decided head. Holds only blocks whose ancestors it holds and whose place in the
 * chain is valid
 * (P§1.3 rules 3 and 4); what arrives too early waits in a bounded buffer.
 */
public final class BlockTree {

    /** Blocks that wait for their parent, at most. */
    private static final int ORPHANS = 4 * Limits.WINDOW;
    /** Undecided heights that are kept at all: a faster member may be a window ahead. */
    public static final int REACH = Limits.UNDECIDED + Limits.WINDOW;
    /** Rival blocks kept for one place: two prove equivocation, more are taken only when certified. */
    private static final int RIVALS = 2;

    private final Committee committee;
    private final Leadership leadership;
    private final long last;
    private final TreeMap<Digest, Entry> entries = new TreeMap<>();
    private final TreeMap<Digest, SignedBlock> orphans = new TreeMap<>();
    private Place head;

    /**
     * @param last the epoch's last height. Above it stands only what decides what an earlier view left there: a view's
     *             first block, empty; it is never decided itself.
     */
    public BlockTree(Committee committee, Leadership leadership, ChainView chain, long last) {
        this.committee = committee;
        this.last = last;
        this.leadership = leadership;
        this.head = Place.of(chain);
    }

    /**
     * A point a block can grow on.
     *
     * @param view          view of the block there; 0 at the epoch's base
     * @param timeMs        its time
     * @param stateHeight   the state it commits to
     * @param nextSequences per author, the sequence its next batch must have above this block
     */
    public record Place(long height, Digest id, long view, long timeMs, long stateHeight, List<Long> nextSequences) {

        /** The decided head of a stored chain. */
        public static Place of(ChainView chain) {
            Base base = chain.base();
            return chain.decided().map(decided -> on(decided.header(), chain.id(), chain.nextSequences()))
                    .orElseGet(() -> new Place(base.height(), base.id(), 0, base.timeMs(), base.stateHeight(),
                            chain.nextSequences()));
        }

        private static Place on(Header header, Digest id, List<Long> nextSequences) {
            return new Place(header.height(), id, header.view(), header.timeMs(), header.stateHeight(), nextSequences);
        }

        /** The point on top of a block that stands here. */
        public Place above(Block block) {
            List<Long> next = new ArrayList<>(nextSequences);
            for (BatchRef ref : block.batches()) {
                next.set(ref.head().author(), ref.head().sequence() + 1);
            }
            return on(block.header(), block.id(), List.copyOf(next));
        }

        /** Whether a block can stand here, whoever proposed it ({@link Footing}). */
        public boolean takes(Block block, Committee committee) {
            Header next = block.header();
            return next.chainId().equals(committee.chainId()) && next.epoch() == committee.epoch()
                    && new Footing(height, id, view, timeMs, stateHeight).takes(next) && inSequence(block, committee);
        }

        /** Each author's batches without a gap, each vouched for or inline. */
        private boolean inSequence(Block block, Committee committee) {
            List<Long> next = new ArrayList<>(nextSequences);
            for (BatchRef ref : block.batches()) {
                int author = ref.head().author();
                if (!committee.has(author) || ref.head().sequence() != next.get(author)
                        || !Availability.orderable(ref, block.header().proposer(), committee.quorum())) {
                    return false;
                }
                next.set(author, ref.head().sequence() + 1);
            }
            return true;
        }
    }

    /** A block of the tree and the place on top of it. */
    public record Entry(SignedBlock signed, Place place) {

        public Block block() {
            return signed.block();
        }
    }

    /** What became of a block that was added. */
    public sealed interface Added {

        /**
         * It and the orphans that waited for it are in the tree, parents first.
         *
         * @param misfits orphans that waited for one of them and cannot stand on it
         */
        record Joined(List<Entry> entries, List<SignedBlock> misfits) implements Added {}

        /** It waits for its parent. */
        record Waits() implements Added {}

        /** It is not kept; if {@code invalid}, no correct proposer signs such a block. */
        record Refused(Reason reason, boolean invalid) implements Added {}
    }

    public Place head() {
        return head;
    }

    public Optional<Entry> find(Digest id) {
        return Optional.ofNullable(entries.get(id));
    }

    /** The place of a block of the tree, or of the head. */
    public Optional<Place> place(Digest id) {
        return id.equals(head.id()) ? Optional.of(head) : find(id).map(Entry::place);
    }

    public boolean isEmpty() {
        return entries.isEmpty();
    }

    /** Whether a block of the view is undecided. */
    public boolean holds(long view) {
        for (Entry entry : entries.values()) {
            if (entry.block().view() == view) {
                return true;
            }
        }
        return false;
    }

    /** All undecided blocks, in the order of their ids. */
    public List<Entry> all() {
        return List.copyOf(entries.values());
    }

    /** Parents that orphans wait for. */
    public List<SignedBlock> orphans() {
        return List.copyOf(orphans.values());
    }

    /** Adds a block; {@code certified} ones are kept even if the place has rivals enough. */
    public Added add(SignedBlock signed, boolean certified) {
        Block block = signed.block();
        if (entries.containsKey(signed.id())) {
            return new Added.Refused(Reason.DUPLICATE, false);
        }
        if (block.height() <= head.height()) {
            return new Added.Refused(Reason.STALE_HEIGHT, false);
        }
        if (block.height() > head.height() + REACH) {
            return new Added.Refused(Reason.BEYOND_WINDOW, false);
        }
        Optional<Place> parent = place(block.parent());
        if (parent.isEmpty()) {
            return wait(signed);
        }
        if (!fits(block, parent.get())) {
            return new Added.Refused(Reason.INVALID_BLOCK, true);
        }
        if (!certified && rivals(block) >= RIVALS) {
            return new Added.Refused(Reason.BUFFER_FULL, false);
        }
        Added.Joined joined = new Added.Joined(new ArrayList<>(), new ArrayList<>());
        join(signed, parent.get(), joined);
        return joined;
    }

    /**
     * The blocks from just above {@code ancestor} up to {@code id}, ascending; empty if it does not descend from there.
     */
    public Optional<List<Entry>> path(Digest ancestor, Digest id) {
        List<Entry> path = new ArrayList<>();
        Digest at = id;
        while (!at.equals(ancestor)) {
            Entry entry = entries.get(at);
            if (entry == null) {
                return Optional.empty();
            }
            path.addFirst(entry);
            at = entry.block().parent();
        }
        return Optional.of(path);
    }

    /** Whether the block descends from {@code ancestor} through blocks of the view alone, itself included. */
    public boolean descends(Digest ancestor, Digest id, long view) {
        Digest at = id;
        while (!at.equals(ancestor)) {
            Entry entry = entries.get(at);
            if (entry == null || entry.block().view() != view) {
                return false;
            }
            at = entry.block().parent();
        }
        return true;
    }

    /** Makes a block of the tree the head; it and its rivals leave the tree. */
    public void decide(Entry decided) {
        head = decided.place();
        prune();
    }

    /** Makes a decided block the head that need not have been in the tree; its parent is the head. */
    public void adopt(Block decided) {
        head = head.above(decided);
        prune();
    }

    private void prune() {
        orphans.values().removeIf(orphan -> orphan.block().height() <= head.height());
        entries.values().removeIf(entry -> entry.block().height() <= head.height()
                || path(head.id(), entry.signed().id()).isEmpty());
        for (SignedBlock orphan : orphans()) {
            if (orphans.containsKey(orphan.id()) && place(orphan.block().parent()).isPresent()) {
                orphans.remove(orphan.id());
                add(orphan, false);
            }
        }
    }

    private Added wait(SignedBlock signed) {
        if (orphans.size() >= ORPHANS) {
            return new Added.Refused(Reason.BUFFER_FULL, false);
        }
        orphans.put(signed.id(), signed);
        return new Added.Waits();
    }

    private void join(SignedBlock signed, Place parent, Added.Joined joined) {
        Entry entry = new Entry(signed, parent.above(signed.block()));
        entries.put(signed.id(), entry);
        joined.entries().add(entry);
        for (SignedBlock orphan : orphans()) {
            if (orphan.block().parent().equals(signed.id())) {
                orphans.remove(orphan.id());
                if (fits(orphan.block(), entry.place())) {
                    join(orphan, entry.place(), joined);
                } else {
                    joined.misfits().add(orphan);
                }
            }
        }
    }

    private long rivals(Block block) {
        return entries.values().stream()
                .filter(e -> e.block().height() == block.height() && e.block().view() == block.view()).count();
    }

    /** Whether a correct proposer could have put the block here; signatures are already checked. */
    private boolean fits(Block block, Place parent) {
        boolean closing = block.batches().isEmpty() && block.view() > parent.view();
        return (block.height() <= last || closing) && block.header().proposer() == leadership.leader(block.view())
                && parent.takes(block, committee);
    }
}
