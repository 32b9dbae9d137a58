package org.credence.crypto.credential.pseudonym;

import java.security.SecureRandom;
import org.credence.base.codec.Malformed;
import org.credence.base.codec.Reader;
import org.credence.base.codec.Writer;
import org.credence.crypto.group.Scalar;
import org.credence.crypto.pairing.LogProof;
import org.credence.crypto.proof.ProofContext;
import org.credence.crypto.proof.Transcript;

/**
 * Schnorr's signature by the holder of a pseudonym, relative to the base ζ of its scope. What is signed is the digest
 * of
 * the transaction.
 *
 * @param proof of knowledge of log_ζ(P)
 */
public record PseudonymSignature(LogProof proof) {

    /** Length of the encoding in bytes. */
    public static final int LENGTH = LogProof.LENGTH;

    /**
     * Signs a transaction.
     *
     * @param secret sk
     * @throws IllegalArgumentException if the pseudonym is not of this secret
     */
    public static PseudonymSignature sign(ProofContext context, Pseudonym pseudonym, Scalar secret,
            SecureRandom random) {
        return new PseudonymSignature(LogProof.prove(statement(context, pseudonym.scope()), pseudonym.scope().base(),
                pseudonym.point(), secret, random));
    }

    /** Whether the holder of the pseudonym signed this transaction. */
    public boolean isOf(ProofContext context, Pseudonym pseudonym) {
        return proof.proves(statement(context, pseudonym.scope()), pseudonym.scope().base(), pseudonym.point());
    }

    private static Transcript statement(ProofContext context, Scope scope) {
        return Transcript.of("pseudonym-signature", context)
                .add("scope-chain", scope.chain().toBytes())
                .add("scope-name", scope.name().toBytes());
    }

    /**
     * Reads {@value #LENGTH} bytes.
     *
     * @throws Malformed if they are missing or not below the order
     */
    public static PseudonymSignature read(Reader reader) {
        return new PseudonymSignature(LogProof.read(reader));
    }

    public void write(Writer writer) {
        proof.write(writer);
    }
}
