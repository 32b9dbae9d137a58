package org.credence.crypto.credential;

import java.security.SecureRandom;
import org.credence.base.codec.Malformed;
import org.credence.base.codec.Reader;
import org.credence.base.codec.Writer;
import org.credence.crypto.credential.escrow.Escrow;
import org.credence.crypto.credential.pseudonym.Pseudonym;
import org.credence.crypto.group.Scalar;
import org.credence.crypto.pairing.G1;
import org.credence.crypto.proof.ProofContext;

/**
 * What a buyer and the chain get to see of a seller (P§6.3): (P, E, π) and the month its credential expires.
 *
 * @param pseudonym P, in the scope of the terms
 * @param escrow    E
 * @param expiry    exp
 * @param proof     π
 */
public record BlindedMapping(G1 pseudonym, Escrow escrow, Month expiry, MapProof proof) {

    /** Length of the encoding in bytes. */
    public static final int LENGTH = G1.LENGTH + Escrow.LENGTH + 2 + MapProof.LENGTH;

    /**
     * Refuses the neutral element.
     *
     * @throws Malformed if P is neutral
     */
    public BlindedMapping {
        pseudonym.requireReal("mapping.pseudonym");
    }

    static BlindedMapping of(ProofContext context, Terms terms, Credential.Opened credential, SecureRandom random) {
        G1 pseudonym = Pseudonym.of(terms.scope(), credential.secret()).point();
        Scalar rho = Escrow.draw(random);
        Escrow escrow = Escrow.of(terms.arbitration(), credential.issued().serial().tag(), rho);
        Month expiry = credential.issued().expiry();
        var statement = new MapProof.Statement(terms, pseudonym, escrow, expiry);
        return new BlindedMapping(pseudonym, escrow, expiry,
                MapProof.prove(context, statement, credential, rho, random));
    }

    /**
     * Whether pseudonym and escrow are those of one credential of the issuer, for this deal, and the credential has
     * not expired.
     *
     * @param context of the transaction that carried it
     * @param now     the month in which it is shown
     */
    public boolean holds(ProofContext context, Terms terms, Month now) {
        return expiry.compareTo(now) >= 0
                && proof.proves(context, new MapProof.Statement(terms, pseudonym, escrow, expiry));
    }

    /** The pseudonym in the scope of the terms, under which the holder signs. */
    public Pseudonym name(Terms terms) {
        return new Pseudonym(terms.scope(), pseudonym);
    }

    /**
     * Reads {@value #LENGTH} bytes.
     *
     * @throws Malformed if they are missing or not canonical
     */
    public static BlindedMapping read(Reader reader) {
        return new BlindedMapping(G1.read(reader, "mapping.pseudonym"), Escrow.read(reader), Month.read(reader),
                MapProof.read(reader));
    }

    public void write(Writer writer) {
        pseudonym.write(writer);
        escrow.write(writer);
        expiry.write(writer);
        proof.write(writer);
    }
}
