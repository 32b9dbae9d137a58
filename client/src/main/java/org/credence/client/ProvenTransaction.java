package org.credence.client;

import java.util.Optional;
import org.credence.client.verify.VerifiedReceipt;
import org.credence.client.verify.VerifiedTransaction;

/**
 * A transaction whose place in the chain this client has checked by itself.
 *
 * @param transaction that a decided block orders it
 * @param receipt     what became of it; empty until a later header vouches for the state after its block
 */
public record ProvenTransaction(VerifiedTransaction transaction, Optional<VerifiedReceipt> receipt) {}
