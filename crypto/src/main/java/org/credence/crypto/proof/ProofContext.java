package org.credence.crypto.proof;

import org.credence.base.Digest;

/**
 * What a proof is for; it holds nowhere else.
 *
 * @param chain       the chain's id
 * @param transaction digest of everything else the transaction says: its author, number and fields, proofs left out
 */
public record ProofContext(Digest chain, Digest transaction) {}
