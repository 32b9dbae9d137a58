package org.credence.simulator.byzantine;

import java.util.ArrayList;
import java.util.List;
import org.credence.base.block.Batch;
import org.credence.consensus.engine.Effect;
import org.credence.consensus.message.Message;
import org.credence.consensus.part.SignedBlock;

/** B03: as a leader, shows three blocks for one place, to each member another, now and then. */
final class ThreeWays extends Deviation.Rewriting {

    private static final double SHARE = 0.1;

    private final Actor actor;

    ThreeWays(Actor actor) {
        this.actor = actor;
    }

    @Override
    void rewrite(Effect.Send send, Outbox out) {
        if (!(send.message() instanceof Message.Propose(SignedBlock signed, _, List<Batch> inline))
                || signed.block().header().proposer() != actor.self() || !actor.chance().happens(SHARE)) {
            out.add(send);
            return;
        }
        List<SignedBlock> three = new ArrayList<>(List.of(signed));
        for (long later = 1; later <= 2; later++) {
            three.add(actor.signed(Notebook.twin(signed.block(), signed.block().parent(), later)));
        }
        for (int member : actor.members(send.audience())) {
            out.to(member, Message.Propose.passedOn(actor.chance().pick(three)).carrying(inline));
        }
    }
}
