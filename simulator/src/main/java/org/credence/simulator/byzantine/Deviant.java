package org.credence.simulator.byzantine;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.credence.consensus.engine.Effect;
import org.credence.consensus.engine.Engine;
import org.credence.consensus.engine.Input;
import org.credence.consensus.engine.Status;

/** A member that misbehaves: a correct engine whose inputs and outputs pass through deviations. */
public final class Deviant implements Engine {

    private final Engine inside;
    private final List<Deviation> deviations;

    private Deviant(Engine inside, List<Deviation> deviations) {
        this.inside = inside;
        this.deviations = deviations;
    }

    /** The engine bent by these behaviours; every liar also supports the equivocations of the others. */
    public static Deviant of(Engine inside, Set<Behaviour> behaviours, Actor actor) {
        List<Deviation> deviations = new ArrayList<>();
        deviations.add(new Unfolding());
        deviations.add(new Collusion(actor));
        new TreeSet<>(behaviours).forEach(behaviour -> deviations.add(behaviour.of(actor)));
        return new Deviant(inside, List.copyOf(deviations));
    }

    @Override
    public List<Effect> step(long nowMicros, Input input) {
        List<Effect> effects = deviations.stream().allMatch(deviation -> deviation.admits(input))
                ? inside.step(nowMicros, input)
                : List.of();
        for (Deviation deviation : deviations) {
            effects = deviation.bend(nowMicros, input, effects);
        }
        return effects;
    }

    @Override
    public Status status() {
        return inside.status();
    }

    /** Whether it answers requests for stored bodies and decided blocks. */
    public boolean serves() {
        return deviations.stream().allMatch(Deviation::serves);
    }
}
