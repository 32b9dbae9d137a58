/**
 * The group of prime order that the protocols of P§4.3 and P§7.3 are written in: secp256k1, and its scalars.
 *
 * <p>
 * What is secret goes through operations whose sequence of steps does not depend on it ({@link Point#of},
 * {@link Point#timesSecret}); inside, numbers are {@link java.math.BigInteger}s, whose single steps may still differ in
 * time and whose copies stay on the heap until collected. Holders of long-lived secrets keep them in a
 * {@link SecretScalar}, which is wiped, and nothing here prints a scalar.
 */
@NullMarked
package org.credence.crypto.group;

import org.jspecify.annotations.NullMarked;
