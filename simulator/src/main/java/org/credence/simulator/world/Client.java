package org.credence.simulator.world;

import org.credence.base.Digest;
import org.credence.base.block.Batch;
import org.credence.base.block.Transaction;
import org.credence.crypto.Signer;

/** The one client of a world, whose signer comes after the members'. */
final class Client {

    private final Scheme scheme;
    private final Digest chainId;
    private long nonce;

    Client(Scheme scheme, Digest chainId) {
        this.scheme = scheme;
        this.chainId = chainId;
    }

    /** A transaction that no other is equal to. */
    Transaction transaction(int payloadBytes) {
        Signer signer = scheme.signers().getLast();
        Transaction.Unsigned unsigned =
                new Transaction.Unsigned(chainId, signer.publicKey(), nonce++, 0, new byte[payloadBytes]);
        return unsigned.signed(signer.sign(unsigned.id()));
    }

    /** Whether clients signed what a member hands in as theirs. */
    boolean signed(Batch batch) {
        return batch.transactions().stream().allMatch(t -> scheme.verifier().verify(t.sender(), t.id(), t.signature()));
    }
}
