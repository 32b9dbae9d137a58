/**
 * BLS12-381 with types: points of G1 and G2, the pairing as an equation, hashing to G1 (RFC 9380). The arithmetic is
 * blst's (decision 0007), whose multiplications take the same steps for every scalar; copies of scalars it works on
 * stay
 * on the heap until collected. Every decoded point is checked to be in the group of prime order, and is never neutral.
 */
@NullMarked
package org.credence.crypto.pairing;

import org.jspecify.annotations.NullMarked;
