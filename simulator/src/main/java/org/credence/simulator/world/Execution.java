package org.credence.simulator.world;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.credence.base.Digest;
import org.credence.base.Hasher;
import org.credence.base.Tag;
import org.credence.base.block.Batch;
import org.credence.base.block.BatchRef;
import org.credence.base.block.Block;
import org.credence.base.block.Header;
import org.credence.consensus.engine.Effect;
import org.credence.consensus.engine.Input;
import org.credence.consensus.message.Message;
import org.credence.consensus.part.Holders;
import org.credence.simulator.random.Chance;

/**
 * Executes decided blocks in order, fetching bodies that are missing, and answers what an engine asks about clock and
 * state. The state is
 * a hash chain over block ids and bodies.
 */
final class Execution {

    /** Checks waiting for a state at the most; beyond, the oldest stays without answer. */
    private static final int MOST_WAITING = 64;
    /** How far a block's time may lie ahead of the clock. */
    static final long AHEAD_MILLIS = 5_000;

    /** What execution needs of the machine it runs on. */
    interface Machine {

        void later(long micros, Runnable action);

        /** After a time that was drawn for work. */
        void drawn(long micros, Runnable action);

        void answer(Input input);

        void fetch(BatchRef batch, List<Integer> holders);

        void executed(long height, Digest root, List<Batch> bodies);

        long clockMillis();
    }

    private final Machine machine;
    private final Disk disk;
    private final Holders holders;
    private final Swarm swarm;
    private final Chance chance;
    private final List<Effect.Check> waiting = new ArrayList<>();
    private boolean busy;
    /** Counts attempts to fetch bodies, so that one that was answered is not repeated. */
    private long fetching;

    Execution(Machine machine, Disk disk, Holders holders, Swarm swarm, Chance chance) {
        this.machine = machine;
        this.disk = disk;
        this.holders = holders;
        this.swarm = swarm;
        this.chance = chance;
    }

    /** Goes on, if there is something to execute and all bodies are here. */
    void poke() {
        if (busy || disk.executed() >= disk.height()) {
            return;
        }
        busy = true;
        Block block = disk.decision(disk.executed() + 1).block();
        List<BatchRef> missing = missing();
        if (missing.isEmpty()) {
            machine.drawn(chance.exponential(swarm.executeMicros()), () -> execute(block));
        } else {
            long mine = ++fetching;
            missing.forEach(batch -> machine.fetch(batch, holders.of(batch)));
            holders.asked();
            machine.later(swarm.timing().batchRetry(), () -> {
                if (fetching == mine) {
                    resume();
                }
            });
        }
    }

    private List<BatchRef> missing() {
        return disk.decision(disk.executed() + 1).block().batches().stream()
                .filter(batch -> disk.body(batch.digest()).isEmpty()).toList();
    }

    private void resume() {
        fetching++;
        busy = false;
        poke();
    }

    private void execute(Block block) {
        holders.found();
        Hasher hasher = Hasher.of(Tag.STATE).add(disk.root()).add(block.id());
        List<Batch> bodies = block.batches().stream().flatMap(b -> disk.body(b.digest()).stream()).toList();
        bodies.forEach(body -> hasher.add(body.encoded()));
        disk.executed(hasher.digest());
        machine.executed(disk.executed(), disk.root(), bodies);
        if (!waiting.isEmpty()) {
            List<Effect.Check> ready = waiting.stream().filter(this::executed).toList();
            waiting.removeAll(ready);
            ready.forEach(this::judge);
        }
        resume();
    }

    void build(Digest parent) {
        long height = disk.executed();
        Digest root = disk.root();
        machine.drawn(chance.exponential(100),
                () -> machine.answer(new Input.Built(parent, machine.clockMillis(), height, root)));
    }

    void check(Effect.Check check) {
        if (executed(check)) {
            judge(check);
            return;
        }
        waiting.add(check);
        if (waiting.size() > MOST_WAITING) {
            waiting.removeFirst();
        }
    }

    private boolean executed(Effect.Check check) {
        return check.block().header().stateHeight() <= disk.executed();
    }

    private void judge(Effect.Check check) {
        Block block = check.block();
        Header header = block.header();
        boolean due = header.timeMs() <= Math.max(machine.clockMillis() + AHEAD_MILLIS, check.parentMs());
        boolean valid = due && disk.root(header.stateHeight()).filter(header.stateRoot()::equals).isPresent();
        machine.drawn(chance.exponential(50), () -> machine.answer(new Input.Checked(block.id(), valid)));
    }

    /** Bodies came with a decided block; those that it orders are worth keeping. */
    void offered(Message.Decided decided) {
        List<Digest> ordered = decided.decision().block().batches().stream().map(BatchRef::digest).toList();
        decided.bodies().stream().filter(body -> ordered.contains(body.digest())).forEach(disk::keep);
    }

    /** A body arrived; it counts only if a decided block waits for it. */
    void received(Batch batch) {
        if (disk.executed() >= disk.height()) {
            return;
        }
        Optional<BatchRef> wanted = disk.decision(disk.executed() + 1).block().batches().stream()
                .filter(b -> b.digest().equals(batch.digest())).findFirst();
        if (wanted.isPresent() && disk.body(batch.digest()).isEmpty()) {
            disk.keep(batch);
            if (missing().isEmpty()) {
                resume();
            }
        }
    }
}
