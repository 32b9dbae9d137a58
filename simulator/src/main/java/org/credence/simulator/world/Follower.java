package org.credence.simulator.world;

import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.credence.base.Digest;
import org.credence.base.block.Batch;
import org.credence.base.block.BatchRef;
import org.credence.base.block.Block;
import org.credence.consensus.engine.Input;
import org.credence.consensus.message.Forged;
import org.credence.consensus.message.Message;
import org.credence.consensus.message.TransferMessage.DecisionRequest;
import org.credence.consensus.message.Verified;
import org.credence.consensus.part.Committee;
import org.credence.consensus.part.Holders;
import org.credence.simulator.random.Chance;

/**
 * A process that has no seat where its chain ends. It takes blocks from others, believes nobody, executes all, and
 * begins as a member at the end of an epoch that gives it a seat (decision 0012).
 */
final class Follower implements Execution.Machine {

    /** Heights that are asked for at once. */
    private static final int MOST = 16;

    private final World world;
    private final Host host;
    private final Execution execution;
    private final Chance chance;
    /** All other processes. */
    private final List<Integer> others;
    /** Between two requests, microseconds. */
    private final long period;
    /** Blocks that came before those below them. */
    private final TreeMap<Long, Message.Decided> early = new TreeMap<>();
    private boolean alive = true;

    Follower(World world, Host host, Chance chance) {
        this.world = world;
        this.host = host;
        this.chance = chance;
        others = IntStream.range(0, world.processes()).filter(process -> process != host.self()).boxed().toList();
        period = world.swarm().timing().viewTimeout() / 10;
        execution = new Execution(this, host.disk(), new Holders(List.of()), world.swarm(), chance.split());
        later(period, this::ask);
    }

    void kill() {
        alive = false;
    }

    private void ask() {
        long executed = host.disk().executed();
        world.departures().outside(host, chance.pick(others),
                new DecisionRequest(executed + 1, executed + MOST));
        later(period, this::ask);
    }

    /** Somebody hands out a block: it is taken over if it is the next, and complete. */
    void received(Message message) {
        if (message instanceof Message.Decided decided) {
            long ahead = decided.decision().height() - host.disk().height();
            if (ahead <= 0) {
                execution.offered(decided);
            } else if (ahead <= MOST) {
                early.put(decided.decision().height(), decided);
            }
            takeOver();
        }
    }

    /** Takes over what follows without a gap. */
    private void takeOver() {
        Disk disk = host.disk();
        execution.poke();
        early.headMap(disk.height(), true).clear();
        while (alive && disk.executed() == disk.height() && !early.isEmpty()
                && early.firstKey() == disk.height() + 1) {
            take(early.pollFirstEntry().getValue());
        }
    }

    private void take(Message.Decided next) {
        if (valid(next)) {
            execution.offered(next);
            world.decided(host.self(), host.disk().height(), next.decision());
            host.disk().append(next.decision());
            execution.poke();
        }
    }

    private boolean valid(Message.Decided decided) {
        Block block = decided.decision().block();
        int epoch = world.calendar().length().epochOf(block.height());
        Committee committee = world.calendar().committee(epoch);
        Set<Digest> bodies = decided.bodies().stream().map(Batch::digest).collect(Collectors.toSet());
        return block.parent().equals(parent()) && block.header().chainId().equals(committee.chainId())
                && block.header().epoch() == epoch
                && decided.decision().header().holds(committee.quorum()) && signed(decided, committee)
                && block.batches().stream().map(BatchRef::digest).allMatch(bodies::contains);
    }

    private Digest parent() {
        long height = host.disk().height();
        return height == 0 ? world.calendar().first().base().id() : host.disk().decision(height).block().id();
    }

    private boolean signed(Message.Decided decided, Committee committee) {
        try {
            Verified.check(0, decided, committee, world.verifier());
            return true;
        } catch (Forged e) {
            return false;
        }
    }

    @Override
    public void executed(long height, Digest root, List<Batch> bodies) {
        world.judge().executed(host.self(), height, root, bodies);
        if (height > host.disk().closed() && world.calendar().length().isLast(height)) {
            host.disk().close();
            host.renew();
        }
        world.progressed();
    }

    /** The next answer brings what is missing. */
    @Override
    public void fetch(BatchRef batch, List<Integer> holders) {}

    /** There is no engine. */
    @Override
    public void answer(Input input) {}

    @Override
    public void later(long micros, Runnable action) {
        world.later(micros, () -> {
            if (alive) {
                action.run();
            }
        });
    }

    /** At once: nobody waits for it. */
    @Override
    public void drawn(long micros, Runnable action) {
        action.run();
    }

    @Override
    public long clockMillis() {
        return host.clockMillis(world.now());
    }
}
