package org.credence.node.driver;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.credence.base.Digest;
import org.credence.consensus.engine.Effect;
import org.credence.consensus.engine.Engine;
import org.credence.consensus.engine.Input;
import org.credence.consensus.engine.Promise;
import org.credence.consensus.message.Message;
import org.credence.consensus.message.Verified;
import org.credence.consensus.part.Epoch;

/**
 * Owns the engine from one thread. Persist before send (P§1.2) is enforced here and nowhere else: sends of a run of
 * inputs are held back
 * until all promises of that run have been synced in one go.
 */
public final class Driver implements AutoCloseable {

    /** How long a node's leader rests from one block to the next, at the least. */
    public static final Duration REST = Duration.ofMillis(5);
    /** Most inputs in one run; bounds how long a promise waits for its sync. */
    private static final int RUN = 512;
    /** Most inputs from other members that wait. */
    public static final int WAITING = 4_096;
    private static final long IDLE_MICROS = 1_000_000;
    /** While more inputs wait, the snapshot is renewed no more often than this. */
    private static final long SNAPSHOT_MICROS = 10_000;

    private final Engine engine;
    private final RunMeter meter;
    private final Inbox inbox = new Inbox(WAITING);
    private final Timers timers = new Timers();
    private final Builds builds;
    private final CompletableFuture<Snapshot> started = new CompletableFuture<>();
    private final Thread.Builder.OfPlatform threads;
    private Optional<Thread> thread = Optional.empty();
    private volatile Snapshot snapshot;
    private volatile boolean stopping;

    /** What one run has gathered. */
    private final ArrayDeque<Input> run = new ArrayDeque<>();
    private final List<Effect.Send> sends = new ArrayList<>();
    private boolean promised;

    /** Told after every run; called from the driver's thread. */
    @FunctionalInterface
    public interface RunMeter {

        /**
         * @param inputs    how many inputs the run took
         * @param stepNanos time in the engine
         * @param syncNanos time in the log's sync; 0 if there was nothing to sync
         */
        void ran(int inputs, long stepNanos, long syncNanos);
    }

    /**
     * @param name of the thread
     * @param rest from one block that this member builds to its next, at the least
     */
    public Driver(String name, Engine engine, RunMeter meter, Duration rest) {
        this.builds = new Builds(nowMicros(), TimeUnit.NANOSECONDS.toMicros(rest.toNanos()));
        this.engine = engine;
        this.meter = meter;
        this.snapshot = new Snapshot(engine.status(), nowMicros(), "");
        this.threads = Thread.ofPlatform().name(name).daemon(true);
    }

    /** The engine's clock: microseconds, from an arbitrary zero. */
    public static long nowMicros() {
        return System.nanoTime() / 1_000;
    }

    /** Starts the thread with the engine's first input; once. The result comes after that input's run. */
    public CompletableFuture<Snapshot> start(World world, Input.Started first) {
        inbox.add(first);
        thread = Optional.of(threads.start(() -> loop(world)));
        return started;
    }

    /** Hands over a message from another member; waits while too many wait already. */
    public void received(Verified<? extends Message.Protocol> message) throws InterruptedException {
        inbox.put(new Input.Received(message));
    }

    /** Hands over this member's own next batch. */
    public void submit(Input.Submitted submitted) {
        inbox.add(submitted);
    }

    /** The next epoch begins: the last block of the present one is executed and durable. */
    public void began(Epoch epoch) {
        inbox.add(new Input.EpochBegan(epoch));
    }

    /** The late answer to {@link World#check}. */
    public void answer(Digest block, boolean valid) {
        inbox.add(new Input.Checked(block, valid));
    }

    /** Where the engine stood after the last run. */
    public Snapshot snapshot() {
        return snapshot;
    }

    /** Inputs that wait now. */
    public int waiting() {
        return inbox.size();
    }

    /** Stops the thread after the run it is in; what waits is dropped, as a crash would. Returns when it has ended. */
    @Override
    public void close() {
        stopping = true;
        inbox.close();
        if (thread.isEmpty() || Thread.currentThread().equals(thread.get())) {
            return;
        }
        try {
            thread.get().join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void loop(World world) {
        List<Input> drained = new ArrayList<>(RUN);
        try {
            while (!stopping) {
                long now = nowMicros();
                long wait = Math.min(builds.untilNext(now, IDLE_MICROS), timers.untilNext(now, IDLE_MICROS));
                inbox.drain(drained, RUN, TimeUnit.MICROSECONDS.toNanos(wait));
                run(drained, world);
                drained.clear();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Throwable failure) {
            // An engine that contradicted itself or a log that lost a promise must never sign again, whatever the cause
            // (P§0.2).
            stopping = true;
            inbox.close();
            started.completeExceptionally(failure);
            world.halted(failure);
        }
    }

    private void run(List<Input> drained, World world) {
        long began = System.nanoTime();
        run.addAll(drained);
        int inputs = 0;
        for (Optional<Input> input = next(world); input.isPresent(); input = next(world)) {
            engine.step(nowMicros(), input.get()).forEach(effect -> apply(effect, world));
            inputs++;
        }
        if (inputs == 0) {
            return;
        }
        long stepped = System.nanoTime();
        long synced = stepped;
        if (promised) {
            world.sync();
            promised = false;
            synced = System.nanoTime();
        }
        sends.forEach(send -> world.send(send.audience(), send.message()));
        sends.clear();
        publish();
        meter.ran(inputs, stepped - began, synced - stepped);
    }

    private void publish() {
        long now = nowMicros();
        if (inbox.size() == 0 || now - snapshot.nowMicros() >= SNAPSHOT_MICROS) {
            snapshot = new Snapshot(engine.status(), now, timers.next(now));
            started.complete(snapshot);
        }
    }

    /**
     * Messages go before what a next block needs and that before timers: a vote that has arrived, or a block built, may
     * disarm the timer that has run out meanwhile.
     */
    private Optional<Input> next(World world) {
        Input waiting = run.poll();
        if (waiting != null) {
            return Optional.of(waiting);
        }
        long now = nowMicros();
        return builds.due(now).<Input>map(world::built).or(() -> timers.due(now).map(Input.Elapsed::new));
    }

    private void apply(Effect effect, World world) {
        switch (effect) {
            case Effect.Persist persist -> {
                world.persist(persist.promise());
                promised = true;
            }
            case Effect.Send send -> sends.add(send);
            case Effect.Arm arm -> timers.arm(arm.timer(), nowMicros() + arm.delayMicros());
            case Effect.Disarm disarm -> timers.disarm(disarm.timer());
            case Effect.Build build -> builds.ask(build.parent());
            case Effect.Check check ->
                world.check(check).ifPresent(valid -> run.add(new Input.Checked(check.block().id(), valid)));
            case Effect.Keep keep -> world.keep(keep.batch());
            case Effect.Certified certified -> world.certified(certified.sequence());
            case Effect.Commit(var decision) -> {
                // Written with the next sync and not a reason for one.
                world.persist(new Promise.Decided(decision));
                world.decided(decision);
            }
            case Effect.Accuse accuse -> world.accused(accuse.evidence());
            case Effect.Ignored ignored -> world.ignored(ignored.reason(), ignored.sender());
            case Effect.Moved moved -> world.moved(moved.from(), moved.to(), moved.cause());
        }
    }
}
