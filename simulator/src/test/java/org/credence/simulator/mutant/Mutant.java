package org.credence.simulator.mutant;

import java.util.List;
import java.util.Set;
import org.credence.consensus.part.Quorum;
import org.credence.consensus.protocol.Protocol;
import org.credence.simulator.setup.Fault;
import org.credence.simulator.setup.Options;

/**
 * A mistake in the kernel that somebody could make. The simulator finds each within {@link #WITHIN} seeds; the seed
 * given
 * is the first that does, so that a test takes seconds. When the kernel changes, a search from there on finds another.
 */
enum Mutant {
    /** Promises go to the disk one step after the messages that rest on them. */
    SENDS_BEFORE_IT_PROMISES(Protocol.CBFT, 4, 1, Mistakes.sendsBeforeItPromises()),
    /** The fast quorum is one too small. */
    FAST_QUORUM_TOO_SMALL(Protocol.CBFT, 4, 1, Mistakes.LISTS_EVERY_VOTE, new Patch("kernel/Voting.java",
            "confirms.decides(replica.quorum())", "confirms.votes().size() >= replica.quorum().fast() - 1")),
    /** A CC takes one vote too few. */
    CC_TOO_SMALL(Protocol.CBFT, 7, 1, Mistakes.LISTS_EVERY_VOTE, new Patch("kernel/Voting.java",
            "confirms.certifies(replica.quorum())", "confirms.votes().size() >= replica.quorum().slow() - 1")),
    /** COMMITs decide one vote too early. */
    SLOW_QUORUM_TOO_SMALL(Protocol.CBFT, 7, 1, Mistakes.LISTS_EVERY_VOTE, new Patch("kernel/Voting.java",
            "commits.decides(replica.quorum())", "commits.votes().size() >= replica.quorum().slow() - 1")),
    /** One report too few opens a view. */
    TOO_FEW_REPORTS(Protocol.CBFT, 4, 1,
            new Patch("kernel/Views.java", "limit(replica.quorum().change())", "limit(replica.quorum().change() - 1)"),
            new Patch("kernel/Views.java", "if (chosen.size() < replica.quorum().change()) {",
                    "if (chosen.size() < replica.quorum().change() - 1) {"),
            new Patch("kernel/ChangeRules.java", "changes.size() != committee.quorum().change()",
                    "changes.size() != committee.quorum().change() - 1")),
    /** A view opens with one VIEW_READY too few. */
    OPENING_TOO_SMALL(Protocol.CBFT, 4, 1,
            new Patch("kernel/Views.java", "votes.size() >= replica.quorum().slow()",
                    "votes.size() >= replica.quorum().slow() - 1"),
            new Patch("kernel/Views.java", "!opening.holds(replica.quorum())",
                    "opening.votes().size() < replica.quorum().slow() - 1"),
            new Patch("kernel/ChangeRules.java", "o.epoch() == committee.epoch() && o.holds(quorum)",
                    "o.epoch() == committee.epoch() && o.votes().size() >= quorum.slow() - 1")),
    /** A reported tip needs no opening of its view (P§1.5: where naive fast-path view changes break). */
    TIP_WITHOUT_OPENING(Protocol.CBFT, 4, 4, "network,crash,invents_tip", new Patch("kernel/ChangeRules.java",
            "(block.view() == 0 || openingOf(block.view(), change).isPresent())", "true")),
    /** Who sends a vote twice counts twice. */
    DUPLICATE_VOTER_COUNTS(Protocol.CBFT, 4, 1, Mistakes.countsDuplicates()),
    /** A CC of a view that was left still brings a COMMIT. */
    COMMITS_A_STALE_CERTIFICATE(Protocol.CBFT, 6, 2,
            new Patch("kernel/Voting.java", "b.view() == replica.view() && b.height() >= height",
                    "b.height() >= height"),
            new Patch("kernel/Voting.java",
                    "if (replica.active() && block.view() == replica.view()\n                && fastLane",
                    "if (replica.active() && fastLane")),
    /** A member enters a view by an opening although it has left that view. */
    ENTERS_A_STALE_VIEW(Protocol.CBFT, 4, 6,
            new Patch("kernel/Views.java", "} else if (opening.view() < replica.view() || opening.view()",
                    "} else if (opening.view()"),
            new Patch("kernel/ViewSeat.java", "if (later < view || later == view && active) {",
                    "if (active && later <= view) {")),
    /** The view's timer runs on although blocks are decided. */
    TIMER_NOT_CANCELLED(Protocol.CBFT, 4, 3,
            new Patch("kernel/FastCore.java", "core().watch().onDecided();\n", ""),
            new Patch("kernel/LeaderWatch.java", "} else if (!busy && timed) {", "} else if (false) {")),
    /** What is decided is handed to execution twice. */
    APPLIES_TWICE(Protocol.CBFT, 4, 1, new Patch("kernel/Voting.java",
            "replica.emit(new Effect.Commit(decision));\n            replica",
            "replica.emit(new Effect.Commit(decision));\n replica.emit(new Effect.Commit(decision));\n replica")),
    /** A batch that an earlier block has ordered is ordered again. */
    ORDERS_TWICE(Protocol.CBFT, 4, 1, Mistakes.ordersTwice()),
    /** A member votes for a block although it lacks a batch that only the block carries (P§1.3 rule 4). */
    VOTES_WITHOUT_THE_BATCH(Protocol.CBFT, 4, 119, new Patch("kernel/Verdicts.java",
            "&& !bodies.complete(block);", "&& false;")),
    /** An inline batch is not on disk when its block is voted for. */
    KEEPS_THE_BATCH_IN_MEMORY(Protocol.CBFT, 4, 1, new Patch("kernel/Bodies.java",
            "seat.persist(new Promise.Held(batch));", "")),
    /** A vote in the view's block may leave out the block it voted for before (P§1.3 rule 2). */
    FORGETS_THE_PATH(Protocol.CBFT, 4, 1, new Patch("kernel/Replica.java",
            "return tipInView() ? tip.orElseThrow().id() : baseId();", "return baseId();")),
    /** A member that restarts does not know any more which view it left. */
    FORGETS_ITS_VIEW(Protocol.CBFT, 4, 5, new Patch("kernel/ViewSeat.java",
            "this.view = promises.view();", "this.view = 0;")),
    /** Reports of equivocators count (A-C2). */
    EQUIVOCATOR_COUNTS(Protocol.CBFT, 4, 1, new Patch("kernel/Select.java",
            "if (changes.stream().anyMatch(change -> equivocators.contains(change.voter()))) {", "if (false) {"),
            new Patch("kernel/Select.java", "reports.equivocators(evidence)", "new java.util.TreeSet<Integer>()"),
            new Patch("kernel/Views.java", "rule.excludesEquivocators() &&", "false &&")),
    /** Whatever is signed by the accused is believed, be it wrong or not. */
    BELIEVES_ACCUSERS(Protocol.CBFT, 4, 1, "network,crash,false_evidence", new Patch("kernel/FastCore.java",
            "if (!proofs.convicts(evidence)) {", "if (false) {")),
    /** A leader keeps less than its reports oblige it to, and others do not see it. */
    KEEPS_TOO_LITTLE(Protocol.CBFT, 4, 6, new Patch("kernel/Select.java",
            "top.flatMap(reports::path).orElse(List.of()).stream()",
            "top.flatMap(reports::path).orElse(List.of()).stream().limit(1)")),
    /** As {@link #SENDS_BEFORE_IT_PROMISES}. */
    PBFT_SENDS_BEFORE_IT_PROMISES(Protocol.PBFT, 4, 1, Mistakes.sendsBeforeItPromises()),
    /** A prepared certificate takes one PREPARE too few. */
    PBFT_PREPARES_TOO_FEW(Protocol.PBFT, 4, 1, Mistakes.LISTS_EVERY_VOTE, new Patch("kernel/pbft/Agreement.java",
            "prepares.certifies(replica.quorum())", "prepares.votes().size() >= replica.quorum().slow() - 1")),
    /** COMMITs decide one vote too early. */
    PBFT_COMMITS_TOO_FEW(Protocol.PBFT, 4, 1, Mistakes.LISTS_EVERY_VOTE, new Patch("kernel/pbft/Agreement.java",
            "commits.decides(replica.quorum())", "commits.votes().size() >= replica.quorum().slow() - 1")),
    /** One report too few begins a view. */
    PBFT_TOO_FEW_REPORTS(Protocol.PBFT, 4, 8,
            new Patch("kernel/pbft/ViewChanging.java", "limit(replica.quorum().change())",
                    "limit(replica.quorum().change() - 1)"),
            new Patch("kernel/pbft/ViewChanging.java", "chosen.size() == replica.quorum().change()",
                    "chosen.size() == replica.quorum().change() - 1"),
            new Patch("kernel/pbft/ViewRules.java", "changes.size() != committee.quorum().change()",
                    "changes.size() != committee.quorum().change() - 1")),
    /** As {@link #DUPLICATE_VOTER_COUNTS}. */
    PBFT_DUPLICATE_VOTER_COUNTS(Protocol.PBFT, 4, 1, Mistakes.countsDuplicates()),
    /** A new view takes over the highest prepared block, be its certificate of a view that a later one overrules. */
    PBFT_CARRIES_A_STALE_CERTIFICATE(Protocol.PBFT, 4, 403, new Patch("kernel/pbft/Carried.java",
            "Comparator.comparingLong(BlockRef::view)\n            .thenComparingLong(BlockRef::height)",
            "Comparator.comparingLong(BlockRef::height)\n            .thenComparingLong(block -> -block.view())")),
    /** Of two prepared certificates of one height a member keeps the one it saw last, be it of an earlier view. */
    PBFT_KEEPS_A_STALE_CERTIFICATE(Protocol.PBFT, 4, 111, new Patch("kernel/pbft/PbftReplica.java",
            "known == null || known.block().view() < certificate.block().view()",
            "known == null || !known.block().equals(certificate.block())")),
    /** A certificate of a view that was left still brings a COMMIT. */
    PBFT_COMMITS_A_STALE_CERTIFICATE(Protocol.PBFT, 4, 1,
            new Patch("kernel/pbft/Agreement.java", "if (replica.active() && block.view() == replica.view() && (before",
                    "if (replica.active() && (before"),
            new Patch("kernel/pbft/PbftReplica.java", "if (!active() || block.view() != view() || !prepared",
                    "if (!active() || !prepared")),
    /** As {@link #TIMER_NOT_CANCELLED}. */
    PBFT_TIMER_NOT_CANCELLED(Protocol.PBFT, 4, 1,
            new Patch("kernel/pbft/PbftEngine.java", "core().watch().onDecided();\n", ""),
            new Patch("kernel/LeaderWatch.java", "} else if (!busy && timed) {", "} else if (false) {")),
    /** As {@link #APPLIES_TWICE}. */
    PBFT_APPLIES_TWICE(Protocol.PBFT, 4, 1, new Patch("kernel/pbft/Agreement.java",
            "replica.emit(new Effect.Commit(decision));\n            replica",
            "replica.emit(new Effect.Commit(decision));\n replica.emit(new Effect.Commit(decision));\n replica")),
    /** As {@link #ORDERS_TWICE}. */
    PBFT_ORDERS_TWICE(Protocol.PBFT, 4, 1, Mistakes.ordersTwice()),
    /** A member that restarts does not know that its view has begun, nor which it left. */
    PBFT_FORGETS_ITS_VIEW(Protocol.PBFT, 4, 5, new Patch("kernel/ViewSeat.java",
            "this.view = promises.view();", "this.view = 0;")),
    /** Raft: whoever asks is elected, whatever its log lacks. */
    ELECTS_WHOEVER_ASKS(Protocol.RAFT, 4, 6, new Patch("kernel/raft/Raft.java",
            "request.view() == view && free && request.last().upToDate(log.last())", "request.view() == view && free"),
            new Patch("kernel/raft/Raft.java", "request.view() == view && request.last().upToDate(log.last())",
                    "request.view() == view")),
    /** Raft: a majority too small by one. */
    MINORITY_DECIDES(Protocol.RAFT, 4, 2, new Patch("kernel/raft/Voters.java",
            "of.stream().filter(said::test).count() > of.size() / 2",
            "of.stream().filter(said::test).count() >= of.size() / 2")),
    /** Raft: a second candidate gets the vote of the same view. */
    VOTES_TWICE(Protocol.RAFT, 4, 4, new Patch("kernel/raft/Raft.java",
            "boolean free = vote.isEmpty() ? leader.isEmpty() : vote.getAsInt() == sender;",
            "boolean free = leader.isEmpty();"));

    /** Most seeds that a search takes. */
    static final int WITHIN = 2_000;

    private final Protocol protocol;
    private final int members;
    private final long seed;
    private final Set<Fault> faults;
    private final List<Patch> patches;

    /** With all that the protocol claims to tolerate. */
    Mutant(Protocol protocol, int members, long seed, Patch... patches) {
        this(protocol, members, seed, Fault.claimed(protocol), patches);
    }

    /** With these faults only: the mistake shows when several rare things come together. */
    Mutant(Protocol protocol, int members, long seed, String faults, Patch... patches) {
        this(protocol, members, seed, Fault.parse(faults), patches);
    }

    Mutant(Protocol protocol, int members, long seed, Set<Fault> faults, Patch... patches) {
        this.protocol = protocol;
        this.members = members;
        this.seed = seed;
        this.faults = faults;
        this.patches = List.of(patches);
    }

    Protocol protocol() {
        return protocol;
    }

    /** The world of the first seed to look at. A fast lane no wider than f, so that six members have a slow one. */
    Options options() {
        Quorum most = protocol.quorum(members);
        Quorum quorum = new Quorum(most.rule(), members, most.f(), Math.min(most.f(), most.p()));
        return Options.of(protocol, seed, members).withQuorum(quorum).withFaults(faults);
    }

    List<Patch> patches() {
        return patches;
    }
}
