package org.credence.simulator.byzantine;

import java.util.List;
import java.util.Optional;
import org.credence.base.Digest;
import org.credence.base.block.Block;
import org.credence.base.block.Header;
import org.credence.consensus.engine.Effect;
import org.credence.consensus.engine.Input;
import org.credence.consensus.message.Message;
import org.credence.consensus.part.Phase;
import org.credence.consensus.part.SignedBlock;

/**
 * B36: goes on beyond an epoch's last block, and begins the next one before it is its turn or anybody's: proposes and
 * votes above the last block in the old epoch, and in views of the next one, as soon as it sees the last block.
 */
final class Oversteps implements Deviation {

    private final Actor actor;

    Oversteps(Actor actor) {
        this.actor = actor;
    }

    @Override
    public List<Effect> bend(long nowMicros, Input input, List<Effect> effects) {
        Outbox out = new Outbox().addAll(effects);
        if (input instanceof Input.Received received
                && received.message().message() instanceof Message.Propose(SignedBlock seen, _, _)) {
            last(seen).ifPresent(block -> overstep(block, out));
        }
        for (Effect effect : effects) {
            if (effect instanceof Effect.Send(_, Message.Propose(SignedBlock own, _, _))) {
                last(own).ifPresent(block -> overstep(block, out));
            }
        }
        return out.effects();
    }

    private Optional<Block> last(SignedBlock signed) {
        return Optional.of(signed.block()).filter(block -> block.height() == actor.epoch().last()
                && block.header().epoch() == actor.epoch().number());
    }

    private void overstep(Block last, Outbox out) {
        for (int member : actor.some()) {
            show(above(last, actor.epoch().number(), last.view()), member, out);
            show(above(last, actor.epoch().number() + 1, actor.chance().below(actor.committee().size())), member, out);
        }
    }

    private void show(SignedBlock block, int member, Outbox out) {
        out.to(member, Message.Propose.passedOn(block));
        out.to(member, actor.ballot(Phase.CONFIRM, block.ref()));
        out.to(member, actor.ballot(Phase.COMMIT, block.ref()));
    }

    private SignedBlock above(Block last, int epoch, long view) {
        Header below = last.header();
        return actor.signed(Block.of(new Header(below.chainId(), epoch, view, below.height() + 1, last.id(),
                Block.payloadRoot(List.of()), actor.self(), below.timeMs(),
                epoch == below.epoch() ? below.opening() : Digest.ZERO, below.stateHeight(), below.stateRoot()),
                List.of()));
    }
}
