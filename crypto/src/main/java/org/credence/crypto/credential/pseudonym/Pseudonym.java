package org.credence.crypto.credential.pseudonym;

import org.credence.base.codec.Malformed;
import org.credence.base.codec.Reader;
import org.credence.base.codec.Writer;
import org.credence.crypto.group.Scalar;
import org.credence.crypto.pairing.G1;

/**
 * The one name of a holder in a scope: P = ζ^sk. Unlinkable between scopes if DDH is hard in G1. That its holder has a
 * credential is what a proof beside it says.
 *
 * @param scope S
 * @param point P
 */
public record Pseudonym(Scope scope, G1 point) {

    /**
     * Refuses the neutral element, which everybody could sign for.
     *
     * @throws Malformed if it is neutral
     */
    public Pseudonym {
        point.requireReal("pseudonym");
    }

    /** The pseudonym of the holder of this secret. */
    public static Pseudonym of(Scope scope, Scalar secret) {
        return new Pseudonym(scope, scope.base().times(secret));
    }

    /**
     * Reads {@link G1#LENGTH} bytes.
     *
     * @throws Malformed if they are no point or the neutral one
     */
    public static Pseudonym read(Reader reader, Scope scope) {
        return new Pseudonym(scope, G1.read(reader, "pseudonym"));
    }

    /** Writes the point; the scope is known from elsewhere. */
    public void write(Writer writer) {
        point.write(writer);
    }
}
