package org.credence.simulator.byzantine;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.credence.consensus.engine.Effect;
import org.credence.consensus.engine.Input;
import org.credence.consensus.message.Message;
import org.credence.consensus.message.PbftMessage;
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
        if (!(input instanceof Input.Received received)) {
            return true;
        }
        return switch (received.message().message()) {
            case Message.Change(ViewChange change) ->
                admits(change.newView(), change.voter(), change.tip().isPresent());
            case PbftMessage.Change change -> admits(change.newView(), change.voter(), !change.prepared().isEmpty());
            case Message _ -> true;
        };
    }

    private boolean admits(long newView, int voter, boolean shows) {
        if (actor.leadership().leader(newView) != actor.self()) {
            return true;
        }
        if (newView > view) {
            view = newView;
            hidden.clear();
        }
        if (shows && hidden.size() < actor.committee().quorum().f()) {
            hidden.add(voter);
        }
        return !hidden.contains(voter);
    }

    @Override
    public List<Effect> bend(long nowMicros, Input input, List<Effect> effects) {
        return effects;
    }
}
