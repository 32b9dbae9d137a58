package org.credence.simulator.byzantine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.credence.base.Digest;
import org.credence.base.Limits;
import org.credence.consensus.engine.Effect;
import org.credence.consensus.message.Message;
import org.credence.consensus.message.NewViewProof;
import org.credence.consensus.message.PbftMessage;
import org.credence.consensus.message.ViewChange;
import org.credence.consensus.part.Selection;

/**
 * B20: a NEW_VIEW whose selection does not follow from its reports, or with a report that its voter never signed, to
 * all
 * or to some beside the right one.
 */
final class WrongSelection extends Deviation.Rewriting {

    private final Actor actor;
    private final boolean twoFaced;

    WrongSelection(Actor actor) {
        this.actor = actor;
        twoFaced = actor.chance().happens(0.5);
    }

    @Override
    void rewrite(Effect.Send send, Outbox out) {
        Optional<Message> wrong = switch (send.message()) {
            case Message.NewView(NewViewProof proof) -> Optional.of(wrong(proof));
            case PbftMessage.NewView view when view.leader() == actor.self() -> Optional.of(
                    actor.signed(new PbftMessage.NewView(view.epoch(), view.view(), view.leader(), view.changes(),
                            other(view.selection()), Actor.unsigned())));
            case Message _ -> Optional.empty();
        };
        if (wrong.isEmpty()) {
            out.add(send);
            return;
        }
        for (int member : actor.members(send.audience())) {
            out.to(member, twoFaced && actor.chance().happens(0.5) ? send.message() : wrong.get());
        }
    }

    private Message wrong(NewViewProof proof) {
        boolean forges = actor.chance().happens(0.3);
        return actor.signed(new NewViewProof(proof.epoch(), proof.view(), proof.leader(),
                forges ? forged(proof.changes()) : proof.changes(), proof.evidence(),
                forges ? proof.selection() : other(proof.selection()), Actor.unsigned()));
    }

    /** The last report says nothing, as if its voter had said so. */
    private List<ViewChange> forged(List<ViewChange> changes) {
        List<ViewChange> reports = new ArrayList<>(changes);
        reports.add(actor.nothingToReport(reports.removeLast()).change().signed(Actor.unsigned()));
        return reports;
    }

    private Selection other(Selection right) {
        List<Digest> assigned = new ArrayList<>(right.assigned());
        if (assigned.isEmpty() || (assigned.size() < Limits.WINDOW && actor.chance().happens(0.3))) {
            assigned.add(actor.noise());
        } else {
            assigned.removeLast();
        }
        return new Selection(right.decidedHeight(), right.decidedId(), assigned);
    }
}
