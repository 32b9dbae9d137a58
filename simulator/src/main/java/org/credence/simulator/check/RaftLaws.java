package org.credence.simulator.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.credence.base.Digest;
import org.credence.base.block.Block;
import org.credence.consensus.engine.Promise;
import org.credence.consensus.message.RaftMessage;
import org.credence.consensus.part.BlockRef;
import org.credence.simulator.result.Invariant;

/**
 * R1 to R3, and S4 as it applies to Raft: what its paper proves of it (figure 3), read off what members made durable.
 * Its fifth property, state machine safety, is S1.
 */
final class RaftLaws {

    private record Place(long view, long height) {}

    /** What one member has on its disk. */
    private static final class Member {
        private final Map<Long, Integer> votes = new HashMap<>();
        private final TreeMap<Long, Block> log = new TreeMap<>();
        /** Also what has been overwritten since: a message may leave in the same run as the overwriting. */
        private final Map<Digest, Long> logged = new HashMap<>();
        private Digest decided;
        private long decidedHeight;

        private Member(Digest genesis) {
            decided = genesis;
        }

        private Digest tip() {
            return log.isEmpty() || log.lastKey() < decidedHeight ? decided : log.lastEntry().getValue().id();
        }
    }

    private final Watch watch;
    private final Lineage lineage;
    private final List<Member> members = new ArrayList<>();
    private final Map<Place, Digest> blocks = new HashMap<>();
    private final TreeMap<Long, Integer> leaders = new TreeMap<>();
    /** Where each view's leader stood when it first spoke. */
    private final TreeMap<Long, Digest> bases = new TreeMap<>();
    private final Frontier frontier;

    RaftLaws(int members, Lineage lineage, Frontier frontier, Watch watch) {
        this.watch = watch;
        this.frontier = frontier;
        this.lineage = lineage;
        for (int i = 0; i < members; i++) {
            this.members.add(new Member(lineage.genesis()));
        }
    }

    /** A correct member's promise is durable. */
    void promised(int member, Promise promise) {
        Member of = members.get(member);
        if (promise instanceof Promise.Voted(long view, int candidate)) {
            Integer other = of.votes.putIfAbsent(view, candidate);
            watch.require(other == null || other == candidate, Invariant.S4, member, () -> "two votes in view " + view);
        }
        if (promise instanceof Promise.Logged(Block block)) {
            logged(member, of, block);
        }
    }

    /** R2: equal places hold equal blocks, and as blocks name their parents, so do all places below. */
    private void logged(int member, Member of, Block block) {
        Digest other = blocks.putIfAbsent(new Place(block.view(), block.height()), block.id());
        watch.require(other == null || other.equals(block.id()), Invariant.R2, member,
                () -> "logs differ at view " + block.view() + " height " + block.height());
        of.log.tailMap(block.height(), true).clear();
        Block below = of.log.get(block.height() - 1);
        watch.require(below == null || below.id().equals(block.parent()), Invariant.R2, member,
                () -> block + " does not stand on what the log holds below it");
        of.log.put(block.height(), block);
        of.logged.put(block.id(), block.height());
    }

    /** A correct member decided. */
    void decided(int member, Block block) {
        Member of = members.get(member);
        of.decided = block.id();
        of.decidedHeight = block.height();
    }

    /** A message leaves a correct member. */
    void sent(int member, RaftMessage message) {
        Member of = members.get(member);
        switch (message) {
            case RaftMessage.Append append -> leads(member, of, append);
            case RaftMessage.Appended appended -> appended.holdings().forEach(holding -> watch.require(
                    of.logged.containsKey(holding.block().id()), Invariant.S4, member,
                    () -> "acknowledges height " + holding.block().height() + " that is not durable"));
            case RaftMessage.Vote vote -> watch.require(
                    vote.trial() || !vote.granted() || of.votes.containsKey(vote.view()), Invariant.S4, member,
                    () -> "vote in view " + vote.view() + " sent but not durable");
            case RaftMessage.VoteRequest request -> watch.require(
                    request.trial() || Integer.valueOf(member).equals(of.votes.get(request.view())), Invariant.S4,
                    member, () -> "stands in view " + request.view() + " without its own vote");
            case RaftMessage.Mismatch _,RaftMessage.Behind _ -> {}
        }
    }

    /** R1, and at a leader's first word R3. */
    private void leads(int member, Member of, RaftMessage.Append append) {
        Integer other = leaders.putIfAbsent(append.view(), member);
        watch.require(other == null || other == member, Invariant.R1, member,
                () -> "leads view " + append.view() + " beside member " + other);
        for (Block block : append.blocks()) {
            lineage.add(block);
            watch.require(block.height() <= of.decidedHeight
                    || of.logged.containsKey(block.id()), Invariant.S4, member,
                    () -> "sends height " + block.height() + " that is not durable");
        }
        if (other == null) {
            bases.put(append.view(), of.tip());
            frontier.below(append.view()).forEach(block -> complete(member, append.view(), block));
        }
    }

    /** A block is new on the frontier. */
    void decidable(int member, BlockRef block) {
        bases.tailMap(block.view(), false).keySet().forEach(view -> complete(member, view, block));
    }

    void forget(Past past) {
        blocks.keySet().removeIf(place -> place.height() <= past.height());
        leaders.headMap(past.view(), true).clear();
        bases.headMap(past.view(), true).clear();
        for (Member of : members) {
            of.votes.keySet().removeIf(view -> view <= past.view());
            of.log.headMap(past.height(), true).clear();
            of.logged.values().removeIf(height -> height <= past.height());
        }
    }

    /** Places, views and entries that are remembered. */
    int kept() {
        return blocks.size() + leaders.size() + bases.size()
                + members.stream().mapToInt(of -> of.votes.size() + of.log.size() + of.logged.size()).sum();
    }

    private void complete(int member, long view, BlockRef block) {
        Digest base = bases.getOrDefault(view, lineage.genesis());
        watch.require(lineage.ancestor(base, block.height()).filter(block.id()::equals).isPresent(), Invariant.R3,
                member, () -> "the leader of view " + view + " lacks height " + block.height() + " decided in view "
                        + block.view());
    }
}
