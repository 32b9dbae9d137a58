package org.credence.simulator.check;

import java.util.Optional;
import java.util.OptionalInt;
import org.credence.consensus.kernel.Proofs;
import org.credence.consensus.kernel.Select;
import org.credence.consensus.message.Claims;
import org.credence.consensus.message.Message;
import org.credence.consensus.message.NewViewProof;
import org.credence.consensus.part.Committee;
import org.credence.consensus.part.Evidence;
import org.credence.consensus.part.Flaw;
import org.credence.consensus.part.SignedBlock;
import org.credence.crypto.Verifier;
import org.credence.simulator.result.Invariant;
import org.credence.simulator.setup.Calendar;

/** A2 and A4: who is convicted is guilty, and nothing that a correct member signs could convict it. */
final class Guilt {

    private final Calendar calendar;
    private final Verifier verifier;
    private final Lineage lineage;
    private final Watch watch;

    Guilt(Calendar calendar, Verifier verifier, Lineage lineage, Watch watch) {
        this.calendar = calendar;
        this.verifier = verifier;
        this.lineage = lineage;
        this.watch = watch;
    }

    /** A correct member accepts evidence: the chain's court must find the same. */
    void accepted(int member, Evidence evidence) {
        Committee committee = calendar.committee(evidence.epoch());
        watch.require(new Proofs(committee, new Select()).convicts(evidence), Invariant.A2, member,
                () -> "accepts evidence that shows no fault");
        watch.require(Claims.hold(evidence, committee, verifier), Invariant.A2, member,
                () -> "accepts forged evidence");
    }

    /** A correct member sends a message, which may be its own. */
    void sent(int member, Message message) {
        switch (message) {
            case Message.Propose(SignedBlock block, _, _) when seated(block.block().header().epoch(), member,
                    block.block().header().proposer()) ->
                innocent(member, proof(block));
            case Message.NewView(NewViewProof proof) when seated(proof.epoch(), member, proof.leader()) ->
                innocent(member, proof.shown().map(shown -> new Evidence.WrongNewView(shown, OptionalInt.empty())));
            case Message _ -> {}
        }
    }

    private Optional<Evidence> proof(SignedBlock block) {
        return Flaw
                .of(block.block(), lineage.header(block.block().parent()),
                        calendar.committee(block.block().header().epoch()))
                .map(flaw -> new Evidence.InvalidProposal(block.header(), flaw));
    }

    private void innocent(int member, Optional<? extends Evidence> proof) {
        watch.require(proof
                .filter(evidence -> new Proofs(calendar.committee(evidence.epoch()), new Select()).convicts(evidence))
                .isEmpty(), Invariant.A4, member, () -> "signs what convicts it: " + proof);
    }

    /** Whether the member has that seat in the epoch. */
    private boolean seated(int epoch, int member, int seat) {
        return calendar.rosters().at(epoch).seat(member).equals(OptionalInt.of(seat));
    }
}
