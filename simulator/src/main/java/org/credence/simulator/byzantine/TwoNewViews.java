package org.credence.simulator.byzantine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.credence.base.Digest;
import org.credence.consensus.engine.Effect;
import org.credence.consensus.engine.Input;
import org.credence.consensus.kernel.Select;
import org.credence.consensus.message.Message;
import org.credence.consensus.message.NewViewProof;
import org.credence.consensus.message.ViewChange;
import org.credence.consensus.part.Committee;
import org.credence.consensus.part.Evidence;
import org.credence.consensus.part.Opening;

/**
 * B22, B23: as new leader, picks its reports twice so that the rule gives two different bases, announces one to some
 * and the other to the rest, and agrees with both. Each NEW_VIEW is valid by itself; only that VIEW_READY is said once
 * per view keeps the opening unique. It may keep evidence back, so that an equivocator's report counts.
 */
final class TwoNewViews extends Deviation.Rewriting {

    private static final int TRIES = 16;

    private final Actor actor;
    /** By voter, the latest report heard. */
    private final TreeMap<Integer, ViewChange> reports = new TreeMap<>();

    TwoNewViews(Actor actor) {
        this.actor = actor;
    }

    @Override
    public boolean admits(Input input) {
        if (input instanceof Input.Received received && received.message().message() instanceof Message.Change(var c)) {
            reports.put(c.voter(), c);
        }
        return true;
    }

    @Override
    void rewrite(Effect.Send send, Outbox out) {
        switch (send.message()) {
            case Message.Change(ViewChange change) when change.voter() == actor.self() -> {
                reports.put(actor.self(), change);
                out.add(send);
            }
            case Message.NewView(NewViewProof proof) when proof.leader() == actor.self() ->
                other(proof).ifPresentOrElse(second -> announce(send, proof, second, out), () -> out.add(send));
            case Message _ -> out.add(send);
        }
    }

    private void announce(Effect.Send send, NewViewProof first, NewViewProof second, Outbox out) {
        for (int member : actor.members(send.audience())) {
            NewViewProof shown = actor.chance().happens(0.5) ? first : second;
            out.to(member, new Message.NewView(shown));
            out.to(member, ready(shown));
        }
    }

    private Message.ViewReady ready(NewViewProof proof) {
        Digest chainId = actor.committee().chainId();
        Digest hash = proof.selection().hash(chainId, proof.epoch(), proof.view());
        return new Message.ViewReady(proof.epoch(), proof.view(), hash,
                actor.signer().sign(Opening.statement(chainId, proof.epoch(), proof.view(), hash)));
    }

    private Optional<NewViewProof> other(NewViewProof proof) {
        Committee committee = actor.committee();
        for (int i = 0; i < TRIES; i++) {
            List<ViewChange> pool = new ArrayList<>(reports.values().stream()
                    .filter(c -> c.newView() == proof.view()).map(c -> c.voter() == actor.self() ? own(c) : c)
                    .toList());
            while (pool.size() > committee.quorum().change()) {
                pool.remove(actor.chance().below(pool.size()));
            }
            if (pool.size() < committee.quorum().change()) {
                return Optional.empty();
            }
            List<Evidence> evidence = actor.chance().happens(0.5) ? proof.evidence() : List.of();
            Optional<NewViewProof> other = new Select().select(actor.epoch().base(), pool, evidence, committee.quorum())
                    .filter(selection -> !selection.equals(proof.selection()))
                    .map(selection -> new NewViewProof(proof.epoch(), proof.view(), proof.leader(), pool, evidence,
                            selection, Actor.unsigned()));
            if (other.isPresent()) {
                return other.map(unsigned -> actor.signed(unsigned).proof());
            }
        }
        return Optional.empty();
    }

    /** Its own report is whatever it likes: the true one, or one that shows nothing. */
    private ViewChange own(ViewChange change) {
        return actor.chance().happens(0.5) ? change : actor.nothingToReport(change).change();
    }
}
