/**
 * RSA blind signatures, RSABSSA of RFC 9474: the signer does not see what it signs, and cannot tell later when it did.
 * The
 * part of a credential system for deployments that refuse pairings (P§6.3, profile E). Unlike blind Schnorr signatures
 * it stays unforgeable however many sessions run at once (P§6.1 G3).
 */
@NullMarked
package org.credence.crypto.blind;

import org.jspecify.annotations.NullMarked;
