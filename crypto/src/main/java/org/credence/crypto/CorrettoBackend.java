package org.credence.crypto;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Signature;
import java.util.Arrays;
import java.util.HexFormat;
import org.credence.base.PublicKey;

/**
 * Amazon Corretto Crypto Provider, found by reflection because its native library exists for some platforms only. It
 * is used as an object and never registered, so no other code of the process changes its provider.
 */
final class CorrettoBackend implements Backend {

    private static final String PROVIDER_CLASS = "com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider";

    /**
     * Read by the provider when its class is loaded; without it its own Ed25519 keys cannot be made and each use
     * parses again.
     */
    private static final String KEY_FACTORY_PROPERTY = "com.amazon.corretto.crypto.provider.registerEdKeyFactory";

    private static final String ALGORITHM = "Ed25519";
    private static final int CACHED_KEYS = 1 << 14;

    private final Provider provider;
    private final KeyFactory keys;
    private final BoundedCache<PublicKey, java.security.PublicKey> parsed = new BoundedCache<>(CACHED_KEYS);
    private final ThreadLocal<Signature> signatures = ThreadLocal.withInitial(this::newSignature);

    private CorrettoBackend(Provider provider) throws GeneralSecurityException {
        this.provider = provider;
        this.keys = provider.getService("KeyFactory", ALGORITHM) == null
                ? KeyFactory.getInstance(ALGORITHM)
                : KeyFactory.getInstance(ALGORITHM, provider);
    }

    /**
     * Loads the provider and its native library.
     *
     * @throws GeneralSecurityException saying why it cannot be used here
     */
    static CorrettoBackend load() throws GeneralSecurityException {
        if (System.getProperty(KEY_FACTORY_PROPERTY) == null) {
            System.setProperty(KEY_FACTORY_PROPERTY, "true");
        }
        try {
            Class<?> type = Class.forName(PROVIDER_CLASS);
            Provider provider = (Provider) type.getField("INSTANCE").get(null);
            if (type.getMethod("getLoadingError").invoke(provider) instanceof Throwable failure) {
                throw new GeneralSecurityException("native provider not usable: " + failure, failure);
            }
            CorrettoBackend backend = new CorrettoBackend(provider);
            backend.requireKnownAnswer();
            return backend;
        } catch (ReflectiveOperationException | LinkageError e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new GeneralSecurityException("native provider not usable: " + cause, e);
        }
    }

    /**
     * RFC 8032 §7.1, test 1: the one algorithm used here, where the provider's own self test takes 0.3 s for all of
     * its.
     */
    private void requireKnownAnswer() throws GeneralSecurityException {
        HexFormat hex = HexFormat.of();
        PublicKey key = PublicKey.parse("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
        byte[] seed = hex.parseHex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60");
        byte[] signature = hex.parseHex("e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
                + "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b");
        byte[] empty = new byte[0];
        if (!Arrays.equals(signing(seed, key).sign(empty), signature)
                || !satisfies(key, empty, org.credence.base.Signature.of(signature))) {
            throw new GeneralSecurityException("native provider not usable: wrong answer to RFC 8032 test 1");
        }
    }

    @Override
    public CryptoProvider provider() {
        return new CryptoProvider(CryptoProvider.Kind.CORRETTO, provider.getName() + " " + provider.getVersionStr());
    }

    @Override
    public boolean satisfies(PublicKey key, byte[] message, org.credence.base.Signature signature) {
        try {
            Signature operation = signatures.get();
            operation.initVerify(parsed.get(key, this::parse));
            operation.update(message);
            return operation.verify(signature.toBytes());
        } catch (GeneralSecurityException e) {
            // A wrong signature is an answer, not an exception; guessing here could make members disagree.
            throw new AssertionError("Ed25519 provider failed while verifying", e);
        }
    }

    @Override
    public Signing signing(byte[] seed, PublicKey key) {
        try {
            PrivateKey secret = keys.generatePrivate(KeyEncoding.privateKey(seed));
            return message -> sign(secret, message);
        } catch (GeneralSecurityException e) {
            throw new AssertionError("Ed25519 provider refused a 32-byte seed", e);
        }
    }

    private byte[] sign(PrivateKey secret, byte[] message) {
        try {
            Signature operation = signatures.get();
            operation.initSign(secret);
            operation.update(message);
            return operation.sign();
        } catch (GeneralSecurityException e) {
            throw new AssertionError("Ed25519 provider failed while signing", e);
        }
    }

    private java.security.PublicKey parse(PublicKey key) {
        try {
            return keys.generatePublic(KeyEncoding.publicKey(key));
        } catch (GeneralSecurityException e) {
            throw new AssertionError("Ed25519 provider refused to hold 32 bytes as a key", e);
        }
    }

    private Signature newSignature() {
        try {
            return Signature.getInstance(ALGORITHM, provider);
        } catch (GeneralSecurityException e) {
            throw new AssertionError("Ed25519 provider lost its algorithm", e);
        }
    }
}
