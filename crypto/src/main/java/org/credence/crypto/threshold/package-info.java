/**
 * Paillier decryption by several auditors, of whom some suffice and fewer learn nothing (P§7.6 level 2): Fouque,
 * Poupard
 * and Stern (FC 2000) as improved by Damgård, Jurik and Nielsen (2010), with proofs after Shoup (EUROCRYPT 2000).
 * Nobody
 * ever holds the whole key but the dealer, who forgets it.
 */
@NullMarked
package org.credence.crypto.threshold;

import org.jspecify.annotations.NullMarked;
