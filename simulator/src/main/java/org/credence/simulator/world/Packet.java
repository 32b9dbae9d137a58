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
import org.credence.simulator.setup.Seating;

/**
 * A message on the wire. Decoded and verified when it first arrives; every receiver among the same members would find
 * the same.
 */
final class Packet {

    /**
     * At whose end of a connection it left.
     *
     * @param key     the number of its key
     * @param seating the members it knows of
     * @param subject the members that the message is of: others cannot verify it
     */
    record Origin(int key, Seating seating, Seating subject) {}

    private final int sender;
    private final byte[] bytes;
    private final Optional<Origin> origin;
    private Optional<Committee> openedBy = Optional.empty();
    private Optional<Verified<Message>> opened = Optional.empty();
    private Optional<RuntimeException> refused = Optional.empty();

    private Packet(int sender, byte[] bytes, Optional<Origin> origin) {
        this.sender = sender;
        this.bytes = bytes;
        this.origin = origin;
    }

    /** From one who has no seat, or for one: it travels outside the connections of members. */
    static Packet outside(int sender, byte[] bytes) {
        return new Packet(sender, bytes, Optional.empty());
    }

    /** From one member to another. */
    static Packet between(int sender, byte[] bytes, Origin origin) {
        return new Packet(sender, bytes, Optional.of(origin));
    }

    /** The process it comes from. */
    int sender() {
        return sender;
    }

    /** Empty if it does not travel between members. */
    Optional<Origin> origin() {
        return origin;
    }

    int size() {
        return bytes.length;
    }

    /** The message, whoever signed it; empty if it is none. */
    Optional<Message> message() {
        try {
            return Optional.of(MessageCodec.decode(bytes));
        } catch (Malformed e) {
            return Optional.empty();
        }
    }

    /**
     * The message, or what one that is forged proves of its signer, or empty; unless it is the message,
     * {@link #refused} says why.
     *
     * @param seat at which the receiver knows the sender
     */
    Optional<Verified<Message>> open(int seat, Committee committee, Verifier verifier) {
        if (openedBy.filter(known -> known.members().equals(committee.members())).isEmpty()) {
            openedBy = Optional.of(committee);
            opened = Optional.empty();
            refused = Optional.empty();
            try {
                open(MessageCodec.decode(bytes), seat, committee, verifier);
            } catch (Malformed e) {
                refused = Optional.of(e);
            }
        }
        return opened;
    }

    private void open(Message message, int seat, Committee committee, Verifier verifier) {
        try {
            opened = Optional.of(Verified.check(seat, message, committee, verifier));
        } catch (Forged e) {
            refused = Optional.of(e);
            opened = Forgery.proof(message, committee, verifier)
                    .map(accusation -> Verified.check(seat, accusation, committee, verifier));
        }
    }

    Optional<RuntimeException> refused() {
        return refused;
    }
}
