package org.credence.consensus.kernel;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import org.credence.base.block.BatchRef;
import org.credence.base.block.Block;
import org.credence.consensus.engine.ChainView;
import org.credence.consensus.engine.Effect;
import org.credence.consensus.engine.Engine;
import org.credence.consensus.engine.Input;
import org.credence.consensus.engine.Promise;
import org.credence.consensus.engine.Promises;
import org.credence.consensus.engine.Status;
import org.credence.consensus.engine.Timer;
import org.credence.consensus.part.Base;
import org.credence.consensus.part.Epoch;

/**
 * One engine after the other, each for one epoch (P§1.7). An epoch begins only when the world has executed and stored
 * the last block of the one before, so that two epochs never vote beside each other: the new engine knows no other past
 * than that block, and the promises of the old one bind nobody any more. Batches that were vouched for and not ordered
 * are carried over while the members stay the same.
 */
public final class Epochs implements Engine {

    private final Function<Epoch, Engine> engines;
    private final TreeSet<Timer> armed = new TreeSet<>(Comparator.comparing(Timer::kind).thenComparingLong(Timer::key));
    private final Early early = new Early();
    private final Unordered unordered = new Unordered();
    private Epoch epoch;
    private Engine engine;

    /**
     * @param first   the epoch that the stored chain is in
     * @param engines makes the engine of an epoch, not yet started
     */
    public Epochs(Epoch first, Function<Epoch, Engine> engines) {
        this.engines = engines;
        this.epoch = first;
        this.engine = engines.apply(first);
    }

    @Override
    public List<Effect> step(long nowMicros, Input input) {
        return switch (input) {
            case Input.Started(ChainView chain, Promises promises) -> start(nowMicros, chain, promises);
            case Input.EpochBegan(Epoch next) -> begin(nowMicros, next);
            case Input.Received received when epoch.ends() && early.takes(received, epoch.number()) -> List.of();
            case Input.Elapsed(Timer timer) -> {
                armed.remove(timer);
                yield noted(engine.step(nowMicros, input));
            }
            case Input _ -> noted(engine.step(nowMicros, input));
        };
    }

    @Override
    public Status status() {
        return engine.status();
    }

    private List<Effect> start(long nowMicros, ChainView chain, Promises promises) {
        if (!chain.base().equals(epoch.base()) || promises.epoch() > epoch.number()) {
            throw new AssertionError("P§1.7: started in epoch " + epoch.number() + " on " + chain.base()
                    + ", but its promises are of epoch " + promises.epoch() + " and the epoch stands on "
                    + epoch.base());
        }
        unordered.start(chain.nextSequences(), promises.held());
        if (promises.epoch() == epoch.number()) {
            return noted(engine.step(nowMicros, new Input.Started(chain, promises)));
        }
        // It lost power between storing the last block and promising to leave that block's epoch.
        return entered(nowMicros, chain);
    }

    private List<Effect> begin(long nowMicros, Epoch next) {
        Status before = engine.status();
        Base base = next.base();
        if (next.number() != epoch.number() + 1 || base.height() != epoch.last()
                || before.decidedHeight() != base.height() || !before.decidedId().equals(base.id())) {
            throw new AssertionError("P§1.7: epoch " + next.number() + " on " + base + " after epoch " + epoch.number()
                    + " that ends at " + epoch.last() + " and is decided up to " + before.decidedHeight());
        }
        if (!next.committee().members().equals(epoch.committee().members())) {
            throw new AssertionError("P§1.7: epoch " + next.number() + " has other members than the one before");
        }
        List<Effect> effects = new ArrayList<>(armed.stream().map(Effect.Disarm::new).toList());
        armed.clear();
        epoch = next;
        engine = engines.apply(next);
        effects.addAll(entered(nowMicros, new ChainView(base, Optional.empty(), unordered.nextSequences(), false)));
        for (Input.Received waiting : early.release(next.number())) {
            effects.addAll(noted(engine.step(nowMicros, waiting)));
        }
        return effects;
    }

    /** The new engine's first step, with nothing promised yet but batches. */
    private List<Effect> entered(long nowMicros, ChainView chain) {
        Promises promises = new Promises();
        Promise entered = new Promise.EpochEntered(epoch.number());
        promises.add(entered);
        unordered.held().forEach(batch -> promises.add(new Promise.Held(batch)));
        List<Effect> effects = new ArrayList<>();
        effects.add(new Effect.Persist(entered));
        effects.addAll(noted(engine.step(nowMicros, new Input.Started(chain, promises))));
        return effects;
    }

    /** Keeps what the next epoch's engine will have to be told, or would not know of. */
    private List<Effect> noted(List<Effect> effects) {
        for (Effect effect : effects) {
            switch (effect) {
                case Effect.Arm(Timer timer, long _) -> armed.add(timer);
                case Effect.Disarm(Timer timer) -> armed.remove(timer);
                case Effect.Persist(Promise.Held(var batch)) -> unordered.hold(batch);
                case Effect.Commit(var decision) -> ordered(decision.block());
                case Effect _ -> {}
            }
        }
        return effects;
    }

    private void ordered(Block block) {
        block.batches().stream().map(BatchRef::head).forEach(unordered::ordered);
    }
}
