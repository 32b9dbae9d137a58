package org.credence.crypto.credential;

import org.credence.base.codec.Malformed;
import org.credence.base.codec.Reader;
import org.credence.base.codec.Writer;
import org.credence.crypto.pairing.G1;
import org.credence.crypto.pairing.G2;
import org.credence.crypto.pairing.Pairing;

/**
 * What an issuer's credentials are checked with: W = g2^γ.
 *
 * @param point W
 */
public record IssuerKey(G2 point) {

    /**
     * Refuses the neutral element.
     *
     * @throws Malformed if it is neutral
     */
    public IssuerKey {
        point.requireReal("issuer");
    }

    /** e(A, W·g2^e) = e(b, g2): whether the credential is this issuer's on this holder's secret. */
    boolean signed(IssuedCredential issued, G1 holder) {
        return Pairing.equal(issued.signature(), point.plus(G2.of(issued.exponent())), issued.message(holder),
                G2.GENERATOR);
    }

    /**
     * Reads {@link G2#LENGTH} bytes.
     *
     * @throws Malformed if they are no point or the neutral one
     */
    public static IssuerKey read(Reader reader) {
        return new IssuerKey(G2.read(reader, "issuer"));
    }

    public void write(Writer writer) {
        point.write(writer);
    }
}
