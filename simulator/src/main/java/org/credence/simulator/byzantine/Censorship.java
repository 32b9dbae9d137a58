package org.credence.simulator.byzantine;

import java.util.List;
import org.credence.consensus.engine.Effect;
import org.credence.consensus.engine.Input;
import org.credence.consensus.message.Message;

/** B10: acts as if one member did not exist; its batches are not ordered, its votes and reports not counted. */
final class Censorship implements Deviation {

    private final int victim;

    Censorship(Actor actor) {
        victim = actor.anyone();
    }

    @Override
    public boolean admits(Input input) {
        return !(input instanceof Input.Received received) || switch (received.message().message()) {
            case Message.BatchCertified certified -> certified.batch().head().author() != victim;
            case Message.BatchOffer offer -> offer.batch().head().author() != victim;
            case Message _ -> received.message().sender() != victim;
        };
    }

    @Override
    public List<Effect> bend(long nowMicros, Input input, List<Effect> effects) {
        return effects;
    }
}
