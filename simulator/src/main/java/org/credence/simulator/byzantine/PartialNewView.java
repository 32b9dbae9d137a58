package org.credence.simulator.byzantine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.credence.consensus.engine.Audience;
import org.credence.consensus.engine.Effect;
import org.credence.consensus.engine.Input;
import org.credence.consensus.kernel.pbft.Carried;
import org.credence.consensus.message.Message;
import org.credence.consensus.message.PbftMessage;

/**
 * B24: its NEW_VIEW and the opening that follows reach a random part of the members. With PBFT, where a NEW_VIEW is
 * believed for itself, the others may get a second one that follows from other reports and is as valid.
 */
final class PartialNewView extends Deviation.Rewriting {

    private final Actor actor;
    private final Set<Integer> told = new TreeSet<>();
    /** The last NEW_VIEW of its own, until there is a second one. */
    private Optional<PbftMessage.NewView> begun = Optional.empty();

    PartialNewView(Actor actor) {
        this.actor = actor;
    }

    @Override
    public List<Effect> bend(long nowMicros, Input input, List<Effect> effects) {
        Outbox out = new Outbox().addAll(super.bend(nowMicros, input, effects));
        if (input instanceof Input.Received received
                && received.message().message() instanceof PbftMessage.Change change) {
            second(change).ifPresent(newView -> actor.members(new Audience.Others()).stream()
                    .filter(member -> !told.contains(member)).forEach(member -> out.to(member, newView)));
        }
        return out.effects();
    }

    @Override
    void rewrite(Effect.Send send, Outbox out) {
        switch (send.message()) {
            case Message.NewView _,Message.ViewOpened _ -> tell(send, out);
            case PbftMessage.NewView newView -> {
                if (newView.leader() == actor.self()
                        && begun.filter(known -> known.view() >= newView.view()).isEmpty()) {
                    begun = Optional.of(newView);
                    told.clear();
                }
                told.addAll(tell(send, out));
            }
            case Message _ -> out.add(send);
        }
    }

    private List<Integer> tell(Effect.Send send, Outbox out) {
        List<Integer> some = actor.some();
        some.forEach(member -> out.to(member, send.message()));
        return some;
    }

    /** A report that came too late for the first NEW_VIEW, in place of one that was in it. */
    private Optional<PbftMessage.NewView> second(PbftMessage.Change late) {
        Optional<PbftMessage.NewView> first = begun.filter(newView -> newView.view() == late.newView()
                && newView.changes().stream().noneMatch(change -> change.voter() == late.voter()));
        if (first.isEmpty()) {
            return Optional.empty();
        }
        PbftMessage.NewView newView = first.get();
        List<PbftMessage.Change> changes = new ArrayList<>(newView.changes());
        changes.set(actor.chance().below(changes.size()), late);
        changes.sort(Comparator.comparingInt(PbftMessage.Change::voter));
        return Optional.of(actor.signed(new PbftMessage.NewView(newView.epoch(), newView.view(), newView.leader(),
                changes, Carried.select(actor.epoch().base(), changes), Actor.unsigned())));
    }
}
