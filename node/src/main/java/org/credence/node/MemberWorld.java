package org.credence.node;

import java.util.Optional;
import java.util.function.Consumer;
import org.credence.base.Digest;
import org.credence.base.block.Batch;
import org.credence.base.block.BatchHead;
import org.credence.base.block.BatchRef;
import org.credence.consensus.engine.Audience;
import org.credence.consensus.engine.Cause;
import org.credence.consensus.engine.Effect;
import org.credence.consensus.engine.Input;
import org.credence.consensus.engine.Promise;
import org.credence.consensus.engine.Reason;
import org.credence.consensus.message.Message;
import org.credence.consensus.part.Decision;
import org.credence.consensus.part.Evidence;
import org.credence.consensus.part.Phase;
import org.credence.ledger.observation.Observatory;
import org.credence.node.driver.World;
import org.credence.node.metrics.NodeMeters;
import org.credence.node.pipeline.Batcher;
import org.credence.node.pipeline.BodyStore;
import org.credence.node.pipeline.ExecutedStates;
import org.credence.node.pipeline.Execution;
import org.credence.node.pipeline.Outlet;
import org.credence.node.storage.Journal;
import org.slf4j.Logger;

/** What the engine's effects do in a real node. */
final class MemberWorld implements World {

    private final int self;
    private final Journal journal;
    private final Outlet outlet;
    private final BodyStore bodies;
    private final Execution execution;
    private final ExecutedStates states;
    private final Batcher batcher;
    private final Observatory observatory;
    private final NodeMeters meters;
    private final Logger log;
    private final Consumer<Evidence> accuse;
    private final Consumer<Throwable> halt;

    MemberWorld(int self, Journal journal, Outlet outlet, BodyStore bodies, Execution execution, ExecutedStates states,
            Batcher batcher, Observatory observatory, NodeMeters meters, Logger log, Consumer<Evidence> accuse,
            Consumer<Throwable> halt) {
        this.accuse = accuse;
        this.self = self;
        this.journal = journal;
        this.outlet = outlet;
        this.bodies = bodies;
        this.execution = execution;
        this.states = states;
        this.batcher = batcher;
        this.observatory = observatory;
        this.meters = meters;
        this.log = log;
        this.halt = halt;
    }

    @Override
    public void persist(Promise promise) {
        journal.append(promise);
        if (promise instanceof Promise.Held held) {
            bodies.keep(held.batch());
        }
    }

    @Override
    public void sync() {
        journal.sync();
    }

    @Override
    public void send(Audience audience, Message message) {
        observatory.saw(self, message, System.nanoTime());
        outlet.send(audience, message);
    }

    @Override
    public void certified(long sequence) {
        batcher.certified(sequence);
    }

    @Override
    public void keep(Batch batch) {
        bodies.keep(batch);
    }

    @Override
    public void decided(Decision decision) {
        execution.decided(decision);
        observatory.decided(decision.height(), decision.block().id());
        meters.decided(decision.certificate().phase() == Phase.CONFIRM);
        for (BatchRef ref : decision.block().batches()) {
            BatchHead head = ref.head();
            if (head.author() == self) {
                batcher.ordered(head.sequence());
            }
        }
    }

    @Override
    public Input.Built built(Digest parent) {
        ExecutedStates.Newest newest = states.newest();
        return new Input.Built(parent, System.currentTimeMillis(), newest.height(), newest.root());
    }

    @Override
    public Optional<Boolean> check(Effect.Check check) {
        return states.check(check.block(), check.parentMs(), System.currentTimeMillis());
    }

    @Override
    public void accused(Evidence evidence) {
        meters.accused();
        accuse.accept(evidence);
        log.atWarn().addKeyValue("culprit", evidence.culprit()).addKeyValue("view", evidence.view())
                .addKeyValue("kind", evidence.getClass().getSimpleName()).log("proof of misbehaviour");
    }

    @Override
    public void ignored(Reason reason, int sender) {
        meters.ignored(reason);
        log.atDebug().addKeyValue("reason", reason).addKeyValue("sender", sender).log("ignored");
        if (sender == self && (reason == Reason.OUT_OF_SEQUENCE || reason == Reason.BUFFER_FULL)) {
            // The batcher counts as the engine does; if it ever did not, its transactions would wait for ever.
            throw new AssertionError("own batch refused: " + reason);
        }
    }

    @Override
    public void moved(long from, long to, Cause cause) {
        meters.moved(cause);
        log.atInfo().addKeyValue("from", from).addKeyValue("to", to).addKeyValue("cause", cause).log("view changed");
    }

    @Override
    public void halted(Throwable failure) {
        halt.accept(failure);
    }
}
