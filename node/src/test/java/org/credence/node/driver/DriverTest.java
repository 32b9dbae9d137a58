package org.credence.node.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.credence.base.Digest;
import org.credence.base.block.Batch;
import org.credence.base.block.Block;
import org.credence.base.block.Header;
import org.credence.consensus.engine.Audience;
import org.credence.consensus.engine.Cause;
import org.credence.consensus.engine.ChainView;
import org.credence.consensus.engine.Effect;
import org.credence.consensus.engine.Engine;
import org.credence.consensus.engine.Input;
import org.credence.consensus.engine.Promise;
import org.credence.consensus.engine.Promises;
import org.credence.consensus.engine.Reason;
import org.credence.consensus.engine.Status;
import org.credence.consensus.engine.Timer;
import org.credence.consensus.message.Message;
import org.credence.consensus.part.BlockRef;
import org.credence.consensus.part.Certificate;
import org.credence.consensus.part.Decision;
import org.credence.consensus.part.Evidence;
import org.credence.consensus.part.Phase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class DriverTest {

    private static final Timer VIEW = Timer.of(Timer.Kind.VIEW);
    private static final Timer PACE = Timer.of(Timer.Kind.PACE);

    private final Recorder world = new Recorder();
    private Optional<Driver> driver = Optional.empty();

    @AfterEach
    void stop() {
        driver.ifPresent(Driver::close);
    }

    /** An engine that answers each input as the script says. */
    private record Scripted(Function<Input, List<Effect>> script) implements Engine {

        @Override
        public List<Effect> step(long nowMicros, Input input) {
            return script.apply(input);
        }

        @Override
        public Status status() {
            return new Status("scripted", 0, 0, Status.Stage.ACTIVE, 0, 0, Digest.ZERO, List.of(), 0, 1, 0, List.of());
        }
    }

    /** Writes down what the driver does to the world. */
    private static final class Recorder implements World {

        final List<String> events = new CopyOnWriteArrayList<>();
        volatile boolean syncFails;

        @Override
        public void persist(Promise promise) {
            events.add(promise instanceof Promise.Decided ? "persist Decided" : "persist");
        }

        @Override
        public void sync() {
            if (syncFails) {
                throw new IllegalStateException("disk full");
            }
            events.add("sync");
        }

        @Override
        public void send(Audience audience, Message message) {
            events.add("send");
        }

        @Override
        public void keep(Batch batch) {
            events.add("keep");
        }

        @Override
        public void certified(long sequence) {
            events.add("certified " + sequence);
        }

        @Override
        public void decided(Decision decision) {
            events.add("decided");
        }

        @Override
        public Input.Built built(Digest parent) {
            return new Input.Built(parent, 1, 0, Digest.ZERO);
        }

        @Override
        public Optional<Boolean> check(Effect.Check check) {
            return Optional.empty();
        }

        @Override
        public void accused(Evidence evidence) {
            events.add("accused");
        }

        @Override
        public void ignored(Reason reason, int sender) {
            events.add("ignored " + reason);
        }

        @Override
        public void moved(long from, long to, Cause cause) {
            events.add("moved " + to);
        }

        @Override
        public void halted(Throwable failure) {
            events.add("halted " + failure.getMessage());
        }
    }

    private static Effect send() {
        return new Effect.Send(new Audience.Others(), new Message.Heartbeat(0, 0, true, 0));
    }

    private static Effect persist() {
        return new Effect.Persist(new Promise.Entered(1));
    }

    private static Effect note(long number) {
        return new Effect.Moved(0, number, Cause.JOINED);
    }

    private Driver started(Function<Input, List<Effect>> script) {
        Driver started = new Driver("test-engine", new Scripted(script), (inputs, step, sync) -> {}, Driver.REST);
        driver = Optional.of(started);
        started.start(world, new Input.Started(ChainView.genesis(Digest.ZERO, 4), new Promises()));
        return started;
    }

    @Test
    void nothingLeavesBeforeEveryPromiseOfTheRunIsSynced() {
        CountDownLatch gate = new CountDownLatch(1);
        Driver running = started(input -> switch (input) {
            case Input.Started _ -> {
                awaitQuietly(gate);
                yield List.of();
            }
            case Input.Checked _ -> List.of(send(), persist());
            default -> List.of();
        });
        // All three wait while the engine is held at its first input, so they make one run.
        for (int i = 0; i < 3; i++) {
            running.answer(Digest.ZERO, true);
        }
        gate.countDown();
        await().until(() -> world.events.size() == 7);
        assertThat(world.events).containsExactly("persist", "persist", "persist", "sync", "send", "send", "send");
    }

    @Test
    void aRunWithoutPromisesSyncsNothing() {
        started(input -> input instanceof Input.Started ? List.of(send()) : List.of());
        await().until(() -> world.events.contains("send"));
        assertThat(world.events).containsExactly("send");
    }

    /** A decision goes into the log before what builds on it, and is no reason for a sync. */
    @Test
    void aDecisionIsWrittenInItsPlaceAndSyncedWithTheNextPromise() {
        Header header = new Header(Digest.ZERO, 0, 0, 1, Digest.ZERO, Block.payloadRoot(List.of()), 0, 0, Digest.ZERO,
                0, Digest.ZERO);
        Certificate certificate = new Certificate(Phase.CONFIRM, BlockRef.of(header, header.id()), List.of());
        Effect commit = new Effect.Commit(new Decision(Block.of(header, List.of()), List.of(), certificate));
        Driver running = started(input -> input instanceof Input.Started ? List.of(commit) : List.of(persist()));
        running.answer(Digest.ZERO, true);
        await().until(() -> world.events.contains("sync"));
        assertThat(world.events).containsExactly("persist Decided", "decided", "persist", "sync");
    }

    @Test
    void ifTheLogFailsNothingIsSentAndNothingMoreIsStepped() {
        world.syncFails = true;
        Driver running = started(input -> List.of(persist(), send()));
        await().until(() -> world.events.contains("halted disk full"));
        running.answer(Digest.ZERO, true);
        running.close();
        assertThat(world.events).containsExactly("persist", "halted disk full");
    }

    @Test
    void aBrokenInvariantHaltsBeforeAnythingOfItsRunIsSent() {
        Driver running = started(input -> {
            if (input instanceof Input.Checked) {
                throw new AssertionError("S1");
            }
            return List.of();
        });
        running.answer(Digest.ZERO, true);
        await().until(() -> world.events.contains("halted S1"));
        assertThat(world.events).containsExactly("halted S1");
    }

    @Test
    void aTimerArmedAnewRunsOutOnceAndADisarmedOneNever() {
        started(input -> switch (input) {
            case Input.Started _ -> List.of(new Effect.Arm(VIEW, 1_000), new Effect.Arm(PACE, 2_000),
                    new Effect.Arm(VIEW, 30_000), new Effect.Disarm(PACE));
            case Input.Elapsed elapsed -> List.of(note(elapsed.timer().kind().ordinal()));
            default -> List.of();
        });
        await().until(() -> !world.events.isEmpty());
        assertThat(world.events).containsExactly("moved " + Timer.Kind.VIEW.ordinal());
    }

    @Test
    void aTimerThatRanOutIsNotDeliveredIfAnInputBeforeItDisarmsIt() {
        CountDownLatch gate = new CountDownLatch(1);
        Driver running = started(input -> switch (input) {
            case Input.Started _ -> List.of(new Effect.Arm(VIEW, 0), new Effect.Build(Digest.ZERO, 1));
            case Input.Built _ -> {
                awaitQuietly(gate);
                yield List.of(new Effect.Disarm(VIEW));
            }
            case Input.Elapsed _ -> List.of(note(99));
            case Input.Checked _ -> List.of(note(1));
            default -> List.of();
        });
        gate.countDown();
        running.answer(Digest.ZERO, true);
        await().until(() -> world.events.contains("moved 1"));
        assertThat(world.events).containsExactly("moved 1");
    }

    @Test
    void everyBlockAskedForIsBuilt() {
        started(input -> switch (input) {
            case Input.Started _ -> List.of(new Effect.Build(Digest.ZERO, 1));
            case Input.Built _ -> List.of(note(1), new Effect.Build(Digest.ZERO, 1));
            default -> List.of();
        });
        await().until(() -> world.events.size() >= 3);
        assertThat(world.events).containsOnly("moved 1");
    }

    private static void awaitQuietly(CountDownLatch gate) {
        try {
            gate.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
