package org.credence.consensus.message;

import org.credence.base.codec.Malformed;
import org.credence.consensus.part.Claim;
import org.credence.consensus.part.Committee;
import org.credence.consensus.part.Evidence;
import org.credence.crypto.Verifier;

/**
 * A message whose every signature has been checked: the only kind an engine takes. The one way to make it is to check.
 *
 * @param <M> what kind of message
 */
public final class Verified<M extends Message> {

    private final int sender;
    private final M message;

    private Verified(int sender, M message) {
        this.sender = sender;
        this.message = message;
    }

    /**
     * Checks every signature that {@code message} rests on. Client signatures inside a batch are not among them: the
     * caller has checked
     * those that its own vote will vouch for.
     *
     * @param sender the member at the other end of the channel
     * @throws Forged    if a signer is no member or a signature is wrong, or right that evidence says is wrong
     * @throws Malformed if evidence shows a NEW_VIEW that is none
     */
    public static <M extends Message> Verified<M> check(int sender, M message, Committee committee, Verifier verifier) {
        if (!committee.has(sender)) {
            throw new Forged(message.type(), sender);
        }
        for (Claim claim : message.claims(committee, sender)) {
            if (!Claims.holds(claim, committee, verifier)) {
                throw new Forged(message.type(), claim.member());
            }
        }
        if (message instanceof Message.Accusation(Evidence evidence) && Claims.disputed(evidence, committee)
                .filter(claim -> Claims.holds(claim, committee, verifier)).isPresent()) {
            throw new Forged(message.type(), evidence.culprit());
        }
        return new Verified<>(sender, message);
    }

    /** Committee index of the member it came from, which need not be the one that signed it. */
    public int sender() {
        return sender;
    }

    public M message() {
        return message;
    }
}
