package org.credence.crypto.credential;

import java.security.SecureRandom;
import org.credence.base.Digest;
import org.credence.base.PublicKey;
import org.credence.crypto.credential.escrow.Arbitrators;
import org.credence.crypto.credential.pseudonym.Scope;
import org.credence.crypto.group.Scalar;
import org.credence.crypto.pairing.G1;
import org.credence.crypto.proof.ProofContext;

/** An issuer, arbitrators, and whoever has registered. */
record Registered(HolderSecret holder, Serial serial, Credential credential) {

    static final SecureRandom RANDOM = new SecureRandom();
    static final Scalar ONE = G1.SCALARS.one();
    static final Digest CHAIN = new Digest(1, 2, 3, 4);
    static final ProofContext SESSION = new ProofContext(CHAIN, new Digest(4, 4, 4, 4));
    static final ProofContext CONTEXT = new ProofContext(CHAIN, new Digest(5, 6, 7, 8));
    static final IssuerSecret ISSUER = IssuerSecret.generate(RANDOM);
    static final Arbitrators ARBITRATORS = Arbitrators.of(2, 3);
    static final Month EXPIRY = Month.of(2027, 1);
    static final Deal DEAL =
            new Deal(new Digest(1, 0, 0, 0), new Digest(2, 0, 0, 0), new PublicKey(new Digest(3, 0, 0, 0)),
                    new Digest(4, 0, 0, 0));
    static final Scope SCOPE = new Scope(CHAIN, new Digest(6, 6, 6, 6));
    static final Terms TERMS = new Terms(ISSUER.key(), ARBITRATORS.key(), SCOPE, DEAL);

    /** Registers somebody new. */
    static Registered now() {
        HolderSecret holder = HolderSecret.generate(RANDOM);
        Serial serial = Serial.draw(RANDOM);
        IssuedCredential issued = issue(holder, serial);
        return new Registered(holder, serial, Credential.accept(holder, ISSUER.key(), EXPIRY, issued).orElseThrow());
    }

    static IssuedCredential issue(HolderSecret holder, Serial serial) {
        CredentialRequest request = holder.request(SESSION, ISSUER.key(), RANDOM);
        return ISSUER.issue(SESSION, request, serial, EXPIRY, RANDOM).orElseThrow();
    }

    BlindedMapping map() {
        return credential.blindMap(CONTEXT, TERMS, RANDOM);
    }
}
