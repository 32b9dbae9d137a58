/**
 * Non-interactive proofs by Fiat–Shamir. Every challenge is drawn from a {@link Transcript} that has taken in what is
 * proven, for which transaction and on which chain (P§7.3): without any of them a proof could be moved (E16) or made up
 * (A-E11).
 */
@NullMarked
package org.credence.crypto.proof;

import org.jspecify.annotations.NullMarked;
