package org.credence.consensus.message;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.credence.consensus.part.Claim;
import org.credence.consensus.part.Committee;
import org.credence.consensus.part.Evidence;
import org.credence.consensus.part.Flaw;
import org.credence.consensus.part.ListedBatch;
import org.credence.consensus.part.SignedBlock;
import org.credence.crypto.Verifier;

/** What a message that is {@link Forged} proves of the member that signed it. */
public final class Forgery {

    private Forgery() {}

    /**
     * That its signer signed for signatures of others which are false (P§1.9). Empty if its own signature is false too,
     * for then anybody may have made it up; if the message is no proposal or NEW_VIEW; or if a proof would be too large
     * to show.
     */
    public static Optional<Message.Accusation> proof(Message forged, Committee committee, Verifier verifier) {
        return in(forged, claim -> Claims.holds(claim, committee, verifier), committee)
                .filter(evidence -> Claims.hold(evidence, committee, verifier)).map(Message.Accusation::new);
    }

    private static Optional<Evidence> in(Message message, Predicate<Claim> genuine, Committee committee) {
        return switch (message) {
            case Message.Propose(SignedBlock block, var _, var _) ->
                votes(block).filter(forged -> forged.disputed(block.block().header()).filter(genuine).isEmpty())
                        .findFirst().map(forged -> new Evidence.InvalidProposal(block.header(), forged));
            case Message.NewView(NewViewProof proof) -> proof.shown().flatMap(shown -> firstFalse(
                    Claims.of(proof, committee), genuine)
                    .map(index -> new Evidence.WrongNewView(shown, OptionalInt.of(index))));
            case Message _ -> Optional.empty();
        };
    }

    private static Stream<Flaw.Forged> votes(SignedBlock block) {
        return IntStream.range(0, block.block().batches().size()).boxed()
                .flatMap(index -> IntStream.range(0, block.block().batches().get(index).votes().size())
                        .mapToObj(vote -> new Flaw.Forged(ListedBatch.of(block.block(), index), vote)));
    }

    private static Optional<Integer> firstFalse(List<Claim> claims, Predicate<Claim> genuine) {
        return IntStream.range(0, claims.size()).filter(index -> !genuine.test(claims.get(index))).boxed().findFirst();
    }
}
