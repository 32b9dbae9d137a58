package org.credence.ledger.epoch;

import java.nio.charset.StandardCharsets;
import org.credence.base.Digest;
import org.credence.base.Hasher;
import org.credence.base.PublicKey;
import org.credence.base.Signature;
import org.credence.base.Tag;
import org.credence.base.codec.Malformed;
import org.credence.base.codec.Reader;
import org.credence.base.codec.Writer;
import org.credence.consensus.part.Seat;

/** What members can agree to change, with effect from the next epoch on (P§1.7). The first byte says which. */
public sealed interface Change {

    /**
     * Somebody becomes a member. Wire: 1, seat, signature 64.
     *
     * @param proof by the seat's key, under {@link #statement}: nobody is made a member with a key that is not theirs
     */
    record Join(Seat seat, Signature proof) implements Change {
        static final int CODE = 1;
    }

    /** A member is one no longer. Wire: 2, name (u32 length). */
    record Leave(String name) implements Change {
        static final int CODE = 2;
    }

    /**
     * A member gets another key. Wire: 3, name (u32 length), key 32, signature 64.
     *
     * @param proof by the new key, under {@link #statement}
     */
    record Rotate(String name, PublicKey key, Signature proof) implements Change {
        static final int CODE = 3;
    }

    /** Credit is earned by another model. Wire: 4, digest 32. */
    record Remodel(Digest model) implements Change {
        static final int CODE = 4;
    }

    /** Most bytes of a name. */
    int NAME_LENGTH = 64;

    /** What the new key of a seat signs. */
    static Digest statement(Digest chainId, Seat seat) {
        Writer writer = new Writer(512);
        seat.write(writer);
        return Hasher.of(Tag.SEAT).add(chainId).add(writer.toBytes()).digest();
    }

    /** What the new key of a member signs. */
    static Digest statement(Digest chainId, String name, PublicKey key) {
        Writer writer = new Writer(128);
        text(writer, name).key(key);
        return Hasher.of(Tag.SEAT).add(chainId).add(writer.toBytes()).digest();
    }

    /** Whether it changes who votes, or with which key. */
    default boolean ofMembers() {
        return !(this instanceof Remodel);
    }

    static Change read(Reader reader) {
        int code = reader.u8("change");
        return switch (code) {
            case Join.CODE -> new Join(Seat.read(reader), reader.signature("change.proof"));
            case Leave.CODE -> new Leave(name(reader));
            case Rotate.CODE ->
                new Rotate(name(reader), reader.key("change.key"), reader.signature("change.proof"));
            case Remodel.CODE -> new Remodel(reader.digest("change.model"));
            default -> throw new Malformed("change", "is " + code + ", must be 1 to 4");
        };
    }

    default void write(Writer writer) {
        switch (this) {
            case Join(Seat seat, Signature proof) -> {
                seat.write(writer.u8(Join.CODE));
                writer.signature(proof);
            }
            case Leave(String name) -> text(writer.u8(Leave.CODE), name);
            case Rotate(String name, PublicKey key, Signature proof) ->
                text(writer.u8(Rotate.CODE), name).key(key).signature(proof);
            case Remodel(Digest model) -> writer.u8(Remodel.CODE).digest(model);
        }
    }

    private static Writer text(Writer writer, String text) {
        return writer.bytes(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String name(Reader reader) {
        return new String(reader.bytes("change.name", NAME_LENGTH), StandardCharsets.ISO_8859_1);
    }
}
