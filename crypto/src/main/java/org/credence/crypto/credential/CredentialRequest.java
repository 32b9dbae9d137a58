package org.credence.crypto.credential;

import org.credence.base.codec.Malformed;
import org.credence.base.codec.Reader;
import org.credence.base.codec.Writer;
import org.credence.crypto.pairing.Bases;
import org.credence.crypto.pairing.G1;
import org.credence.crypto.pairing.LogProof;
import org.credence.crypto.proof.ProofContext;
import org.credence.crypto.proof.Transcript;

/**
 * What a holder sends to the issuer: K = h1^sk, which hides sk, and a proof that it knows sk. It holds for one
 * session
 * with one issuer. It names its holder to the issuer, and so does not print.
 *
 * @param key   K
 * @param proof of knowledge of sk
 */
public record CredentialRequest(G1 key, LogProof proof) {

    /** Length of the encoding in bytes. */
    public static final int LENGTH = G1.LENGTH + LogProof.LENGTH;

    /**
     * Refuses the neutral element.
     *
     * @throws Malformed if K is neutral
     */
    public CredentialRequest {
        key.requireReal("request.key");
    }

    /** Whether its author knows the secret, and meant it for this issuer and session. */
    public boolean proves(ProofContext session, IssuerKey issuer) {
        return proof.proves(statement(session, issuer), Bases.SECRET, key);
    }

    static Transcript statement(ProofContext session, IssuerKey issuer) {
        return Transcript.of("credential-request", session).add("issuer", issuer.point().toBytes());
    }

    /**
     * Reads {@value #LENGTH} bytes.
     *
     * @throws Malformed if they are missing or not canonical
     */
    public static CredentialRequest read(Reader reader) {
        return new CredentialRequest(G1.read(reader, "request.key"), LogProof.read(reader));
    }

    public void write(Writer writer) {
        key.write(writer);
        proof.write(writer);
    }

    @Override
    public String toString() {
        return "CredentialRequest";
    }
}
