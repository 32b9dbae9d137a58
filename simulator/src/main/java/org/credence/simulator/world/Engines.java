package org.credence.simulator.world;

import java.util.Set;
import org.credence.consensus.engine.Engine;
import org.credence.consensus.part.Epoch;
import org.credence.crypto.Signer;
import org.credence.simulator.byzantine.Actor;
import org.credence.simulator.byzantine.Deviant;
import org.credence.simulator.byzantine.Notebook;
import org.credence.simulator.random.Chance;
import org.credence.simulator.setup.EngineFactory;

/** Makes the engines of sessions; those of liars deviate, unless a stage sees to all that they do. */
final class Engines {

    private final World world;
    private final EngineFactory factory;
    private final Notebook notebook;
    private final boolean deviate;

    Engines(World world, EngineFactory factory, Notebook notebook, boolean deviate) {
        this.world = world;
        this.factory = factory;
        this.notebook = notebook;
        this.deviate = deviate;
    }

    /** The engine of a process that has a seat in the epoch. */
    Engine engine(int process, Epoch epoch, Chance lies) {
        Session session = Session.of(process, world.calendar().rosters().at(epoch.number()), epoch);
        Signer signer = world.signer(session.key());
        Engine engine = factory.engine(epoch, session.seat(), signer, world.swarm().timing());
        return world.correct(process) || !deviate
                ? engine
                : Deviant.of(engine, world.swarm().liars().getOrDefault(process, Set.of()),
                        new Actor(session.seat(), epoch, signer, factory::leadership, notebook, lies));
    }
}
