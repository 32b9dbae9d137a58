package org.credence.crypto.ecies;

import java.util.Optional;
import org.credence.base.Digest;
import org.credence.base.codec.Malformed;
import org.credence.base.codec.Reader;
import org.credence.base.codec.Writer;
import org.credence.crypto.group.Point;
import org.credence.crypto.proof.ProofContext;
import org.credence.crypto.proof.SameLogProof;

/**
 * The recipient's public word on what a box holds. AES-GCM alone would let two keys open one box to two messages; here
 * the key follows from S, of which the proof admits one.
 *
 * @param shared S = R^x
 * @param proof  that log_g(y) = log_R(S)
 */
public record Disclosure(Point shared, SameLogProof proof) {

    /** What everybody sees in a box. */
    public sealed interface Content {

        /** The proof does not hold: the recipient has shown nothing. */
        record Unproven() implements Content {}

        /** The box opens to nothing for its recipient: whoever sealed it has sent rubbish. */
        record Rubbish() implements Content {}

        /** The message; prints its length only. */
        record Message(byte[] bytes) implements Content {
            @Override
            public String toString() {
                return "Message[" + bytes.length + " bytes]";
            }
        }
    }

    /** Opens the box for everybody, who need not trust either side. */
    public Content open(ProofContext context, RecipientKey recipient, SealedBox box, Digest purpose) {
        if (shared.isNeutral()
                || !proof.proves(context, new SameLogProof.Statement(recipient.point(), box.sent(), shared))) {
            return new Content.Unproven();
        }
        Optional<byte[]> message = BoxCipher.open(recipient, box, shared, purpose);
        return message.<Content>map(Content.Message::new).orElseGet(Content.Rubbish::new);
    }

    /**
     * Reads a point and a proof.
     *
     * @throws Malformed if they are missing or not canonical
     */
    public static Disclosure read(Reader reader) {
        return new Disclosure(Point.read(reader, "disclosure.shared"), SameLogProof.read(reader));
    }

    public void write(Writer writer) {
        shared.write(writer);
        proof.write(writer);
    }
}
