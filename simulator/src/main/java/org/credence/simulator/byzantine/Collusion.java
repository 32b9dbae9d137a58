package org.credence.simulator.byzantine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.credence.base.Digest;
import org.credence.consensus.engine.Effect;
import org.credence.consensus.engine.Input;
import org.credence.consensus.message.Message;
import org.credence.consensus.message.PbftMessage;
import org.credence.consensus.message.ViewChange;
import org.credence.consensus.part.BlockRef;
import org.credence.consensus.part.Certificate;
import org.credence.consensus.part.SignedBlock;

/**
 * Supports a liar that equivocates: votes, in both phases, to each member for the block it was shown, tells only the
 * victim of an ambush what it needs to decide, and afterwards reports the twin, as in A-C2.
 */
final class Collusion extends Deviation.Rewriting {

    private final Actor actor;

    Collusion(Actor actor) {
        this.actor = actor;
    }

    /** The engine inside must not learn the decision it helped to, or its report would show it. */
    @Override
    public boolean admits(Input input) {
        return !(input instanceof Input.Received received
                && received.message().message() instanceof Message.Ballot ballot
                && actor.notebook().twins(ballot.block().id()).filter(t -> t.split().ambush()).isPresent());
    }

    @Override
    void rewrite(Effect.Send send, Outbox out) {
        switch (send.message()) {
            case Message.Ballot ballot -> actor.notebook().twins(ballot.block().id())
                    .ifPresentOrElse(twins -> vote(send, ballot, twins, out), () -> out.add(send));
            case Message.Change(ViewChange change) -> out.add(new Effect.Send(send.audience(), twisted(change)));
            case PbftMessage.Change change when hides(change) ->
                out.add(new Effect.Send(send.audience(), actor.empty(change)));
            case Message _ -> out.add(send);
        }
    }

    /** With PBFT no certificate on a twin can be shown, only the one on the block left out. */
    private boolean hides(PbftMessage.Change change) {
        return change.voter() == actor.self() && change.prepared().stream()
                .anyMatch(certificate -> actor.notebook().twins(certificate.block().id())
                        .filter(twins -> twins.split().ambush()).isPresent());
    }

    private void vote(Effect.Send send, Message.Ballot ballot, Notebook.Twins twins, Outbox out) {
        for (int member : actor.members(send.audience())) {
            if (!twins.split().first().contains(member)) {
                out.to(member, actor.ballot(ballot.phase(), twins.twin().ref()));
            } else if (!twins.split().ambush() || twins.split().victim() == member) {
                out.to(member, ballot);
            }
        }
    }

    /**
     * The report with the twin of every block that has one; the report as it was if it already proves the first block
     * decided.
     */
    private Message.Change twisted(ViewChange change) {
        boolean ambushed = change.tip().flatMap(tip -> actor.notebook().twins(tip.id()))
                .filter(twins -> twins.split().ambush()).isPresent();
        boolean known = change.decided().filter(d -> actor.notebook().twins(d.header().id()).isPresent()).isPresent();
        if (!ambushed || known) {
            return new Message.Change(change);
        }
        List<SignedBlock> path = new ArrayList<>();
        change.path().forEach(block -> path.add(twin(block.id()).orElse(block)));
        path.sort(ViewChange.PATH_ORDER);
        Optional<BlockRef> tip = change.tip().map(ref -> twin(ref.id()).map(SignedBlock::ref).orElse(ref));
        Optional<Certificate> highest = change.highest().filter(cc -> twin(cc.block().id()).isEmpty());
        return actor.signed(new ViewChange(change.epoch(), change.newView(), change.voter(), change.leader(),
                change.decided(), highest, tip, path, change.openings(), List.of(), Actor.unsigned()));
    }

    private Optional<SignedBlock> twin(Digest block) {
        return actor.notebook().twins(block).map(Notebook.Twins::twin);
    }
}
