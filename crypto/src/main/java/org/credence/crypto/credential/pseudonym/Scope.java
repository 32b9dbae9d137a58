package org.credence.crypto.credential.pseudonym;

import org.credence.base.Digest;
import org.credence.base.codec.Writer;
import org.credence.crypto.pairing.G1;

/**
 * Within what a holder is one person: a listing by default, or a day. The chain is part of it, so that pseudonyms of
 * two
 * chains do not tell of each other either.
 *
 * @param chain the chain's id
 * @param name  digest of the listing's id, or of the day
 */
public record Scope(Digest chain, Digest name) {

    private static final String DOMAIN = "CREDENCE-V01-PID-BLS12381G1_XMD:SHA-256_SSWU_RO_";

    /** ζ = HashToG1("pid", S). */
    public G1 base() {
        return G1.hash(new Writer(2 * Digest.LENGTH).digest(chain).digest(name).toBytes(), DOMAIN);
    }
}
