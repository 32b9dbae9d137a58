/**
 * Pedersen commitments (CRYPTO '91) over secp256k1: V = g^v·η^τ. They carry the arithmetic that every member checks,
 * next to
 * the Paillier ciphertexts that an auditor reads (P§7.3).
 */
@NullMarked
package org.credence.crypto.commitment;

import org.jspecify.annotations.NullMarked;
