package org.credence.crypto.credential;

import java.security.SecureRandom;
import java.util.Optional;
import org.credence.base.codec.Malformed;
import org.credence.crypto.group.Scalar;
import org.credence.crypto.group.SecretScalar;
import org.credence.crypto.pairing.G1;
import org.credence.crypto.pairing.G2;
import org.credence.crypto.proof.ProofContext;

/** The issuer's key γ. Closing it zeroes the secret; later requests fail. */
public final class IssuerSecret implements AutoCloseable {

    private final SecretScalar secret;
    private final IssuerKey key;

    private IssuerSecret(SecretScalar secret) {
        this.secret = secret;
        this.key = new IssuerKey(G2.of(secret.reveal()));
    }

    /** A new key; {@code random} must be a cryptographic generator. */
    public static IssuerSecret generate(SecureRandom random) {
        return new IssuerSecret(new SecretScalar(G1.SCALARS.nonZero(random)));
    }

    /**
     * The key with this secret of 32 bytes, which are copied; the caller zeroes its own array.
     *
     * @throws Malformed unless they are a scalar that is not zero
     */
    public static IssuerSecret decode(byte[] encoding) {
        return new IssuerSecret(SecretScalar.decode(G1.SCALARS, encoding));
    }

    /** The public half. */
    public IssuerKey key() {
        return key;
    }

    /** The 32 bytes of the secret, to be zeroed by the caller. */
    public byte[] encode() {
        return secret.reveal().toBytes();
    }

    /**
     * Signs the secret of whoever made the request: A = b^{1/(e+γ)} with b = g1·h0^s·K·h2^id·h3^exp. Who that is, the
     * issuer has checked by other means; it keeps the serial number beside the real identity. Sessions may run side
     * by side: an answer is no linear function of γ, on which ROS attacks rest (A-D8).
     *
     * @param session of this registration
     * @param serial  of the real identity
     * @param expiry  the last month in which it holds
     * @return empty if the request does not prove that its author knows the secret
     */
    public Optional<IssuedCredential> issue(ProofContext session, CredentialRequest request, Serial serial,
            Month expiry, SecureRandom random) {
        if (!request.proves(session, key)) {
            return Optional.empty();
        }
        Scalar sum;
        Scalar e;
        do {
            e = G1.SCALARS.uniform(random);
            sum = secret.reveal().plus(e);
        } while (sum.isZero());
        Scalar s = G1.SCALARS.uniform(random);
        G1 b = IssuedCredential.message(request.key(), s, serial, expiry);
        return Optional.of(new IssuedCredential(b.times(sum.inverse()), e, s, serial, expiry));
    }

    @Override
    public void close() {
        secret.close();
    }

    @Override
    public String toString() {
        return "IssuerSecret[of " + key.point() + "]";
    }
}
