/**
 * Identities in escrow (P§6.3, BlindMap and OpenMap): ElGamal over {@link org.credence.crypto.pairing.G1} to a key
 * whose
 * secret nobody holds. The arbitrators make it together, each dealing out a part of it (Feldman's sharing, FOCS 1987;
 * with a proof of knowledge, as in FROST); t of n of them open an escrow, and everybody checks that they did it right.
 */
@NullMarked
package org.credence.crypto.credential.escrow;

import org.jspecify.annotations.NullMarked;
