package org.credence.simulator.world;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.credence.base.Digest;
import org.credence.base.Limits;
import org.credence.base.block.BatchRef;
import org.credence.consensus.engine.Cause;
import org.credence.consensus.engine.Effect;
import org.credence.consensus.engine.Status;
import org.credence.consensus.part.Decision;
import org.credence.consensus.part.Phase;
import org.credence.consensus.part.Quorum;
import org.credence.simulator.result.Invariant;

/**
 * L3: once the world is healed and all have caught up, a correct leader that all correct members follow keeps its view,
 * whatever the liars do, and what correct authors then offer is decided in time: vouched for by others within one
 * view's time, for the first that were asked may be liars, and ordered within another.
 */
final class Steadiness {

    /** Heights that tell anything about most of them. */
    private static final int ENOUGH = 8;
    /** Microseconds after which one looks again whether all are together: that takes long if they are many. */
    private static final long GLANCE = 1_000;

    private final World world;
    private boolean begun;
    private boolean together;
    private boolean glanced;
    private long lookAgain;
    /** What correct authors offered in a steady view, and when. */
    private final Map<Digest, Long> offered = new HashMap<>();

    private long highest;
    private int decisions;
    private int fast;

    Steadiness(World world) {
        this.world = world;
    }

    /** From now on the world is at rest. */
    void begin() {
        begun = true;
        together = together();
    }

    private boolean glance() {
        if (world.now() >= lookAgain) {
            lookAgain = world.now() + GLANCE;
            glanced = together();
        }
        return glanced;
    }

    private boolean together() {
        return steady(world.sessions().correctMembers().getFirst().process().map(p -> p.status().view()).orElse(-1L));
    }

    /**
     * L2: with at most p faulty members most blocks are decided by one round of votes, unless disks or
     * execution are slower than the fast lane ever waits, or a correct member has left the view.
     */
    void finish() {
        boolean quick = Limits.WINDOW * slowest() <= world.swarm().timing().fastLaneMost();
        boolean few =
                world.sessions().present().quorum().rule() == Quorum.Rule.TWO_LANES && quick && together && together()
                        && world.swarm().liars().size() <= world.sessions().present().quorum().p();
        world.judge().require(!few || decisions < ENOUGH || 2 * fast >= decisions, Invariant.L2, 0,
                () -> "of " + decisions + " heights only " + fast + " are decided by CONFIRMs");
    }

    /** Mean time of what takes longer, a sync or the execution of a block. */
    private long slowest() {
        return Math.max(world.swarm().syncMicros(), world.swarm().executeMicros());
    }

    /** Whether a window of blocks is synced and executed in a fraction of a view's time, even by the unlucky. */
    private boolean paced() {
        return 4 * Limits.WINDOW * slowest() <= world.swarm().timing().viewTimeout();
    }

    /** Whether all correct members vote in one view that a correct member leads. */
    private boolean steady(long view) {
        List<Host> members = world.sessions().correctMembers();
        List<Status> all = members.stream().flatMap(host -> host.process().stream()).map(Incarnation::status).toList();
        return all.size() == members.size() && world.sessions().rested() && agreed(all)
                && all.stream().allMatch(status -> follows(status, view));
    }

    void accepted(Digest batch) {
        if (begun && glance()) {
            offered.put(batch, world.now());
        }
    }

    void decided(Decision decision) {
        if (begun && decision.height() > highest) {
            highest = decision.height();
            decisions++;
            fast += decision.certificate().phase() == Phase.CONFIRM ? 1 : 0;
        }
        for (BatchRef batch : decision.block().batches()) {
            Long since = offered.remove(batch.digest());
            long took = since == null ? 0 : world.now() - since;
            world.judge().require(!paced() || took <= 2 * world.swarm().timing().viewTimeout(), Invariant.L3,
                    decision.block().header().proposer(), () -> "decides " + batch.head() + " after " + took + " us");
        }
    }

    /** The member's engine is in the new view already; the others' are still where they were. */
    void moved(int member, Effect.Moved moved) {
        if (!begun) {
            return;
        }
        List<Host> members = world.sessions().correctMembers().stream().filter(host -> host.self() != member).toList();
        List<Status> others =
                members.stream().flatMap(host -> host.process().stream()).map(Incarnation::status).toList();
        boolean held =
                others.size() == members.size() && world.sessions().rested() && moved.cause() != Cause.TENURE && paced()
                        && agreed(others) && inEpoch(member, others)
                        && others.stream().allMatch(status -> follows(status, moved.from()));
        world.judge().require(!held, Invariant.L3, member,
                () -> "leaves view " + moved.from() + " for " + moved.to() + ": " + moved.cause());
        offered.clear();
        together = false;
        lookAgain = 0;
    }

    /** Views of different epochs have the same numbers and nothing to do with each other. */
    private boolean inEpoch(int member, List<Status> others) {
        return world.correctHosts().stream().filter(host -> host.self() == member)
                .flatMap(host -> host.process().stream()).map(Incarnation::status)
                .allMatch(own -> others.stream().allMatch(other -> other.epoch() == own.epoch()));
    }

    /** Who is elected may be known to some only. */
    private static boolean agreed(List<Status> all) {
        return all.stream().mapToInt(Status::leader).distinct().count() == 1
                && all.stream().mapToInt(Status::epoch).distinct().count() == 1;
    }

    private boolean follows(Status status, long view) {
        return status.view() == view && status.stage() == Status.Stage.ACTIVE
                && world.correct(world.sessions().leader(status));
    }
}
