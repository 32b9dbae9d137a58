package org.credence.consensus.part;

import java.util.Arrays;
import org.credence.base.Digest;
import org.credence.base.Hasher;
import org.credence.base.Limits;
import org.credence.base.Signature;
import org.credence.base.Tag;
import org.credence.base.codec.Malformed;
import org.credence.base.codec.Reader;
import org.credence.base.codec.Writer;

/**
 * A NEW_VIEW under its leader's signature, as the very bytes that were signed: whoever judges reads them, whoever
 * passes them on need not. They begin with epoch u32, view u64 and leader u16.
 */
public final class SignedNewView {

    /** Bytes of a NEW_VIEW that can be shown in a transaction: a payload, but for what is around it. */
    public static final int MOST_BYTES = Limits.PAYLOAD_BYTES - 128;

    private final int epoch;
    private final long view;
    private final int leader;
    private final byte[] signed;
    private final Signature signature;

    /**
     * @param signed what was signed; kept, not copied
     * @throws Malformed if it does not begin as a NEW_VIEW does, or is longer than {@link #MOST_BYTES}
     */
    public SignedNewView(byte[] signed, Signature signature) {
        if (signed.length > MOST_BYTES) {
            throw new Malformed("newView", "is " + signed.length + " bytes, limit " + MOST_BYTES);
        }
        Reader reader = new Reader(signed);
        epoch = reader.u32("newView.epoch", Integer.MAX_VALUE);
        view = reader.u64("newView.view");
        leader = reader.member("newView.leader");
        this.signed = signed;
        this.signature = signature;
    }

    static SignedNewView read(Reader reader) {
        return new SignedNewView(reader.bytes("newView", MOST_BYTES), reader.signature("newView.signature"));
    }

    void write(Writer writer) {
        writer.bytes(signed).signature(signature);
    }

    public int epoch() {
        return epoch;
    }

    public long view() {
        return view;
    }

    public int leader() {
        return leader;
    }

    public Signature signature() {
        return signature;
    }

    /** What was signed, from its first byte. */
    public Reader signed() {
        return new Reader(signed);
    }

    /** That the leader signed it. */
    Claim claim(Digest chainId) {
        return new Claim(leader, statement(chainId, signed), signature);
    }

    /** What a leader signs of a NEW_VIEW with these bytes. */
    public static Digest statement(Digest chainId, byte[] signed) {
        return Hasher.of(Tag.NEW_VIEW).add(chainId).add(signed).digest();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SignedNewView that && Arrays.equals(signed, that.signed)
                && signature.equals(that.signature);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(signed);
    }

    @Override
    public String toString() {
        return "NEW_VIEW " + view + " of epoch " + epoch + " by " + leader;
    }
}
