package org.credence.crypto;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.credence.base.PublicKey;

/**
 * The certificate that carries a member's key through TLS 1.3. Peers trust the key, which the genesis file or the
 * ledger names, and nothing else in it: TLS proves that the peer holds the key, so neither issuer nor dates are of
 * interest, and no certificate expires on its own.
 */
public final class MemberCertificate {

    /** Longest name in characters (the bound of X.520). */
    public static final int MAX_NAME_LENGTH = 64;

    private static final String ALGORITHM = "Ed25519";
    private static final Date FROM = Date.from(Instant.parse("2000-01-01T00:00:00Z"));

    /** What RFC 5280 §4.1.2.5 prescribes for "no expiry". */
    private static final Date UNTIL = Date.from(Instant.parse("9999-12-31T23:59:59Z"));

    private MemberCertificate() {}

    /**
     * A certificate for the pair, signed by itself; the same pair and name always give the same bytes.
     *
     * @param name for people who look at the connection, 1 to {@value #MAX_NAME_LENGTH} characters
     */
    public static X509Certificate selfSigned(KeyPair pair, String name) {
        if (name.isEmpty() || name.length() > MAX_NAME_LENGTH) {
            throw new IllegalArgumentException(
                    "name: " + name.length() + " characters, must be 1 to " + MAX_NAME_LENGTH);
        }
        X500Name subject = new X500NameBuilder().addRDN(BCStyle.CN, name).build();
        byte[] encodedKey = KeyEncoding.publicKey(pair.publicKey()).getEncoded();
        BigInteger serial = new BigInteger(1, pair.publicKey().toBytes()).shiftRight(128).setBit(0);
        try {
            ContentSigner signer = new JcaContentSignerBuilder(ALGORITHM).build(privateKey(pair));
            X509v3CertificateBuilder builder = new X509v3CertificateBuilder(
                    subject, serial, FROM, UNTIL, subject, SubjectPublicKeyInfo.getInstance(encodedKey));
            return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
        } catch (OperatorException | GeneralSecurityException e) {
            throw new AssertionError("Ed25519 certificate of a valid pair", e);
        }
    }

    /** The secret in the form that the JDK's TLS takes; it stays in memory until collected. */
    public static PrivateKey privateKey(KeyPair pair) {
        byte[] seed = pair.seed();
        try {
            return KeyFactory.getInstance(ALGORITHM).generatePrivate(KeyEncoding.privateKey(seed));
        } catch (GeneralSecurityException e) {
            throw new AssertionError("Ed25519 private key of a valid seed", e);
        } finally {
            Arrays.fill(seed, (byte) 0);
        }
    }

    /**
     * The key a certificate carries, to be looked up among the members.
     *
     * @throws IllegalArgumentException if it is not an Ed25519 key
     */
    public static PublicKey keyOf(X509Certificate certificate) {
        java.security.PublicKey key = certificate.getPublicKey();
        byte[] raw = KeyEncoding.rawPublicKey(key.getEncoded());
        if (raw.length == 0) {
            throw new IllegalArgumentException("certificate: " + key.getAlgorithm() + " key, must be " + ALGORITHM);
        }
        return PublicKey.of(raw);
    }
}
