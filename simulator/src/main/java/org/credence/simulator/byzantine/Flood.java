package org.credence.simulator.byzantine;

import java.util.List;
import org.credence.base.block.Block;
import org.credence.base.block.Header;
import org.credence.consensus.engine.Effect;
import org.credence.consensus.engine.Input;
import org.credence.consensus.engine.Timer;
import org.credence.consensus.message.Message;
import org.credence.consensus.part.BlockRef;
import org.credence.consensus.part.Phase;

/**
 * B30: at every heartbeat fills the buffers of others with what cannot be used yet, or ever: votes for blocks that do
 * not exist, and proposals without parents for whatever view it leads next.
 */
final class Flood implements Deviation {

    private static final int BURST = 24;
    private static final long ABSURD = 1L << 62;

    private final Actor actor;
    private long view;
    private long height;

    Flood(Actor actor) {
        this.actor = actor;
    }

    @Override
    public List<Effect> bend(long nowMicros, Input input, List<Effect> effects) {
        Outbox out = new Outbox().addAll(effects);
        for (Effect effect : effects) {
            if (effect instanceof Effect.Moved moved) {
                view = Math.max(view, moved.to());
            }
            if (effect instanceof Effect.Commit(var decision)) {
                height = decision.height();
            }
        }
        if (input instanceof Input.Elapsed(Timer timer) && timer.kind() == Timer.Kind.HEARTBEAT) {
            for (int i = 0; i < BURST; i++) {
                out.to(actor.anyone(), actor.chance().happens(0.5) ? vote() : proposal());
            }
        }
        return out.effects();
    }

    private Message vote() {
        long above = actor.chance().happens(0.1) ? ABSURD : height + actor.chance().between(1, 64);
        long in = actor.chance().happens(0.1) ? ABSURD : view + actor.chance().between(0, 8);
        Phase phase = actor.chance().happens(0.5) ? Phase.CONFIRM : Phase.COMMIT;
        return actor.ballot(phase, new BlockRef(actor.committee().epoch(), in, above, actor.noise()));
    }

    private Message proposal() {
        long led = view;
        while (actor.leadership().leader(led) != actor.self() && led < view + actor.committee().size()) {
            led++;
        }
        return Message.Propose.passedOn(actor.signed(Block.of(new Header(actor.committee().chainId(),
                actor.committee().epoch(), led, height + actor.chance().between(2, 40), actor.noise(),
                Block.payloadRoot(List.of()), actor.self(), 0, actor.noise(), 0, actor.noise()), List.of())));
    }
}
