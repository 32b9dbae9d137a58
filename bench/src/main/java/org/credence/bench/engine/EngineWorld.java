package org.credence.bench.engine;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.credence.base.Digest;
import org.credence.base.block.Batch;
import org.credence.base.block.BatchHead;
import org.credence.base.block.BatchRef;
import org.credence.bench.BenchFailed;
import org.credence.consensus.engine.Audience;
import org.credence.consensus.engine.Cause;
import org.credence.consensus.engine.Effect;
import org.credence.consensus.engine.Input;
import org.credence.consensus.engine.Promise;
import org.credence.consensus.engine.Reason;
import org.credence.consensus.message.Message;
import org.credence.consensus.part.Decision;
import org.credence.consensus.part.Evidence;
import org.credence.node.driver.Driver;
import org.credence.node.driver.World;
import org.credence.node.pipeline.BodyStore;
import org.credence.node.pipeline.Outlet;
import org.credence.node.storage.Journal;
import org.credence.node.storage.Settled;

/**
 * What the engine's effects do: promises go to a journal on disk and messages to sockets, as in a node; a block is
 * executed as soon as it is decided, in no time. Used by the driver's thread alone.
 */
final class EngineWorld implements World, Settled.Source {

    private final Course course;
    private final int self;
    private final Outlet outlet;
    private final BodyStore bodies;
    private final Consumer<Throwable> failed;
    private final List<Long> next;
    private Optional<Journal> journal = Optional.empty();
    private Runnable ordered = () -> {};
    private long height;

    EngineWorld(Course course, int self, Outlet outlet, BodyStore bodies, Consumer<Throwable> failed) {
        this.course = course;
        this.self = self;
        this.outlet = outlet;
        this.bodies = bodies;
        this.failed = failed;
        next = new ArrayList<>(Collections.nCopies(course.quorum().n(), 1L));
    }

    /**
     * Before the driver starts.
     *
     * @param remembering where promises go
     * @param own         told of each own batch that is decided
     */
    void attach(Journal remembering, Runnable own) {
        journal = Optional.of(remembering);
        ordered = own;
    }

    /** There is no chain on disk that could lag behind: what is decided is settled. */
    @Override
    public Settled settle() {
        return new Settled(height, next);
    }

    @Override
    public void persist(Promise promise) {
        journal.orElseThrow().append(promise);
        if (promise instanceof Promise.Held(Batch batch)) {
            bodies.keep(batch);
        }
    }

    @Override
    public void sync() {
        journal.orElseThrow().sync();
    }

    @Override
    public void send(Audience audience, Message message) {
        if (message instanceof Message.Propose propose) {
            course.proposed(Driver.nowMicros(), propose.block().block().height());
        }
        outlet.send(audience, message);
    }

    @Override
    public void keep(Batch batch) {
        bodies.keep(batch);
    }

    @Override
    public void certified(long sequence) {
        // Clients wait for the decision.
    }

    @Override
    public void decided(Decision decision) {
        height = decision.height();
        course.decided(Driver.nowMicros(), self, decision);
        for (BatchRef batch : decision.block().batches()) {
            BatchHead head = batch.head();
            next.set(head.author(), head.sequence() + 1);
            if (head.author() == self) {
                ordered.run();
            }
        }
    }

    @Override
    public Input.Built built(Digest parent) {
        return new Input.Built(parent, System.currentTimeMillis(), height, Digest.ZERO);
    }

    @Override
    public Optional<Boolean> check(Effect.Check check) {
        return Optional.of(true);
    }

    @Override
    public void accused(Evidence evidence) {
        failed.accept(new BenchFailed("member " + evidence.culprit() + " is accused, and nobody lies"));
    }

    @Override
    public void ignored(Reason reason, int sender) {
        // Late votes, mostly. What is lost for good shows in the height.
    }

    @Override
    public void moved(long from, long to, Cause cause) {
        failed.accept(new BenchFailed("view " + from + " is left for " + to + ", " + cause
                + ": this machine stood still for long, and there is nothing to compare"));
    }

    @Override
    public void halted(Throwable failure) {
        failed.accept(failure);
    }
}
