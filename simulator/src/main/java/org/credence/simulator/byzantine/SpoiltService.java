package org.credence.simulator.byzantine;

import java.util.List;
import java.util.Optional;
import org.credence.base.block.Batch;
import org.credence.consensus.engine.Effect;
import org.credence.consensus.engine.Input;
import org.credence.consensus.message.Message;
import org.credence.consensus.message.TransferMessage;
import org.credence.consensus.part.Certificate;
import org.credence.consensus.part.Decision;

/** B34: serves decided blocks whose certificate lacks votes, or with the bodies of others, and wrong bodies. */
final class SpoiltService implements Deviation {

    private final Actor actor;
    private Optional<Batch> other = Optional.empty();

    SpoiltService(Actor actor) {
        this.actor = actor;
    }

    @Override
    public List<Effect> bend(long nowMicros, Input input, List<Effect> effects) {
        if (input instanceof Input.Submitted(Batch batch)) {
            other = Optional.of(batch);
        }
        return effects;
    }

    @Override
    public Message served(Message answer) {
        return switch (answer) {
            case TransferMessage.BatchBody body -> other.<Message>map(TransferMessage.BatchBody::new).orElse(body);
            case Message.Decided(Decision decision, List<Batch> bodies) when actor.chance().happens(0.5) ->
                new Message.Decided(thinned(decision), bodies);
            case Message.Decided(Decision decision, List<Batch> _) ->
                new Message.Decided(decision, other.stream().toList());
            case Message _ -> answer;
        };
    }

    private static Decision thinned(Decision decision) {
        Certificate c = decision.certificate();
        return new Decision(decision.block(), decision.link(),
                new Certificate(c.phase(), c.block(), c.votes().subList(1, c.votes().size())));
    }
}
