package org.credence.simulator.world;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.credence.base.Digest;
import org.credence.base.PublicKey;
import org.credence.base.Signature;
import org.credence.crypto.Ed25519;
import org.credence.crypto.KeyPair;
import org.credence.crypto.Signer;
import org.credence.crypto.Verifier;
import org.credence.simulator.random.Chance;

/**
 * Who can sign what. Ideal: a keyed mix that nobody in this world tries to forge, because it holds only its own
 * signers.
 */
public record Scheme(List<Signer> signers, Verifier verifier) {

    public Scheme {
        signers = List.copyOf(signers);
    }

    static Scheme ideal(int count, Chance chance) {
        List<Signer> signers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            signers.add(new IdealSigner(new PublicKey(
                    new Digest(chance.number(), chance.number(), chance.number(), chance.number()))));
        }
        return new Scheme(signers, (key, statement, signature) -> ideal(key, statement).equals(signature));
    }

    static Scheme ed25519(int count, Chance chance) {
        List<Signer> signers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ByteBuffer seed = ByteBuffer.allocate(KeyPair.SEED_LENGTH);
            while (seed.hasRemaining()) {
                seed.putLong(chance.number());
            }
            try (KeyPair pair = KeyPair.fromSeed(seed.array())) {
                signers.add(pair.signer());
            }
        }
        return new Scheme(signers, Ed25519.chosen());
    }

    List<PublicKey> keys() {
        return signers.stream().map(Signer::publicKey).toList();
    }

    private record IdealSigner(PublicKey publicKey) implements Signer {

        @Override
        public Signature sign(Digest statement) {
            return ideal(publicKey, statement);
        }
    }

    private static Signature ideal(PublicKey key, Digest statement) {
        Digest k = key.bytes();
        long x = mix(k.a() ^ statement.a());
        x = mix(x ^ k.b() ^ statement.b());
        x = mix(x ^ k.c() ^ statement.c());
        x = mix(x ^ k.d() ^ statement.d());
        return new Signature(new Digest(x, mix(x + 1), mix(x + 2), mix(x + 3)), statement);
    }

    /** The finaliser of SplitMix64: every input bit reaches every output bit. */
    private static long mix(long z) {
        long y = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        y = (y ^ (y >>> 27)) * 0x94d049bb133111ebL;
        return y ^ (y >>> 31);
    }
}
