package org.credence.node.pipeline;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.credence.base.Digest;
import org.credence.base.PublicKey;
import org.credence.base.Signature;
import org.credence.crypto.Signer;
import org.credence.crypto.Verifier;

/**
 * Remembers signatures that have verified, so that a vote seen alone is not verified again inside a certificate. Two
 * generations: at
 * least the last {@code capacity} are known, never more than twice as many. Failures are not remembered.
 */
public final class SignatureCache implements Verifier {

    /** Capacity for each member: a hundred blocks and more, since a vote is met again at once or not at all. */
    public static final int PER_MEMBER = 512;

    private record Known(Digest statement, PublicKey key, Signature signature) {

        /** A valid signature's halves are as good as random; the record's own hash would walk through eleven longs. */
        @Override
        public int hashCode() {
            return Long.hashCode(statement.a() ^ signature.r().b() ^ signature.s().c());
        }
    }

    private final Verifier verifier;
    private final int capacity;
    private volatile Set<Known> young = ConcurrentHashMap.newKeySet();
    private volatile Set<Known> old = ConcurrentHashMap.newKeySet();

    public SignatureCache(Verifier verifier, int capacity) {
        this.verifier = verifier;
        this.capacity = capacity;
    }

    @Override
    public boolean verify(PublicKey key, Digest statement, Signature signature) {
        Known known = new Known(statement, key, signature);
        if (young.contains(known)) {
            return true;
        }
        boolean valid = old.contains(known) || verifier.verify(key, statement, signature);
        if (valid) {
            remember(known);
        }
        return valid;
    }

    /**
     * A signer whose signatures this cache knows from the start: a member meets its own votes again in every
     * certificate.
     */
    public Signer remembering(Signer signer) {
        return new Signer() {

            @Override
            public PublicKey publicKey() {
                return signer.publicKey();
            }

            @Override
            public Signature sign(Digest statement) {
                Signature signature = signer.sign(statement);
                remember(new Known(statement, signer.publicKey(), signature));
                return signature;
            }
        };
    }

    private void remember(Known known) {
        if (young.size() >= capacity) {
            turn();
        }
        young.add(known);
    }

    private synchronized void turn() {
        if (young.size() >= capacity) {
            old = young;
            young = ConcurrentHashMap.newKeySet();
        }
    }
}
