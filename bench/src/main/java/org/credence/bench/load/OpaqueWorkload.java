package org.credence.bench.load;

import java.security.SecureRandom;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.credence.apps.OpaqueApplication;
import org.credence.base.Digest;
import org.credence.base.Signature;
import org.credence.base.block.Transaction;
import org.credence.crypto.KeyPair;
import org.credence.crypto.Signer;

/** Random bytes from senders that take turns, signed or not. */
public final class OpaqueWorkload implements Workload {

    private static final Signature NONE = new Signature(Digest.ZERO, Digest.ZERO);

    private final Digest chainId;
    private final int sizeBytes;
    private final boolean signs;
    private final List<Signer> senders;
    private final SplittableRandom random;
    private long made;

    /**
     * @param count     senders of this client
     * @param sizeBytes payload bytes of a transaction
     * @param signs     whether transactions are signed; if not, their signature is all zero
     * @param seed      of the bytes
     */
    public OpaqueWorkload(Digest chainId, int count, int sizeBytes, boolean signs, SecureRandom keys, long seed) {
        this.chainId = chainId;
        this.sizeBytes = sizeBytes;
        this.signs = signs;
        senders = IntStream.range(0, count).mapToObj(_ -> sender(keys)).toList();
        random = new SplittableRandom(seed);
    }

    @Override
    public List<Transaction> preparation() {
        return List.of();
    }

    @Override
    public Transaction next() {
        Signer sender = senders.get((int) (made % senders.size()));
        byte[] payload = new byte[sizeBytes];
        random.nextBytes(payload);
        Transaction.Unsigned unsigned = new Transaction.Unsigned(chainId, sender.publicKey(), made / senders.size(),
                OpaqueApplication.ID, payload);
        made++;
        return unsigned.signed(signs ? sender.sign(unsigned.id()) : NONE);
    }

    private static Signer sender(SecureRandom keys) {
        try (KeyPair pair = KeyPair.generate(keys)) {
            return pair.signer();
        }
    }
}
