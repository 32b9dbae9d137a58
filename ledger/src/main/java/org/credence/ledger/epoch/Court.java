package org.credence.ledger.epoch;

import java.util.OptionalInt;
import org.credence.base.codec.Writer;
import org.credence.base.proof.StateKey;
import org.credence.consensus.kernel.Proofs;
import org.credence.consensus.kernel.Select;
import org.credence.consensus.message.Claims;
import org.credence.consensus.part.Committee;
import org.credence.consensus.part.Evidence;
import org.credence.consensus.part.Roster;
import org.credence.crypto.Verifier;
import org.credence.ledger.Rejected;
import org.credence.ledger.State;
import org.credence.reputation.CreditRules;

/** Judges proofs of misbehaviour: each fault once, by the members of the epoch in which it happened (P§1.9). */
final class Court {

    private final Constitution constitution;
    private final Verifier verifier;

    Court(Constitution constitution, Verifier verifier) {
        this.constitution = constitution;
        this.verifier = verifier;
    }

    /** What can be said without knowing who was a member then. */
    void requireConflict(Evidence evidence) {
        if (!evidence.conflicts() || !evidence.isOf(constitution.chainId())) {
            throw new Rejected(ConsortiumCode.NO_EVIDENCE, "evidence", "what it shows does not conflict on this chain");
        }
    }

    void accuse(Evidence evidence, EpochRecord record, Roster roster, State state) {
        if (evidence.epoch() > record.number() || evidence.epoch() <= record.number() - CreditRules.BARRED_EPOCHS) {
            throw new Rejected(ConsortiumCode.TOO_OLD, "evidence.epoch", "is " + evidence.epoch() + ", must be within "
                    + CreditRules.BARRED_EPOCHS + " up to " + record.number());
        }
        StateKey punished = StateKey.fault(evidence.fault());
        if (state.value(punished).isPresent()) {
            throw new Rejected(ConsortiumCode.ALREADY_PUNISHED, "evidence", "is of a fault that has been punished");
        }
        int culprit = proven(evidence, roster, state);
        byte[] epoch = new Writer(4).u32(record.number()).toBytes();
        state.put(punished, epoch);
        state.put(StateKey.convicted(culprit), epoch);
    }

    /** Where whom it convicts sits today. */
    private int proven(Evidence evidence, Roster roster, State state) {
        Roster then = constitution.rosterOf(evidence.epoch(), state::value);
        Committee committee = then.committee(constitution.chainId(), evidence.epoch());
        if (!committee.has(evidence.culprit())) {
            throw new Rejected(ConsortiumCode.NO_EVIDENCE, "evidence", "is of member " + evidence.culprit()
                    + ", who was none");
        }
        if (!new Proofs(committee, new Select()).convicts(evidence)) {
            throw new Rejected(ConsortiumCode.NO_EVIDENCE, "evidence",
                    "shows nothing that a correct member could not have signed");
        }
        if (!Claims.hold(evidence, committee, verifier)) {
            throw new Rejected(ConsortiumCode.NO_EVIDENCE, "evidence",
                    "is not signed by member " + evidence.culprit() + ", or holds no false signature where it says so");
        }
        OptionalInt today = roster.member(then.seats().get(evidence.culprit()).name());
        return today.orElseThrow(() -> new Rejected(ConsortiumCode.NO_EVIDENCE, "evidence",
                "is of a member that has left"));
    }
}
