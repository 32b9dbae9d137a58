package org.credence.simulator.world;

import java.util.Optional;
import org.credence.base.codec.Malformed;
import org.credence.consensus.message.Forged;
import org.credence.consensus.message.Forgery;
import org.credence.consensus.message.Message;
import org.credence.consensus.message.MessageCodec;
import org.credence.consensus.message.Verified;
import org.credence.consensus.part.Committee;
import org.credence.crypto.Verifier;

/** A message on the wire. Decoded and verified when it first arrives; every receiver would find the same. */
final class Packet {

    private final int sender;
    private final byte[] bytes;
    private Optional<Verified<Message>> opened = Optional.empty();
    private Optional<RuntimeException> refused = Optional.empty();

    Packet(int sender, byte[] bytes) {
        this.sender = sender;
        this.bytes = bytes;
    }

    int sender() {
        return sender;
    }

    int size() {
        return bytes.length;
    }

    /**
     * The message, or what one that is forged proves of its signer, or empty; unless it is the message,
     * {@link #refused} says why.
     */
    Optional<Verified<Message>> open(Committee committee, Verifier verifier) {
        if (opened.isEmpty() && refused.isEmpty()) {
            try {
                open(MessageCodec.decode(bytes), committee, verifier);
            } catch (Malformed e) {
                refused = Optional.of(e);
            }
        }
        return opened;
    }

    private void open(Message message, Committee committee, Verifier verifier) {
        try {
            opened = Optional.of(Verified.check(sender, message, committee, verifier));
        } catch (Forged e) {
            refused = Optional.of(e);
            opened = Forgery.proof(message, committee, verifier)
                    .map(accusation -> Verified.check(sender, accusation, committee, verifier));
        }
    }

    Optional<RuntimeException> refused() {
        return refused;
    }
}
