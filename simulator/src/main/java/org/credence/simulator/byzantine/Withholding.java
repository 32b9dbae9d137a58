package org.credence.simulator.byzantine;

import java.util.List;
import org.credence.consensus.engine.Effect;
import org.credence.consensus.message.Message;

/**
 * B09: lets only some see its batches and proposals, some of the others no more than a proposal without what is inline,
 * and serves nobody.
 */
final class Withholding extends Deviation.Rewriting {

    private final Actor actor;

    Withholding(Actor actor) {
        this.actor = actor;
    }

    @Override
    void rewrite(Effect.Send send, Outbox out) {
        switch (send.message()) {
            case Message.BatchOffer offer -> out.to(actor.anyone(), offer);
            case Message.Propose propose when propose.block().block().header().proposer() == actor.self() -> {
                actor.some().forEach(member -> out.to(member, propose));
                if (!propose.inline().isEmpty()) {
                    actor.some().forEach(member -> out.to(member, propose.carrying(List.of())));
                }
            }
            case Message _ -> out.add(send);
        }
    }

    @Override
    public boolean serves() {
        return false;
    }
}
