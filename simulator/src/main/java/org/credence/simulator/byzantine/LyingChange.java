package org.credence.simulator.byzantine;

import java.util.Optional;
import org.credence.consensus.engine.Effect;
import org.credence.consensus.message.Message;
import org.credence.consensus.message.PbftMessage;
import org.credence.consensus.message.ViewChange;

/** B15, B18: reports neither tip nor certificate when it leaves a view, to all or to some. */
final class LyingChange extends Deviation.Rewriting {

    private final Actor actor;
    private final boolean twoFaced;

    LyingChange(Actor actor, boolean twoFaced) {
        this.actor = actor;
        this.twoFaced = twoFaced;
    }

    @Override
    void rewrite(Effect.Send send, Outbox out) {
        Optional<Message> lie = switch (send.message()) {
            case Message.Change(ViewChange change) when change.voter() == actor.self() ->
                Optional.of(actor.nothingToReport(change));
            case PbftMessage.Change change when change.voter() == actor.self() -> Optional.of(actor.empty(change));
            case Message _ -> Optional.empty();
        };
        if (lie.isEmpty()) {
            out.add(send);
            return;
        }
        for (int member : actor.members(send.audience())) {
            out.to(member, twoFaced && actor.chance().happens(0.5) ? send.message() : lie.get());
        }
    }
}
