package org.credence.crypto.credential;

import java.security.SecureRandom;
import org.credence.base.codec.Malformed;
import org.credence.crypto.credential.pseudonym.Pseudonym;
import org.credence.crypto.credential.pseudonym.PseudonymSignature;
import org.credence.crypto.credential.pseudonym.Scope;
import org.credence.crypto.group.Scalar;
import org.credence.crypto.group.SecretScalar;
import org.credence.crypto.pairing.Bases;
import org.credence.crypto.pairing.G1;
import org.credence.crypto.pairing.LogProof;
import org.credence.crypto.proof.ProofContext;

/**
 * The secret sk of who trades anonymously. It outlives its monthly credentials, so that pseudonyms stay. Closing it
 * zeroes it; later requests fail. It prints nothing, for K names the holder to the issuer.
 */
public final class HolderSecret implements AutoCloseable {

    private final SecretScalar secret;

    private HolderSecret(SecretScalar secret) {
        this.secret = secret;
    }

    /** A new secret; {@code random} must be a cryptographic generator. */
    public static HolderSecret generate(SecureRandom random) {
        return new HolderSecret(new SecretScalar(G1.SCALARS.nonZero(random)));
    }

    /**
     * The secret with these 32 bytes, which are copied; the caller zeroes its own array.
     *
     * @throws Malformed unless they are a scalar that is not zero
     */
    public static HolderSecret decode(byte[] encoding) {
        return new HolderSecret(SecretScalar.decode(G1.SCALARS, encoding));
    }

    /** The 32 bytes of the secret, to be zeroed by the caller. */
    public byte[] encode() {
        return secret.reveal().toBytes();
    }

    /**
     * Asks an issuer for a credential.
     *
     * @param session of this registration: the issuer chose the digest, or part of what it is of
     */
    public CredentialRequest request(ProofContext session, IssuerKey issuer, SecureRandom random) {
        Scalar sk = secret.reveal();
        G1 key = Bases.SECRET.times(sk);
        return new CredentialRequest(key,
                LogProof.prove(CredentialRequest.statement(session, issuer), Bases.SECRET, key, sk, random));
    }

    /** This holder's one name in a scope. */
    public Pseudonym pseudonym(Scope scope) {
        return Pseudonym.of(scope, secret.reveal());
    }

    /** Signs a transaction under the name in a scope. */
    public PseudonymSignature sign(ProofContext context, Scope scope, SecureRandom random) {
        Scalar sk = secret.reveal();
        return PseudonymSignature.sign(context, Pseudonym.of(scope, sk), sk, random);
    }

    @Override
    public void close() {
        secret.close();
    }

    @Override
    public String toString() {
        return "HolderSecret";
    }
}
