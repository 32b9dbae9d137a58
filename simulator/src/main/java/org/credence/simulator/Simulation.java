package org.credence.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.credence.simulator.result.Outcome;
import org.credence.simulator.result.Report;
import org.credence.simulator.setup.EngineFactory;
import org.credence.simulator.setup.Options;
import org.credence.simulator.setup.Stage;
import org.credence.simulator.setup.Witness;
import org.credence.simulator.world.World;

/**
 * Runs a protocol through worlds drawn from seeds: the same engine that the node drives, with everything around it made
 * to fail.
 */
public final class Simulation {

    private final Optional<EngineFactory> factory;

    /** A simulation of the protocol that the options name, as a node runs it. */
    public Simulation() {
        factory = Optional.empty();
    }

    /** A simulation of the engines that {@code factory} makes in place of the protocol's. */
    public Simulation(EngineFactory factory) {
        this.factory = Optional.of(factory);
    }

    /**
     * Simulates all seeds, several at a time. A violation ends its seed, not the run.
     *
     * @param progress told of every seed that is done, ascending, from the calling thread
     */
    public Report run(Options options, Consumer<Outcome> progress) {
        long start = System.nanoTime();
        List<Outcome> outcomes = new ArrayList<>();
        try (ExecutorService pool = Executors.newFixedThreadPool(options.threads())) {
            List<Future<Outcome>> futures = new ArrayList<>();
            for (int i = 0; i < options.seeds(); i++) {
                long seed = options.seed() + i;
                futures.add(pool.submit(() -> world(options, seed, Witness.nobody()).run()));
            }
            for (Future<Outcome> future : futures) {
                Outcome outcome = await(future);
                outcomes.add(outcome);
                progress.accept(outcome);
            }
        }
        return new Report(outcomes, System.nanoTime() - start);
    }

    /**
     * Simulates the first seed and tells every event.
     *
     * @param lines takes one line per event, in order
     */
    public Outcome trace(Options options, Consumer<String> lines) {
        return new World(options, factory(options), options.seed(), Optional.of(lines), Witness.nobody(),
                Optional.empty()).run();
    }

    /** Simulates the first seed before a witness. */
    public Outcome witnessed(Options options, Witness witness) {
        return world(options, options.seed(), witness).run();
    }

    /** Simulates the first seed on a stage, before a witness; of the faults in the options none happens. */
    public Outcome staged(Options options, Stage stage, Witness witness) {
        return new World(options.withFaults(Set.of()), factory(options), options.seed(), Optional.empty(), witness,
                Optional.of(stage)).run();
    }

    private World world(Options options, long seed, Witness witness) {
        return new World(options, factory(options), seed, Optional.empty(), witness, Optional.empty());
    }

    private EngineFactory factory(Options options) {
        return factory.orElseGet(() -> EngineFactory.of(options.protocol()));
    }

    private static Outcome await(Future<Outcome> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the simulation was interrupted", e);
        } catch (ExecutionException e) {
            throw new AssertionError("the simulator itself failed", e.getCause());
        }
    }
}
