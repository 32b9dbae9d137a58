package org.credence.simulator.byzantine;

import java.util.List;
import java.util.Optional;
import org.credence.base.block.Batch;
import org.credence.consensus.engine.Effect;
import org.credence.consensus.message.Message;
import org.credence.consensus.part.SignedBlock;

/** B01, B02, B04: as a leader, shows two blocks for one place, from some height of a view on. */
final class Equivocation extends Deviation.Rewriting {

    /** How likely a block is the first of a fork. */
    private static final double START = 0.3;

    private final Actor actor;
    private final boolean ambush;
    private Optional<Notebook.Split> split = Optional.empty();
    private long splitView = -1;

    Equivocation(Actor actor, boolean ambush) {
        this.actor = actor;
        this.ambush = ambush;
    }

    @Override
    void rewrite(Effect.Send send, Outbox out) {
        if (!(send.message() instanceof Message.Propose(SignedBlock block, _, List<Batch> inline))
                || block.block().header().proposer() != actor.self()) {
            out.add(send);
            return;
        }
        Optional<Notebook.Twins> known = actor.notebook().twins(block.id());
        Optional<Notebook.Twins> twins = known.isPresent() ? known : part(block);
        if (twins.isEmpty()) {
            out.add(send);
            return;
        }
        Notebook.Twins pair = twins.get();
        for (int member : actor.members(send.audience())) {
            boolean first = pair.split().first().contains(member);
            out.to(member, Message.Propose.passedOn(first ? pair.block() : pair.twin()).carrying(inline));
        }
    }

    private Optional<Notebook.Twins> part(SignedBlock block) {
        long view = block.block().view();
        boolean continues = actor.notebook().twins(block.block().parent()).isPresent() && splitView == view;
        if (!continues && (splitView == view || !actor.chance().happens(START))) {
            return Optional.empty();
        }
        if (!continues) {
            splitView = view;
            split = Optional.of(ambush
                    ? actor.notebook().ambush(actor.epoch().number(), view, actor.leadership(), actor.chance())
                    : actor.notebook().halves(actor.epoch().number(), actor.chance()));
        }
        return split.map(sides -> actor.notebook().part(block, sides, actor));
    }
}
