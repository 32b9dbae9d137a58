package org.credence.simulator.check;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.credence.base.Digest;
import org.credence.base.block.BatchRef;
import org.credence.base.block.Block;
import org.credence.base.block.Header;
import org.credence.base.block.Vote;
import org.credence.consensus.message.Claims;
import org.credence.consensus.part.Availability;
import org.credence.consensus.part.Certificate;
import org.credence.consensus.part.Claim;
import org.credence.consensus.part.Committee;
import org.credence.consensus.part.Decision;
import org.credence.crypto.Verifier;
import org.credence.simulator.result.Invariant;
import org.credence.simulator.setup.Calendar;
import org.credence.simulator.setup.Seating;

/** The one chain that all correct members decide: S1, S2, S3, S8, and the state roots of S7. */
final class Chain {

    private final Watch watch;
    private final Calendar calendar;
    private final Digest genesis;
    private final Verifier verifier;
    private final Heights<Block> blocks = new Heights<>(1);
    private final Set<Digest> ids = new HashSet<>();
    private final Digest genesisRoot;
    private final Heights<Digest> roots = new Heights<>(1);
    private final long[] nextSequences;
    private final Set<Decision> verified = new HashSet<>();
    private final Map<Digest, Long> ordered = new HashMap<>();

    Chain(Calendar calendar, Verifier verifier, Digest genesisRoot, Watch watch) {
        this.watch = watch;
        this.calendar = calendar;
        genesis = calendar.first().committee().chainId();
        this.verifier = verifier;
        this.genesisRoot = genesisRoot;
        nextSequences = new long[calendar.rosters().processes()];
        Arrays.fill(nextSequences, 1);
    }

    long height() {
        return blocks.next() - 1;
    }

    /** The decided header of a height that is not forgotten. */
    Header header(long height) {
        return blocks.at(height).orElseThrow().header();
    }

    /** Whether the block is decided; the one below the first is. */
    boolean has(Digest block) {
        return block.equals(genesis) || ids.contains(block);
    }

    /** View of the certificate by which the batch was first decided; negative if it is not decided. */
    long orderedIn(Digest batch) {
        return ordered.getOrDefault(batch, -1L);
    }

    /** @param above height of the block it must follow */
    void decided(int member, long above, Decision decision) {
        Block block = decision.block();
        watch.require(block.height() == above + 1, Invariant.S2, member,
                () -> "decides height " + block.height() + " after " + above);
        blocks.at(block.height()).ifPresent(known -> watch.require(known.id().equals(block.id()), Invariant.S1, member,
                () -> "decides " + block + " where " + known + " is decided"));
        Digest parent = above == 0 ? genesis : blocks.at(above).orElseThrow().id();
        watch.require(block.parent().equals(parent), Invariant.S2, member,
                () -> block + " has parent " + block.parent().brief() + ", decided is " + parent.brief());
        certified(member, decision);
        if (block.height() == blocks.next()) {
            append(member, decision);
        }
    }

    private void certified(int member, Decision decision) {
        if (!verified.add(decision)) {
            return;
        }
        Header header = decision.block().header();
        Committee committee = calendar.committee(header.epoch());
        watch.require(
                header.chainId().equals(genesis)
                        && header.epoch() == calendar.length().epochOf(header.height())
                        && decision.header().holds(committee.quorum()),
                Invariant.S3, member,
                () -> decision.block() + " is not what its certificate decides");
        Certificate certificate = decision.certificate();
        ascending(member, certificate.votes());
        Claims.of(certificate, committee).forEach(claim -> verify(member, committee, claim, "a decision certificate"));
    }

    private void append(int member, Decision decision) {
        Block block = decision.block();
        Header header = block.header();
        blocks.at(block.height() - 1).ifPresent(parent -> watch.require(header.timeMs() >= parent.header().timeMs(),
                Invariant.S3, member, () -> block + " is older than its parent"));
        watch.require(header.stateHeight() < block.height(), Invariant.S7, member,
                () -> block + " commits to the state of height " + header.stateHeight());
        root(header.stateHeight())
                .ifPresent(root -> watch.require(header.stateRoot().equals(root), Invariant.S7, member,
                        () -> block + " carries a wrong state root of height " + header.stateHeight()));
        Seating seating = calendar.rosters().at(header.epoch());
        if (calendar.rosters().begins(header.epoch()) && block.height() == calendar.length().base(header.epoch()) + 1) {
            Arrays.fill(nextSequences, seating.firstSequence());
        }
        Committee committee = calendar.committee(header.epoch());
        for (BatchRef batch : block.batches()) {
            available(member, committee, header.proposer(), batch);
            int author = batch.head().author();
            watch.require(batch.head().sequence() == nextSequences[author]++, Invariant.S8, member,
                    () -> block + " orders "
                            + batch.head() + ", next is " + (nextSequences[author] - 1));
            ordered.put(batch.digest(), decision.certificate().block().view());
        }
        blocks.add(block);
        ids.add(block.id());
    }

    /** Empty if it is not known yet, or of the past: nobody still builds on that. */
    private Optional<Digest> root(long height) {
        return height == 0 ? Optional.of(genesisRoot) : roots.at(height);
    }

    private void available(int member, Committee committee, int proposer, BatchRef batch) {
        watch.require(
                committee.has(batch.head().author())
                        && Availability.orderable(batch, proposer, committee.quorum()),
                Invariant.S3, member, () -> batch.head() + " is decided with " + batch.votes().size() + " votes");
        ascending(member, batch.votes());
        Digest statement = batch.head().availability(committee.chainId());
        batch.votes().forEach(vote -> verify(member, committee, new Claim(vote.member(), statement, vote.signature()),
                "an availability certificate"));
    }

    private void ascending(int member, List<Vote> votes) {
        for (int i = 1; i < votes.size(); i++) {
            watch.require(votes.get(i - 1).member() < votes.get(i).member(), Invariant.S3, member,
                    () -> "a certificate counts a member twice");
        }
    }

    private void verify(int member, Committee committee, Claim claim, String what) {
        watch.require(committee.has(claim.member())
                && verifier.verify(committee.key(claim.member()), claim.statement(), claim.signature()), Invariant.S3,
                member, () -> what + " holds a forged vote of member " + claim.member());
    }

    /** A correct member has executed a decided block. */
    void executed(int member, long height, Digest root) {
        if (height < roots.next()) {
            roots.at(height).ifPresent(known -> watch.require(known.equals(root), Invariant.S7, member,
                    () -> "state root of height " + height + " differs"));
            return;
        }
        roots.add(root);
        for (Block block : blocks.from(height + 1)) {
            if (block.header().stateHeight() == height) {
                watch.require(block.header().stateRoot().equals(root), Invariant.S7, member,
                        () -> block + " carries a wrong state root of height " + height);
            }
        }
    }

    /**
     * Forgets what is at the height and below.
     *
     * @return the blocks that were kept until now, ascending
     */
    List<Block> forget(long height) {
        List<Block> gone = blocks.forget(height);
        roots.forget(height);
        verified.removeIf(decision -> decision.certificate().block().height() <= height);
        for (Block block : gone) {
            ids.remove(block.id());
            block.batches().forEach(batch -> ordered.remove(batch.digest()));
        }
        return gone;
    }

    /** Blocks, roots, certificates and batches that are remembered. */
    int kept() {
        return ids.size() + (int) (roots.next() - roots.lowest()) + verified.size() + ordered.size();
    }
}
