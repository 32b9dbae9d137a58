package org.credence.cli.up;

import java.util.function.Consumer;
import org.credence.cli.feeder.ApiBackend;
import org.credence.cli.feeder.Feeder;
import org.credence.cli.feeder.Fleet;
import org.credence.cli.view.Frame;
import org.credence.client.verify.ChainTrust;
import org.credence.node.Retention;
import org.credence.node.genesis.Genesis;

/** A consortium that runs, is fed and is watched. Used by one thread. */
public final class Session implements AutoCloseable {

    private final Opened open = new Opened();
    private final Crew crew;
    private final Feeder feeder;
    private final Observer observer;
    private final Sampler sampler;

    private Session(LocalConsortium consortium, boolean processes, Retention retention, Fleet fleet, double rate,
            Consumer<String> notes) {
        try {
            crew = open.add(processes ? Crew.Processes.start(consortium, retention, notes)
                    : Crew.InProcess.start(consortium, retention));
            observer = open.add(new Observer(consortium.genesis()));
            sampler = open.add(new Sampler(consortium.genesis(), fleet.meters().getFirst()));
            ApiBackend backend = open.add(new ApiBackend(trust(consortium.genesis()),
                    consortium.genesis().members().stream().map(Observer::address).toList()));
            feeder = open.add(new Feeder(fleet, backend, rate));
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private static ChainTrust trust(Genesis genesis) {
        return ChainTrust.of(genesis.committee(), genesis.epochLength());
    }

    /**
     * Starts everything.
     *
     * @param processes whether each member gets a process of its own
     * @param retention how much of the chain each keeps
     * @param rate      readings per second
     * @param notes     told what the operator should know
     */
    public static Session start(LocalConsortium consortium, boolean processes, Retention retention, Fleet fleet,
            double rate, Consumer<String> notes) {
        Ports.requireFree(consortium.genesis());
        Session session = new Session(consortium, processes, retention, fleet, rate, notes);
        session.feeder.start();
        return session;
    }

    /** How it looks now. */
    public Frame frame() {
        return observer.observe(crew, feeder, sampler.sample());
    }

    /** The members this session started. */
    public Crew crew() {
        return crew;
    }

    /** Lets what has been sent be decided, and says how it looked at the end, with the members still up. */
    public Frame stop() {
        feeder.close();
        return frame();
    }

    @Override
    public void close() {
        open.close();
    }
}
