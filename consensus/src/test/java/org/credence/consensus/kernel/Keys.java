package org.credence.consensus.kernel;

import java.util.List;
import java.util.stream.IntStream;
import org.credence.base.Digest;
import org.credence.base.Hasher;
import org.credence.base.PublicKey;
import org.credence.base.Signature;
import org.credence.base.Tag;
import org.credence.consensus.part.Committee;
import org.credence.consensus.part.Quorum;
import org.credence.consensus.protocol.Protocol;
import org.credence.crypto.Signer;
import org.credence.crypto.Verifier;

/** Ideal signatures for tests: a keyed hash that only this class can make. */
final class Keys {

    static final Digest CHAIN = new Digest(1, 2, 3, 4);

    private Keys() {}

    static Committee committee(int n) {
        return committee(Protocol.CBFT, n);
    }

    static Committee committee(Protocol protocol, int n) {
        return committee(protocol.quorum(n));
    }

    static Committee committee(Quorum quorum) {
        List<PublicKey> keys = IntStream.range(0, quorum.n()).mapToObj(Keys::key).toList();
        return new Committee(CHAIN, 0, keys, quorum);
    }

    static PublicKey key(int member) {
        return new PublicKey(new Digest(0, 0, 0, member + 1));
    }

    static Signer signer(int member) {
        return new Signer() {
            @Override
            public PublicKey publicKey() {
                return key(member);
            }

            @Override
            public Signature sign(Digest statement) {
                return Keys.sign(key(member), statement);
            }
        };
    }

    static Verifier verifier() {
        return (key, statement, signature) -> signature.equals(sign(key, statement));
    }

    private static Signature sign(PublicKey key, Digest statement) {
        return new Signature(Hasher.of(Tag.CHAIN).add(key.bytes()).add(statement).digest(), statement);
    }
}
