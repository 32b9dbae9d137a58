package org.credence.crypto;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import org.credence.base.Digest;
import org.credence.base.PublicKey;
import org.credence.base.Signature;

/**
 * Ed25519 with one verification rule on every member (decision 0001): S is below L; A and R are canonical encodings of
 * points that are not of small order; and {@code [S]B = R + [k]A} without multiplying by the cofactor. In consensus a
 * signature that one library accepts and another refuses is a fork, so the bytes are judged here and only the equation
 * is left to a provider.
 *
 * <p>
 * The process uses the fast native provider if it loads, else pure Java. System property {@value #PROPERTY} =
 * {@code java} forces the latter.
 */
public final class Ed25519 implements Verifier {

    /** System property: {@code auto} (the default) or {@code java}; read once. */
    public static final String PROPERTY = "credence.crypto";

    private final Backend backend;

    Ed25519(Backend backend) {
        this.backend = backend;
    }

    /** The implementation chosen for this process. */
    public static Ed25519 chosen() {
        return Chosen.ED25519;
    }

    /** Which provider {@link #chosen()} uses. */
    public static CryptoProvider provider() {
        return chosen().backend.provider();
    }

    /** A signer for the pair, with its own copy of the secret. */
    public Signer signer(KeyPair pair) {
        byte[] seed = pair.seed();
        try {
            return new KeySigner(pair.publicKey(), backend.signing(seed, pair.publicKey()));
        } finally {
            Arrays.fill(seed, (byte) 0);
        }
    }

    @Override
    public boolean verify(PublicKey key, Digest statement, Signature signature) {
        return verify(key, statement.toBytes(), signature);
    }

    /** The rule over a message of any length, as published test vectors have it. */
    boolean verify(PublicKey key, byte[] message, Signature signature) {
        return VerificationRule.admitsScalar(signature.s())
                && VerificationRule.admitsPoint(signature.r())
                && VerificationRule.admitsPoint(key.bytes())
                && backend.satisfies(key, message, signature);
    }

    private static Backend choose() {
        String wish = System.getProperty(PROPERTY, "auto");
        return switch (wish) {
            case "java" -> new JavaBackend("chosen by -D" + PROPERTY + "=java");
            case "auto" -> nativeOrJava();
            default -> throw new IllegalArgumentException(PROPERTY + ": '" + wish + "', must be auto or java");
        };
    }

    private static Backend nativeOrJava() {
        try {
            return CorrettoBackend.load();
        } catch (GeneralSecurityException e) {
            return new JavaBackend(String.valueOf(e.getMessage()));
        }
    }

    /** Chosen on first use, so that reading a key file alone loads no native library. */
    private static final class Chosen {
        static final Ed25519 ED25519 = new Ed25519(choose());
    }

    /** Carries a function over the secret, not the secret, so that neither printing nor comparing can reveal it. */
    private static final class KeySigner implements Signer {

        private final PublicKey key;
        private final Backend.Signing signing;

        KeySigner(PublicKey key, Backend.Signing signing) {
            this.key = key;
            this.signing = signing;
        }

        @Override
        public PublicKey publicKey() {
            return key;
        }

        @Override
        public Signature sign(Digest statement) {
            return Signature.of(signing.sign(statement.toBytes()));
        }

        @Override
        public String toString() {
            return "Signer[" + key.hex() + "]";
        }
    }
}
