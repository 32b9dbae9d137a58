package org.credence.cli.up;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.credence.cli.feeder.ApiBackend;
import org.credence.cli.feeder.Feeder;
import org.credence.cli.feeder.Fleet;
import org.credence.cli.view.Frame;

/** A consortium that runs, is fed and is watched. Used by one thread. */
public final class Session implements AutoCloseable {

    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final Crew crew;
    private final Feeder feeder;
    private final Observer observer;
    private final Sampler sampler;

    private Session(LocalConsortium consortium, boolean processes, Fleet fleet, double rate, Consumer<String> notes) {
        try {
            crew = processes ? Crew.Processes.start(consortium, notes) : Crew.InProcess.start(consortium);
            open.push(crew);
            observer = new Observer(consortium.genesis());
            open.push(observer);
            sampler = new Sampler(consortium.genesis(), fleet.meters().getFirst());
            open.push(sampler);
            ApiBackend backend = new ApiBackend(consortium.genesis().committee(),
                    consortium.genesis().members().stream().map(Observer::address).toList());
            open.push(backend);
            feeder = new Feeder(fleet, backend, rate);
            open.push(feeder);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /**
     * Starts everything.
     *
     * @param processes whether each member gets a process of its own
     * @param rate      readings per second
     * @param notes     told what the operator should know
     */
    public static Session start(LocalConsortium consortium, boolean processes, Fleet fleet, double rate,
            Consumer<String> notes) {
        Ports.requireFree(consortium.genesis());
        Session session = new Session(consortium, processes, fleet, rate, notes);
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
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception e) {
                // One that cannot be closed must not keep the others open; the members' own logs have the cause.
                Thread.currentThread().getThreadGroup().uncaughtException(Thread.currentThread(), e);
            }
        }
    }
}
