package org.credence.crypto.credential;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import org.credence.base.codec.Malformed;
import org.credence.base.codec.Reader;
import org.credence.base.codec.Writer;
import org.credence.crypto.SecretBytes;
import org.credence.crypto.group.Scalar;
import org.credence.crypto.pairing.Bases;
import org.credence.crypto.pairing.G1;
import org.credence.crypto.proof.ProofContext;

/**
 * An issuer's credential and the secret it is on: sk, A, e, s, id and exp. Closing it zeroes them; later requests
 * fail. It prints its expiry only.
 */
public final class Credential implements AutoCloseable {

    private static final int LENGTH = 32 + IssuedCredential.LENGTH;

    private final IssuerKey issuer;
    private final Month expiry;
    private final SecretBytes content;

    private Credential(IssuerKey issuer, Opened opened) {
        Writer writer = new Writer(LENGTH);
        opened.secret.write(writer);
        opened.issued.write(writer);
        this.issuer = issuer;
        this.expiry = opened.issued.expiry();
        this.content = new SecretBytes(writer.toBytes());
    }

    /** What it holds, for one computation. */
    record Opened(Scalar secret, IssuedCredential issued) {

        private static Opened read(byte[] content) {
            Reader reader = new Reader(content);
            Opened opened =
                    new Opened(G1.SCALARS.read(reader, "credential.secret"), IssuedCredential.read(reader));
            reader.end();
            return opened;
        }

        private boolean isOf(IssuerKey issuer) {
            return issuer.signed(issued, Bases.SECRET.times(secret));
        }

        /** b = g1·h0^s·h1^sk·h2^id·h3^exp. */
        G1 message() {
            return issued.message(Bases.SECRET.times(secret));
        }
    }

    /**
     * Takes what an issuer answered to {@link HolderSecret#request}.
     *
     * @param expected the month in which everybody's credentials expire now: one of its own would mark the holder
     * @return empty if it is not this issuer's signature on this holder's secret, or for another month
     */
    public static Optional<Credential> accept(HolderSecret holder, IssuerKey issuer, Month expected,
            IssuedCredential issued) {
        if (!issued.expiry().equals(expected)) {
            return Optional.empty();
        }
        byte[] secret = holder.encode();
        Opened opened = new Opened(G1.SCALARS.decode("secret", secret), issued);
        Arrays.fill(secret, (byte) 0);
        return opened.isOf(issuer) ? Optional.of(new Credential(issuer, opened)) : Optional.empty();
    }

    /** Whose credential it is. */
    public IssuerKey issuer() {
        return issuer;
    }

    /** The last month in which it holds. */
    public Month expiry() {
        return expiry;
    }

    /**
     * BlindMap: the pseudonym in the scope, the identity in escrow, and the proof that both are this credential's.
     *
     * @param context of the transaction that carries it
     * @throws IllegalArgumentException if the terms ask for another issuer's credential
     */
    public BlindedMapping blindMap(ProofContext context, Terms terms, SecureRandom random) {
        if (!terms.issuer().equals(issuer)) {
            throw new IllegalArgumentException("terms: ask for a credential of another issuer");
        }
        return BlindedMapping.of(context, terms, open(), random);
    }

    Opened open() {
        byte[] copy = content.copy("credential:");
        try {
            return Opened.read(copy);
        } finally {
            Arrays.fill(copy, (byte) 0);
        }
    }

    /**
     * The credential with this encoding, which is copied; the caller zeroes its own array.
     *
     * @throws Malformed if it is not canonical, or not of this issuer
     */
    public static Credential decode(IssuerKey issuer, byte[] encoding) {
        Opened opened = Opened.read(encoding);
        if (opened.secret.isZero() || !opened.isOf(issuer)) {
            throw new Malformed("credential", "is none of this issuer");
        }
        return new Credential(issuer, opened);
    }

    /** The 154 bytes of the credential and its secret, to be zeroed by the caller. */
    public byte[] encode() {
        return content.copy("credential:");
    }

    @Override
    public void close() {
        content.close();
    }

    @Override
    public String toString() {
        return "Credential[" + expiry + "]";
    }
}
