package org.credence.simulator.byzantine;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.credence.consensus.engine.Effect;
import org.credence.consensus.engine.Input;
import org.credence.consensus.message.Message;
import org.credence.consensus.message.ViewChange;

/** B21: as new leader, never sees the reports of the first f members that report a tip, so that V lacks them. */
final class HiddenTips implements Deviation {

    private final Actor actor;
    private final Set<Integer> hidden = new TreeSet<>();
    private long view = -1;

    HiddenTips(Actor actor) {
        this.actor = actor;
    }

    @Override
    public boolean admits(Input input) {
        if (!(input instanceof Input.Received received
                && received.message().message() instanceof Message.Change(ViewChange change))
                || actor.leadership().leader(change.newView()) != actor.self()) {
            return true;
        }
        if (change.newView() > view) {
            view = change.newView();
            hidden.clear();
        }
        if (change.tip().isPresent() && hidden.size() < actor.committee().quorum().f()) {
            hidden.add(change.voter());
        }
        return !hidden.contains(change.voter());
    }

    @Override
    public List<Effect> bend(long nowMicros, Input input, List<Effect> effects) {
        return effects;
    }
}
