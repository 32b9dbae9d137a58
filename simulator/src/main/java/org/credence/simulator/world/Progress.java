package org.credence.simulator.world;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import org.credence.base.Digest;
import org.credence.base.Limits;
import org.credence.base.block.Batch;
import org.credence.base.block.Block;
import org.credence.consensus.engine.Effect;
import org.credence.consensus.engine.Status;
import org.credence.consensus.part.Decision;
import org.credence.consensus.part.Timing;
import org.credence.simulator.check.Broken;
import org.credence.simulator.check.Judge;
import org.credence.simulator.result.Invariant;

/** L1, L4 and L5: what has to happen once the world is healed, in bounded time, while the liars go on. */
final class Progress {

    private final World world;
    private final Judge judge;
    private final Set<Digest> known = new HashSet<>();
    /** What is to be decided, with its sequence. */
    private final LinkedHashMap<Digest, Long> open = new LinkedHashMap<>();
    private final Steadiness steadiness;
    private boolean demanding;
    private boolean changed = true;

    Progress(World world, Judge judge) {
        this.world = world;
        this.judge = judge;
        steadiness = new Steadiness(world);
    }

    /** Whether the world is healed; from then on correct authors make no new batches of themselves. */
    boolean demanding() {
        return demanding;
    }

    /** A correct author holds its batch durably: it has to be decided one day. */
    void accepted(Batch batch) {
        if (known.add(batch.digest())) {
            open.put(batch.digest(), batch.head().sequence());
            steadiness.accepted(batch.digest());
        }
    }

    /** A correct member has left or entered a view. */
    void moved(int member, Effect.Moved moved) {
        steadiness.moved(member, moved);
    }

    /** A correct member has decided. */
    void decided(Decision decision) {
        steadiness.decided(decision);
    }

    /** Forgets batches of blocks that were decided long ago. */
    void forget(List<Block> blocks) {
        for (Block block : blocks) {
            block.batches().forEach(batch -> known.remove(batch.digest()));
            block.batches().forEach(batch -> open.remove(batch.digest()));
        }
    }

    /** Batches that are remembered. */
    int kept() {
        return known.size() + open.size();
    }

    /** Something was decided or executed. */
    void note() {
        changed = true;
    }

    /**
     * Lets the healed world go on until every batch is decided and executed everywhere.
     *
     * @param view the highest that a correct member had reached when the world healed
     */
    void demand(long view) {
        demanding = true;
        Timing timing = world.swarm().timing();
        int f = world.sessions().present().quorum().f();
        long last = view + f + 2;
        settle();
        List<Digest> old = List.copyOf(open.keySet());
        // Where members change, who is behind may have to come through some sessions first.
        long patience =
                (f + 3L) * (world.calendar().rosters().change() ? 6 : 3) * timing.viewTimeout(timing.doublings());
        long end = world.now() + patience;
        long soonest = world.now() + 2 * timing.viewTimeout();
        world.later(timing.viewTimeout(),
                () -> world.correctHosts().forEach(host -> host.process().ifPresent(Incarnation::demand)));
        while (world.now() < soonest || !(changed && done())) {
            if (!world.next(end)) {
                throw stuck(patience);
            }
        }
        // With epochs views begin anew and end with tenures too, so only the time is bounded.
        if (!world.calendar().length().ends()) {
            old.forEach(batch -> prompt(batch, last));
        }
        requireCalm();
    }

    /** L3: lets members at rest go on working for a while. */
    void steady() {
        steadiness.begin();
        Timing timing = world.swarm().timing();
        long end = world.now() + 2 * timing.viewTimeout();
        for (Host host : world.correctHosts()) {
            work(host, end);
        }
        while (world.next(end)) {
            // Whatever happens checks itself.
        }
        steadiness.finish();
        requireCalm();
        world.correctHosts().forEach(this::requireSmall);
    }

    /** L7: what a journal keeps does not grow with the chain. */
    private void requireSmall(Host host) {
        int most = world.processes() * Limits.AUTHOR_WINDOW + 4 * Limits.UNDECIDED;
        int kept = host.disk().retained();
        judge.require(kept <= most, Invariant.L7, host.self(),
                () -> "its journal keeps " + kept + " promises, limit " + most);
    }

    private void work(Host host, long end) {
        if (world.now() < end) {
            host.process().ifPresent(Incarnation::demand);
            world.later(world.swarm().timing().viewTimeout() / 16, () -> work(host, end));
        }
    }

    private boolean done() {
        changed = false;
        settle();
        return open.isEmpty()
                && world.sessions().correctMembers().stream().allMatch(host -> host.disk().executed() >= judge.height())
                && world.sessions().correctMembers().stream().allMatch(this::inItsEpoch);
    }

    /** Forgets what is decided, and what members have offered who are others by now: that is batched anew. */
    private void settle() {
        long first = world.sessions().present().firstSequence();
        open.entrySet().removeIf(batch -> batch.getValue() < first || judge.orderedIn(batch.getKey()) >= 0);
    }

    /** L6: whoever has executed all of an epoch is in the next. */
    private boolean inItsEpoch(Host host) {
        int due = world.calendar().length().epochAfter(judge.height());
        return host.process().map(Incarnation::status).filter(status -> status.epoch() >= due).isPresent();
    }

    private void prompt(Digest batch, long last) {
        long view = judge.orderedIn(batch);
        if (view > last) {
            throw new Broken(Invariant.L1, 0,
                    "batch " + batch.brief() + " is decided in view " + view + ", limit " + last);
        }
    }

    private Broken stuck(long patience) {
        StringBuilder detail = new StringBuilder("after " + patience + " us ");
        detail.append(open.isEmpty()
                ? "not everybody has executed height " + judge.height()
                : open.size() + " batches are not decided, the first " + open.firstEntry().getKey().brief());
        for (Host host : world.correctHosts()) {
            detail.append("\n    m").append(host.self()).append(" stored ").append(host.disk().height())
                    .append(" executed ")
                    .append(host.disk().executed());
            host.process().map(Incarnation::status).ifPresent(status -> detail.append(' ').append(brief(status)));
        }
        boolean level =
                world.sessions().correctMembers().stream().allMatch(host -> host.disk().executed() >= judge.height());
        return new Broken(!open.isEmpty() ? Invariant.L1 : level ? Invariant.L6 : Invariant.L5, 0, detail.toString());
    }

    private static String brief(Status status) {
        return "epoch " + status.epoch() + " view " + status.view() + " " + status.stage() + " decided "
                + status.decidedHeight() + " pending "
                + status.pendingBatches() + " open " + status.openBatches() + " waits " + status.waits();
    }

    /**
     * L4: each member leaves a view for want of progress once per timeout; in between each liar leads once at the most.
     */
    void requireCalm() {
        long timeouts = world.now() / world.swarm().timing().viewTimeout() + 2;
        long most = timeouts * world.processes();
        for (Host host : world.correctHosts()) {
            long view = judge.view(host.self());
            if (view > most) {
                throw new Broken(Invariant.L4, host.self(), "reached view " + view + ", limit " + most);
            }
        }
    }
}
