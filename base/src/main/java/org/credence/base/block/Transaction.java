package org.credence.base.block;

import java.util.Arrays;
import org.credence.base.Digest;
import org.credence.base.Hasher;
import org.credence.base.Limits;
import org.credence.base.PublicKey;
import org.credence.base.Signature;
import org.credence.base.Tag;
import org.credence.base.codec.Malformed;
import org.credence.base.codec.Reader;
import org.credence.base.codec.WireType;
import org.credence.base.codec.Writer;

/**
 * A client's signed instruction to one application. Keeps the bytes it was received as: those are hashed, forwarded
 * and stored, never a re-encoding.
 *
 * <p>
 * Wire: type, version, chainId 32, sender 32, nonce u64, application u16, payload (u32 length, at most
 * {@link Limits#PAYLOAD_BYTES}), signature 64. The id is the hash of all but the signature, and is what the sender
 * signs.
 */
public final class Transaction {

    private static final int OVERHEAD = 2 + Digest.LENGTH + PublicKey.LENGTH + 8 + 2 + 4 + Signature.LENGTH;

    private final byte[] encoded;
    private final Digest id;
    private final Digest chainId;
    private final PublicKey sender;
    private final long nonce;
    private final int application;
    private final byte[] payload;
    private final Signature signature;

    private Transaction(byte[] encoded) {
        this.encoded = encoded;
        Reader reader = new Reader(encoded).expect(WireType.TRANSACTION);
        chainId = reader.digest("transaction.chainId");
        sender = reader.key("transaction.sender");
        nonce = reader.u64("transaction.nonce");
        application = reader.u16("transaction.application");
        payload = reader.bytes("transaction.payload", Limits.PAYLOAD_BYTES);
        signature = reader.signature("transaction.signature");
        reader.end();
        id = idOf(encoded, encoded.length - Signature.LENGTH);
    }

    /** What is signed before there is a signature. */
    public record Unsigned(Digest chainId, PublicKey sender, long nonce, int application, byte[] payload) {

        /**
         * @throws Malformed if a field is outside what the encoding can hold
         */
        public Unsigned {
            if (nonce < 0) {
                throw new Malformed("transaction.nonce", "is " + nonce + ", must be 0 to 2^63-1");
            }
            if (application < 0 || application > 0xffff) {
                throw new Malformed("transaction.application", "is " + application + ", must be 0 to 65535");
            }
            if (payload.length > Limits.PAYLOAD_BYTES) {
                throw new Malformed("transaction.payload",
                        "is " + payload.length + " bytes, limit " + Limits.PAYLOAD_BYTES);
            }
        }

        /** The id the signed transaction will have: the statement to sign. */
        public Digest id() {
            Writer writer = write();
            return idOf(writer.toBytes(), writer.size());
        }

        public Transaction signed(Signature signature) {
            return decode(write().signature(signature).toBytes());
        }

        private Writer write() {
            return Writer.of(WireType.TRANSACTION, OVERHEAD + payload.length).digest(chainId).key(sender).u64(nonce)
                    .u16(application).bytes(payload);
        }
    }

    /**
     * The transaction these bytes encode. The array is kept, not copied.
     *
     * @throws Malformed if they are not exactly one canonical transaction
     */
    public static Transaction decode(byte[] encoded) {
        return new Transaction(encoded);
    }

    /** Bytes a transaction with a payload of {@code payloadBytes} takes. */
    public static int encodedSize(int payloadBytes) {
        return OVERHEAD + payloadBytes;
    }

    public Digest id() {
        return id;
    }

    public Digest chainId() {
        return chainId;
    }

    public PublicKey sender() {
        return sender;
    }

    /** Makes this transaction different from the sender's others; see the ledger's nonce window. */
    public long nonce() {
        return nonce;
    }

    /** Which application executes it. */
    public int application() {
        return application;
    }

    /** The application's bytes; callers do not write to them. */
    public byte[] payload() {
        return payload;
    }

    public Signature signature() {
        return signature;
    }

    /** The bytes as received; callers do not write to them. */
    public byte[] encoded() {
        return encoded;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Transaction that && Arrays.equals(encoded, that.encoded);
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }

    @Override
    public String toString() {
        return "transaction " + id.brief();
    }

    private static Digest idOf(byte[] bytes, int length) {
        return Hasher.of(Tag.TRANSACTION).add(bytes, 0, length).digest();
    }
}
