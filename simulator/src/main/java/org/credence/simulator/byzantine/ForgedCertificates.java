package org.credence.simulator.byzantine;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.credence.base.Digest;
import org.credence.base.Signature;
import org.credence.base.block.Vote;
import org.credence.consensus.engine.Effect;
import org.credence.consensus.message.Message;
import org.credence.consensus.message.ViewChange;
import org.credence.consensus.part.BlockRef;
import org.credence.consensus.part.Certificate;
import org.credence.consensus.part.Phase;

/**
 * B17: reports a CC on its tip whose votes are all its own, with the names of others beside them. One member twice has
 * no encoding at all.
 */
final class ForgedCertificates extends Deviation.Rewriting {

    private final Actor actor;

    ForgedCertificates(Actor actor) {
        this.actor = actor;
    }

    @Override
    void rewrite(Effect.Send send, Outbox out) {
        if (send.message() instanceof Message.Change(ViewChange change) && change.voter() == actor.self()
                && change.tip().isPresent()) {
            out.add(new Effect.Send(send.audience(), forged(change, change.tip().get())));
        } else {
            out.add(send);
        }
    }

    private Message.Change forged(ViewChange change, BlockRef tip) {
        Digest statement = tip.statement(actor.committee().chainId(), Phase.CONFIRM);
        Signature own = actor.signer().sign(statement);
        List<Vote> votes = IntStream.range(0, actor.committee().quorum().slow()).mapToObj(m -> new Vote(m, own))
                .toList();
        return actor.signed(new ViewChange(change.epoch(), change.newView(), change.voter(), change.leader(),
                change.decided(), Optional.of(new Certificate(Phase.CONFIRM, tip, votes)), change.tip(), change.path(),
                change.openings(), change.evidence(), Actor.unsigned()));
    }
}
