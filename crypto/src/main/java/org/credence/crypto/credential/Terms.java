package org.credence.crypto.credential;

import org.credence.crypto.credential.escrow.ArbitrationKey;
import org.credence.crypto.credential.pseudonym.Scope;

/**
 * What both sides of a showing know from elsewhere.
 *
 * @param issuer      whose credentials count
 * @param arbitration who may open the identity
 * @param scope       within what the holder is one person
 * @param deal        what it is for
 */
public record Terms(IssuerKey issuer, ArbitrationKey arbitration, Scope scope, Deal deal) {}
