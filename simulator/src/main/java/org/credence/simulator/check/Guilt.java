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

/** A2 and A4: who is convicted is guilty, and nothing that a correct member signs could convict it. */
final class Guilt {

    private final Committee founders;
    private final Verifier verifier;
    private final Lineage lineage;
    private final Watch watch;

    Guilt(Committee founders, Verifier verifier, Lineage lineage, Watch watch) {
        this.founders = founders;
        this.verifier = verifier;
        this.lineage = lineage;
        this.watch = watch;
    }

    /** A correct member accepts evidence: the chain's court must find the same. */
    void accepted(int member, Evidence evidence) {
        Committee committee = committee(evidence.epoch());
        watch.require(new Proofs(committee, new Select()).convicts(evidence), Invariant.A2, member,
                () -> "accepts evidence that shows no fault");
        watch.require(Claims.hold(evidence, committee, verifier), Invariant.A2, member,
                () -> "accepts forged evidence");
    }

    /** A correct member sends a message, which may be its own. */
    void sent(int member, Message message) {
        switch (message) {
            case Message.Propose(SignedBlock block, _) when block.block().header().proposer() == member ->
                innocent(member, proof(block));
            case Message.NewView(NewViewProof proof) when proof.leader() == member ->
                innocent(member, proof.shown().map(shown -> new Evidence.WrongNewView(shown, OptionalInt.empty())));
            case Message _ -> {}
        }
    }

    private Optional<Evidence> proof(SignedBlock block) {
        return Flaw.of(block.block(), lineage.header(block.block().parent()), committee(block.block().header().epoch()))
                .map(flaw -> new Evidence.InvalidProposal(block.header(), flaw));
    }

    private void innocent(int member, Optional<? extends Evidence> proof) {
        watch.require(proof.filter(evidence -> new Proofs(committee(evidence.epoch()), new Select()).convicts(evidence))
                .isEmpty(), Invariant.A4, member, () -> "signs what convicts it: " + proof);
    }

    /** The same members sit in all epochs. */
    private Committee committee(int epoch) {
        return new Committee(founders.chainId(), epoch, founders.members(), founders.quorum());
    }
}
