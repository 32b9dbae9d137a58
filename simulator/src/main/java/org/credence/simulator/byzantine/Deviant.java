package org.credence.simulator.byzantine;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.credence.consensus.engine.Effect;
import org.credence.consensus.engine.Engine;
import org.credence.consensus.engine.Input;
import org.credence.consensus.engine.Status;
import org.credence.consensus.message.Message;
import org.credence.consensus.part.Epoch;
import org.credence.simulator.setup.Fault;

/** A member that misbehaves: a correct engine whose inputs and outputs pass through deviations. */
public final class Deviant implements Engine {

    private final Engine inside;
    private final Actor actor;
    private final List<Deviation> deviations;

    private Deviant(Engine inside, Actor actor, List<Deviation> deviations) {
        this.inside = inside;
        this.actor = actor;
        this.deviations = deviations;
    }

    /**
     * The engine bent by these faults. Every liar also supports the equivocations of the others and, where epochs end,
     * oversteps them (B36), unless all that is wrong with it is its machine.
     */
    public static Deviant of(Engine inside, Set<Fault> faults, Actor actor) {
        List<Deviation> deviations = new ArrayList<>();
        new TreeSet<>(faults).forEach(fault -> Catalogue.of(fault, actor).ifPresent(deviations::add));
        if (faults.isEmpty() || !deviations.isEmpty()) {
            deviations.addFirst(new Collusion(actor));
            deviations.addFirst(new Unfolding());
            if (actor.epoch().ends()) {
                deviations.add(new Oversteps(actor));
            }
        }
        return new Deviant(inside, actor, List.copyOf(deviations));
    }

    @Override
    public List<Effect> step(long nowMicros, Input input) {
        if (input instanceof Input.EpochBegan(Epoch epoch)) {
            actor.began(epoch);
        }
        List<Effect> effects = admits(input) ? inside.step(nowMicros, input) : List.of();
        for (Deviation deviation : deviations) {
            effects = deviation.bend(nowMicros, input, effects);
        }
        return effects;
    }

    private boolean admits(Input input) {
        for (Deviation deviation : deviations) {
            if (!deviation.admits(input)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public Status status() {
        return inside.status();
    }

    /** Whether it answers requests for stored bodies and decided blocks. */
    public boolean serves() {
        return deviations.stream().allMatch(Deviation::serves);
    }

    /** What it sends in place of the true answer to such a request. */
    public Message served(Message answer) {
        Message served = answer;
        for (Deviation deviation : deviations) {
            served = deviation.served(served);
        }
        return served;
    }
}
