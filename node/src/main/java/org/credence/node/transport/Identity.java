package org.credence.node.transport;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import org.credence.base.PublicKey;
import org.credence.crypto.KeyPair;
import org.credence.crypto.MemberCertificate;

/** What a member proves itself with. */
public final class Identity {

    private final PublicKey key;
    private final X509Certificate certificate;
    private final PrivateKey secret;

    private Identity(PublicKey key, X509Certificate certificate, PrivateKey secret) {
        this.key = key;
        this.certificate = certificate;
        this.secret = secret;
    }

    /**
     * The identity of a key pair.
     *
     * @param name shown in the certificate; trusted by nobody
     */
    public static Identity of(KeyPair pair, String name) {
        return new Identity(pair.publicKey(), MemberCertificate.selfSigned(pair, name),
                MemberCertificate.privateKey(pair));
    }

    public PublicKey key() {
        return key;
    }

    X509Certificate certificate() {
        return certificate;
    }

    PrivateKey secret() {
        return secret;
    }

    /** Names the public key only. */
    @Override
    public String toString() {
        return "identity " + key;
    }
}
