package org.credence.crypto;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.credence.base.PublicKey;
import org.credence.base.Signature;

/**
 * Pure Java, exact for every input. Bouncy Castle multiplies the equation by a factor of 128 bits to halve its scalars
 * and by the cofactor 8, so it accepts signatures that the plain equation refuses. It therefore decides only where
 * there is no component of small order: A has prime order (checked once per key) and R has prime order (checked each
 * time; with such an A the rule holds for no other R). There all three terms lie in a group of prime order, in which a
 * factor that is not zero changes nothing. A key of mixed order, which no honest generator makes, goes to the JDK,
 * whose equation is the plain one and about ten times slower.
 */
final class JavaBackend implements Backend {

    private static final String ALGORITHM = "Ed25519";
    private static final String PLAIN_EQUATION_PROVIDER = "SunEC";
    private static final int CACHED_KEYS = 1 << 14;

    private final BoundedCache<PublicKey, KeyOrder> orders = new BoundedCache<>(CACHED_KEYS);
    private final String whyNotNative;

    /** @param whyNotNative told in {@link #provider()} */
    JavaBackend(String whyNotNative) {
        this.whyNotNative = whyNotNative;
    }

    /** What the 32 bytes of a key, canonical and not of small order, stand for. */
    private enum KeyOrder {
        PRIME,
        MIXED,
        NOT_ON_CURVE
    }

    @Override
    public CryptoProvider provider() {
        return new CryptoProvider(CryptoProvider.Kind.JAVA, "Bouncy Castle and SunEC; " + whyNotNative);
    }

    @Override
    public boolean satisfies(PublicKey key, byte[] message, Signature signature) {
        return switch (orders.get(key, JavaBackend::orderOf)) {
            case PRIME -> satisfiesInPrimeGroup(key, message, signature);
            case MIXED -> satisfiesWithTorsion(key, message, signature);
            case NOT_ON_CURVE -> false;
        };
    }

    @Override
    public Signing signing(byte[] seed, PublicKey key) {
        byte[] secret = seed.clone();
        byte[] known = key.toBytes();
        return message -> {
            byte[] signature = new byte[Signature.LENGTH];
            Ed25519.sign(secret, 0, known, 0, message, 0, message.length, signature, 0);
            return signature;
        };
    }

    private static KeyOrder orderOf(PublicKey key) {
        byte[] bytes = key.toBytes();
        if (Ed25519.validatePublicKeyFull(bytes, 0)) {
            return KeyOrder.PRIME;
        }
        return Ed25519.validatePublicKeyPartial(bytes, 0) ? KeyOrder.MIXED : KeyOrder.NOT_ON_CURVE;
    }

    private static boolean satisfiesInPrimeGroup(PublicKey key, byte[] message, Signature signature) {
        byte[] bytes = signature.toBytes();
        // The cheaper and more often failing test first: forged signatures should not cost both.
        return Ed25519.verify(bytes, 0, key.toBytes(), 0, message, 0, message.length)
                && Ed25519.validatePublicKeyFull(bytes, 0);
    }

    private static boolean satisfiesWithTorsion(PublicKey key, byte[] message, Signature signature) {
        byte[] bytes = signature.toBytes();
        if (!Ed25519.validatePublicKeyPartial(bytes, 0)) {
            return false;
        }
        try {
            KeyFactory keys = KeyFactory.getInstance(ALGORITHM, PLAIN_EQUATION_PROVIDER);
            var operation = java.security.Signature.getInstance(ALGORITHM, PLAIN_EQUATION_PROVIDER);
            operation.initVerify(keys.generatePublic(KeyEncoding.publicKey(key)));
            operation.update(message);
            return operation.verify(bytes);
        } catch (GeneralSecurityException e) {
            // Both points are on the curve and S is reduced, so this is a broken provider and not a bad signature.
            throw new AssertionError("Ed25519 provider failed while verifying", e);
        }
    }
}
